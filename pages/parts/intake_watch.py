"""运行情况: how this server does, for editors."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit import runtime
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY

from pages.parts import data, watch, words

# Written by the keeper of several processes (deploy/), in the folder that this names.
RUN_FOLDER = "CLEAN_GOVERNANCE_RUN"
MOST_ROWS = 10
MEGABYTE = 2**20


def show() -> None:
    """This process in numbers, the processes beside it, and what was slow or failed lately."""
    cards = {
        "数据版本": data.version(),
        "进程号": str(os.getpid()),
        "已运行": _span(time.time() - watch.STARTED),
        "在线会话": words.or_dash(_sessions()),
        "内存": _megabytes(watch.memory()),
    }
    with st.container(horizontal=True):
        for name, value in cards.items():
            st.metric(name, value, border=True)
    _processes()
    left, right = st.columns(2)
    with left:
        _usual("最慢的页面", "页面", watch.slowest_pages(), _titles())
    with right:
        _usual("最慢的查询", "查询", watch.slowest_queries(), {})
    _faults()
    st.caption("只计本进程最近的运行；不记录访问者、搜索词和报告内容。刷新页面即更新。")


def _processes() -> None:
    found = _kept_running()
    if not found:
        return
    st.subheader("全部进程", anchor=False)
    rows = {
        "进程": [program["name"] for program in found],
        "进程号": [program["pid"] for program in found],
        "启动于": [_moment(program["started"]) for program in found],
        "重启次数": [program["restarts"] for program in found],
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="全部进程")


def _usual(title: str, column: str, found: Sequence[watch.Usual], names: dict[str, str]) -> None:
    st.subheader(title, anchor=False)
    if not found:
        st.caption("还没有记录")
        return
    rows = {
        column: [names.get(usual.name, usual.name) for usual in found[:MOST_ROWS]],
        "次数": [usual.times for usual in found[:MOST_ROWS]],
        "中位（毫秒）": [round(usual.median) for usual in found[:MOST_ROWS]],
        "最慢（毫秒）": [round(usual.slowest) for usual in found[:MOST_ROWS]],
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=title)


def _faults() -> None:
    st.subheader("最近的错误", anchor=False)
    found = watch.faults()
    if not found:
        st.caption("没有错误")
        return
    names = _titles()
    rows = {
        "时间": [_moment(fault.when) for fault in found],
        "页面": [names.get(fault.page, fault.page) for fault in found],
        "类型": [fault.kind for fault in found],
        "位置": [fault.where for fault in found],
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="最近的错误")


def _titles() -> dict[str, str]:
    # the shell knows the pages and imports none of them
    from pages.parts import shell

    return {entry.stem: entry.title for entry in shell.PAGES}


def _sessions() -> str | None:
    """How many sessions this process has open."""
    if not runtime.exists():
        return None
    found = runtime.get_instance().stats_mgr.get_stats([ACTIVE_SESSIONS_FAMILY])
    return str(sum(stat.value for stat in found.get(ACTIVE_SESSIONS_FAMILY, ())))


def _kept_running() -> list[dict]:
    """What the keeper says; nothing where there is none."""
    folder = os.environ.get(RUN_FOLDER)
    if not folder:
        return []
    try:
        return json.loads((Path(folder) / "processes.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M:%S}"


def _span(seconds: float) -> str:
    minutes = int(seconds // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} 天 {hours} 小时"
    return f"{hours} 小时 {minutes % 60} 分" if hours else f"{minutes} 分"


def _megabytes(size: int | None) -> str:
    return "—" if size is None else f"{size / MEGABYTE:,.0f} MB"
