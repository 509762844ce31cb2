"""What tests share: the project's data built in a folder of their own, and a Chromium if there is one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests import chromium

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
# Facts alone: the texts of reports and earlier builds stay where they are.
REVIEWED = ("reference", "sources.csv", "figures", "ledgers", "terms")
LEFT_OUT = "no Chromium on this machine"
# What takes long, in two halves of some equal time: xdist gives each worker an equal run of the
# tests in their order, and shares out what is left; short tests shall be left. The halves were cut
# for two workers, and serve three.
LONG = (
    ("intake", "pages"),
    ("test_swap.py", "etl/test_build.py", "etl/test_extract_many.py", "browser", "deploy", "exports"),
)


def leave_out(reason: str) -> None:
    """Skip here; under CI a test that is left out is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"left out under CI: {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The long tests begin each half; what shares a fixture stays together."""
    places = {name: (half, at) for half, names in enumerate(LONG) for at, name in enumerate(names)}

    def place(item):
        path = item.path.relative_to(TESTS)
        return next((places[str(p)] for p in (path, *path.parents) if str(p) in places), None)

    found = [(place(item), item) for item in items]
    short = [item for where, item in found if where is None]
    halves = [[], []]
    for where, item in sorted((f for f in found if f[0]), key=lambda told: told[0]):
        halves[where[0]].append(item)
    cut = max(0, len(items) // 2 - len(halves[0]))
    items[:] = [*halves[0], *short[:cut], *halves[1], *short[cut:]]


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and not chromium.find():
        leave_out(LEFT_OUT)


def pytest_terminal_summary(terminalreporter):
    left_out = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", ())
        if LEFT_OUT in str(report.longrepr)
    ]
    if not left_out:
        return
    terminalreporter.section(f"NO CHROMIUM: {len(left_out)} browser tests LEFT OUT", red=True)
    for name in sorted(left_out):
        terminalreporter.line(f"  {name}")
    terminalreporter.line(f"To run them too:  {chromium.INSTALL_AS_USER}", bold=True)


def copy_reviewed_data(target: Path) -> Path:
    if not (ROOT / "data" / "sources.csv").is_file():
        leave_out("data/sources.csv is not there")
    target.mkdir(parents=True)
    for name in REVIEWED:
        path = ROOT / "data" / name
        if path.is_dir():
            shutil.copytree(path, target / name)
        elif path.is_file():
            shutil.copy(path, target / name)
    return target


@pytest.fixture(scope="session")
def browser():
    """One Chromium a worker: Playwright's synchronous interface allows no second."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def built_data(tmp_path_factory) -> Path:
    """The project's reviewed data with a build of it; tests only read it."""
    from etl.build import build

    folder = copy_reviewed_data(tmp_path_factory.mktemp("project") / "data")
    build(folder, folder / "build")
    return folder


@pytest.fixture
def own_data(tmp_path) -> Path:
    """A copy of the reviewed data for one test to change; nothing is built yet."""
    return copy_reviewed_data(tmp_path / "data")
