"""Pages run in this process, on a copy of the project's data, with empty caches."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from pages.parts import data

# AppTest looks through all installed packages for components at each first run: 0.2 s a session.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def empty_caches():
    """No test sees what another one has cached."""
    _clear()
    yield
    _clear()


def _clear():
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def use_data(monkeypatch):
    """Points the pages at a data folder."""

    def use(folder: Path) -> Path:
        monkeypatch.setattr(data, "DATA", folder)
        monkeypatch.setattr(data, "BUILD", folder / "build")
        return folder

    return use


@pytest.fixture
def project_data(built_data, use_data) -> Path:
    """The project's data, built; pages read it."""
    return use_data(built_data)

