"""One browser for all browser tests of a worker, one server for a module."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import helpers
from tests.conftest import find_chromium


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def home(built_data):
    """A server that the tests of one module share."""
    with helpers.server(built_data) as address:
        yield address


@pytest.fixture
def visit(browser, home):
    """A new reader of the shared server."""
    with helpers.visit(browser, home) as seen:
        yield seen
