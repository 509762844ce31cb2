"""A data folder of its own for each test: the project's reference tables and two small reports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.intake.helpers import make_data

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small_data_template(tmp_path_factory) -> Path:
    from etl.build import build

    folder = make_data(tmp_path_factory.mktemp("small") / "data")
    build(folder, folder / "build")
    return folder


@pytest.fixture
def small_data(small_data_template, tmp_path) -> Path:
    """Reviewed data with one invented report (阳泉), built; the test may change it."""
    folder = tmp_path / "data"
    shutil.copytree(small_data_template, folder)
    return folder


@pytest.fixture
def pages_on(small_data, monkeypatch) -> Path:
    """The pages read this test's data, with empty caches."""
    import streamlit as st

    from pages.parts import data

    monkeypatch.setattr(data, "DATA", small_data)
    monkeypatch.setattr(data, "BUILD", small_data / "build")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield small_data
    st.cache_data.clear()
    st.cache_resource.clear()
