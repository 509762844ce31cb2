"""One build a run, and answers kept by question, filters and data version."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import queries
from pages.parts import watch

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
# Another folder of reviewed data: tests, or one server beside another.
DATA = Path(os.environ.get("CLEAN_GOVERNANCE_DATA", "data"))
BUILD = DATA / "build"
# An answer for one region takes some 10 to 500 KB at 1,000,000 figures; one for all takes 12 MB.
KEPT_ANSWERS = 1024

_database: ContextVar[queries.Database] = ContextVar("database")


# Three generations: a page that still reads an old build is not cut off by the next one.
@st.cache_resource(max_entries=3, show_spinner=False, on_release=lambda database: database.close())
def _open(path: Path) -> queries.Database:
    return queries.Database(path)


def read_from(folder: Path) -> None:
    """Use another folder of reviewed data from now on: for a command line, before its first run."""
    global DATA, BUILD
    DATA, BUILD = folder, folder / "build"


def begin_run() -> None:
    """Choose the build that this run reads, and hold it: a page never mixes two versions.

    Raises:
        queries.NoBuildError: there is no build yet.
    """
    _database.set(_open(queries.current_build(BUILD)))


def close() -> None:
    """Let go of every build: a command line ends quietly."""
    _open.clear()
    _database.set(None)


def version() -> str:
    """The data version of this run."""
    return _database.get().version


def later(call: Callable[[], T]) -> Callable[[], T]:
    """``call`` as this run would do it, for a download that is made in another thread after it."""
    path = BUILD / f"{version()}.duckdb"

    def bound() -> T:
        token = _database.set(_open(path))
        try:
            return call()
        finally:
            _database.reset(token)

    return bound


def ask(question: str, **parameters: Any) -> pd.DataFrame:
    """The answer of ``queries/<question>.sql`` in this run's build."""
    frozen = tuple(
        (key, tuple(value) if isinstance(value, list | tuple) else value)
        for key, value in sorted(parameters.items())
    )
    try:
        # a copy on write: whoever changes it changes his own
        return _answer(version(), question, frozen).copy(deep=False)
    except (duckdb.ConnectionException, duckdb.IOException):
        # the build was let go while this run waited: start again on the current one
        _open.clear()
        if get_script_run_ctx() is None:
            # a download or the command line: there is no page to run again
            begin_run()
            return _answer(version(), question, frozen).copy(deep=False)
        st.rerun()


def forget_answers() -> None:
    """Let go of all answers: those of an older build, or to measure."""
    _answer.clear()


# Not cache_data: to pickle a province's answer takes longer than to ask for it.
@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _answer(version: str, question: str, parameters: tuple) -> pd.DataFrame:
    given = {
        key: list(value) if isinstance(value, tuple) else value for key, value in parameters
    }
    with watch.query(question, version):
        return _database.get().ask(question, **given)


def report_text(sha256: str | None) -> str | None:
    """A report's text as read, or None where the report is not on this machine."""
    # The hash comes from checked data; a name that is none never becomes a path.
    if not isinstance(sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        return None
    path = DATA / "reports" / f"{sha256}.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else None
