"""The least that a Streamlit page can do: send figures and tables that are made already.

Run by tests/bench/pages.py; BARE_PAGE names the file with what to send.
"""

import json
import os
from pathlib import Path

import pandas as pd
import streamlit as st


@st.cache_resource(show_spinner=False)
def _made() -> list[list[dict]]:
    found = json.loads(Path(os.environ["BARE_PAGE"]).read_text(encoding="utf-8"))
    for state in found:
        for part in state:
            part["table"] = pd.DataFrame(part["table"]["data"], columns=part["table"]["columns"])
    return found


st.set_page_config(layout="wide")
state = _made()[0 if st.toggle("含下级地区", value=True, key="rollup") else 1]
st.title("bare")
for number, part in enumerate(state):
    if part["figure"]:
        st.plotly_chart(part["figure"], theme=None, key=f"figure_{number}")
        with st.popover("数据表"):
            st.dataframe(part["table"], hide_index=True)
    else:
        st.dataframe(part["table"], hide_index=True)
