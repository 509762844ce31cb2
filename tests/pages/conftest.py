"""Pages run in this process, on a copy of the project's data, with empty caches."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from etl.build import build
from pages.parts import data
from pages.parts.views import open_matters
from tests.conftest import ROOT
from tests.pages import batches, entangled
from tests.pages.rederive import World

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


@pytest.fixture(scope="session")
def data_sets(tmp_path_factory):
    """The reviewed data, and invented data whose divisions stand within one another; both built."""

    @cache
    def made(name: str) -> tuple[World, Path]:
        folder, out = ROOT / "data", tmp_path_factory.mktemp(name)
        if name == "entangled":
            folder = out / "data"
            entangled.write(ROOT / "data", folder)
        build(folder, out / "build")
        return World(folder), out / "build"

    return made


@pytest.fixture(scope="session", params=batches.ALL, ids=lambda told: "-".join(map(str, told)))
def batch(request, data_sets) -> batches.Batch:
    """States for several tests: those of one batch follow each other, and share its views."""
    name, first = request.param
    return batches.Batch(*data_sets(name), first)


@pytest.fixture
def run(batch, monkeypatch) -> None:
    """A run of the pages on a batch's data; all that is counted is drawn, so that it can be seen."""
    monkeypatch.setattr(data, "BUILD", batch.build)
    for limit in ("MOST_DRAWN", "MOST_LISTED"):
        monkeypatch.setattr(open_matters, limit, 10**6)
    data.begin_run()
