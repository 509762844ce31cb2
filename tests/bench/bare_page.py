"""The least that a Streamlit page can do: send figures and tables that are made already.

Run by tests/bench/pages.py; BARE_PAGE names the file with what to send.
"""

import json
import os
from pathlib import Path

import pandas as pd
import streamlit as st


@st.cache_resource(show_spinner=False)
def _made() -> tuple[str, list[list[dict]]]:
    """The region that is chosen between the two states, if it is one, and what each state shows."""
    found = json.loads(Path(os.environ["BARE_PAGE"]).read_text(encoding="utf-8"))
    for state in found["states"]:
        for part in state:
            part["table"] = pd.DataFrame(part["table"]["data"], columns=part["table"]["columns"])
    return found["region"], found["states"]


st.set_page_config(layout="wide")
region, states = _made()
if region:
    state = states[1 if st.multiselect("地区", [region]) else 0]
else:
    state = states[0 if st.toggle("含下级地区", value=True, key="rollup") else 1]
st.title("bare")
for number, part in enumerate(state):
    if part["figure"]:
        st.plotly_chart(part["figure"], theme=None, key=f"figure_{number}")
        with st.popover("数据表"):
            st.dataframe(part["table"], hide_index=True)
    else:
        st.dataframe(part["table"], hide_index=True)
