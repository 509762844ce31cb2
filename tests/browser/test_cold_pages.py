"""Each page as the first that a reader opens on a server that has just started, phone and desk."""

import pytest

from pages.parts import shell
from tests.browser import helpers

pytestmark = pytest.mark.browser

ADDRESS = {"region": ["山西", "阳泉"], "year": ["2022", "2023"]}


@pytest.fixture(scope="module")
def warm(known, home):
    """One reader with the same filters on a server that has long been running."""
    with helpers.tab(known, home) as seen:
        seen.open(**ADDRESS)
        yield seen


@pytest.mark.parametrize("stem", [entry.stem for entry in shell.PAGES])
def test_a_cold_link_with_filters_is_sound_and_shows_what_a_warm_server_shows(
    browser, built_data, warm, stem
):
    warm.follow(stem)
    path = helpers.path_of(stem)
    with (
        helpers.server(built_data) as home,
        helpers.visit(browser, home, helpers.PHONE) as seen,
    ):
        page = seen.open(path, **ADDRESS)
        assert helpers.problems(seen) == []
        page.set_viewport_size(helpers.DESKTOP)
        seen.settle()
        assert page.get_by_role("link").count() >= len(shell.PAGES)
        found = seen.address()
        assert {key: sorted(found[key]) for key in ADDRESS} == {k: sorted(v) for k, v in ADDRESS.items()}
        assert helpers.problems(seen) == []
        assert seen.text() == warm.text()
