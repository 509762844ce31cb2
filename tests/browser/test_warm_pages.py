"""Every page without filters, on a phone and on a desk."""

import pytest

from pages.parts import shell
from tests.browser import helpers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reader(browser, home):
    """One reader for all pages, so that the browser loads Streamlit's scripts once."""
    with helpers.visit(browser, home, helpers.PHONE) as seen:
        yield seen


@pytest.mark.parametrize("stem", [entry.stem for entry in shell.PAGES])
def test_a_page_is_sound_on_a_phone_and_on_a_desk(reader, stem):
    reader.forget_faults()
    reader.page.set_viewport_size(helpers.PHONE)
    reader.open(helpers.path_of(stem))
    assert helpers.problems(reader) == []
    reader.page.set_viewport_size(helpers.DESKTOP)
    reader.settle()
    assert helpers.problems(reader) == []


def test_an_unknown_address_falls_to_the_first_page(visit):
    page = visit.open("no_such_page", region="阳泉")
    assert page.locator("h1").count() == 1
    assert page.locator('[data-testid="stException"]').count() == 0
    assert visit.foreign == []
    first = visit.text()
    visit.open("", region="阳泉")
    assert visit.text() == first
