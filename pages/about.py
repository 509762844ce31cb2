"""说明: method, definitions, what the signs mean, how to cite."""

import streamlit as st

from pages.parts import about, data, shell

shell.enter()

shell.heading(
    "每个数字都出自公开报告，可以回到原句",
    f"数据版本 {data.version()}",
    asks="数字怎么来的，怎么读，怎么引用？",
)
for title, paragraphs in about.SECTIONS:
    with st.container(border=True):
        st.subheader(title, anchor=False)
        for paragraph in paragraphs:
            st.markdown(paragraph)
with st.container(border=True):
    st.subheader("类别与指标的定义", anchor=False)
    st.dataframe(about.definitions(), hide_index=True, width="stretch", height=520)
with st.container(border=True):
    st.subheader("如何引用", anchor=False)
    st.markdown(about.citation())
