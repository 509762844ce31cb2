"""No serious or critical fault that axe-core finds, on any page, in the light and in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.parts import shell
from tests.browser import helpers

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")


@pytest.fixture(scope="module", params=["light", "dark"])
def reader(request, known, home):
    with helpers.tab(known, home) as seen:
        seen.page.emulate_media(color_scheme=request.param)
        seen.open()
        yield seen


@pytest.mark.parametrize("stem", [entry.stem for entry in shell.PAGES])
def test_a_page_has_no_grave_fault_for_who_cannot_see_it_well(reader, stem):
    page = reader.follow(stem)
    found = Axe().run(page).response["violations"]
    told = [
        (fault["id"], node["html"][:200])
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
    assert told == []
