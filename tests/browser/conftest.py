"""One server for the browser tests of a worker."""

from __future__ import annotations

import pytest

from tests.browser import helpers


@pytest.fixture(scope="session")
def home(built_data):
    """A server that the tests share: they only read its data."""
    with helpers.server(built_data) as address:
        yield address


@pytest.fixture
def visit(browser, home):
    """A new reader of the shared server."""
    with helpers.visit(browser, home) as seen:
        yield seen
