"""Every page without filters, on a phone and on a desk."""

import pytest

from pages.parts import shell
from tests.browser import helpers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reader(known, home):
    """One reader who goes from page to page by the menu."""
    with helpers.tab(known, home) as seen:
        seen.open()
        yield seen


@pytest.mark.parametrize("stem", [entry.stem for entry in shell.PAGES])
def test_a_page_is_sound_on_a_desk_and_on_a_phone(reader, stem):
    reader.forget_faults()
    reader.page.set_viewport_size(helpers.DESKTOP)
    reader.follow(stem)
    assert helpers.problems(reader) == []
    reader.page.set_viewport_size(helpers.PHONE)
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
