"""One server for the browser tests of a worker."""

from __future__ import annotations

import pytest

from tests.browser import helpers


@pytest.fixture(scope="session")
def home(built_data):
    """A server that the tests share: they only read its data."""
    with helpers.server(built_data) as address:
        yield address


@pytest.fixture(scope="session")
def known(browser):
    """A reader's browser that has been here before: it loads scripts and fonts once a worker."""
    with helpers.reader(browser) as context:
        yield context


@pytest.fixture
def visit(known, home):
    """A new visit of the shared server, in a tab and a session of its own."""
    with helpers.tab(known, home) as seen:
        yield seen
