"""A reader's browser behind nginx, when its process is killed under it."""

import pytest
from playwright.sync_api import expect

from tests.browser import helpers

pytestmark = pytest.mark.browser
CHOSEN = "不含下级地区"


def process_of(seen):
    found = {cookie["name"]: cookie["value"] for cookie in seen.page.context.cookies()}
    return found["dashboard"]


def test_a_reader_whose_process_is_killed_goes_on_with_all_filters(browser, installation):
    with helpers.visit(browser, installation.home) as seen:
        seen.open("region_comparison", region="山西")
        seen.page.get_by_text("含下级地区", exact=True).click()
        seen.expect_address("rollup", "false")
        first = process_of(seen)
        assert seen.faults() == []
        installation.kill(first)
        installation.wait_for(lambda: process_of(seen) != first, "nobody took the session over")
        seen.settle()
        # the dropped connection is written to the console; the page itself is sound
        seen.forget_faults()
        assert seen.address() == {"region": ["山西"], "rollup": ["false"]}
        expect(seen.page.get_by_text(CHOSEN).first).to_be_visible()
        seen.page.get_by_text("含下级地区", exact=True).click()
        seen.expect_address("rollup")
        expect(seen.page.get_by_text(CHOSEN)).to_have_count(0)
        assert process_of(seen) != first
        assert seen.faults() == []


def test_pages_scripts_and_fonts_load_below_the_base_path(browser, installation):
    with helpers.visit(browser, installation.home) as seen:
        seen.open("rectification")
        assert seen.faults() == []
        loaded = seen.page.evaluate(
            "() => performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)"
        )
        assert any(path.endswith("NotoSansSC-Regular.woff2") for path in loaded)
        assert all(path.startswith("/qinglian/") for path in loaded)
        assert seen.page.evaluate("() => document.fonts.check('16px \"Noto Sans SC\"')")
