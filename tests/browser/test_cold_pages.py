"""Each page as the first that a reader opens on a server that has just started."""

import pytest

from pages.parts import shell
from tests.browser import helpers

pytestmark = pytest.mark.browser

ADDRESS = {"region": ["山西", "阳泉"], "year": ["2022", "2023"]}


@pytest.mark.parametrize("stem", [entry.stem for entry in shell.PAGES])
def test_a_cold_link_with_filters_is_sound_and_shows_what_a_warm_one_shows(browser, built_data, stem):
    path = helpers.path_of(stem)
    with helpers.server(built_data) as home, helpers.visit(browser, home) as seen:
        page = seen.open(path, **ADDRESS)
        assert page.get_by_role("link").count() >= len(shell.PAGES)
        found = seen.address()
        assert {key: sorted(found[key]) for key in ADDRESS} == {k: sorted(v) for k, v in ADDRESS.items()}
        assert helpers.problems(seen) == []
        cold = seen.text()
        seen.open(path, **ADDRESS)
        assert seen.text() == cold
        assert seen.faults() == []
