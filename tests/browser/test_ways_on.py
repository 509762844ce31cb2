"""From a mark to the sentence in three clicks, to a region in two, and back."""

import pytest

from tests.browser import helpers

pytestmark = pytest.mark.browser


def click_mark(page, selector, at=0):
    """Marks lie below Plotly's drag layer: click where the mark is."""
    mark = page.locator(selector).nth(at)
    mark.wait_for(state="attached", timeout=helpers.PAGE_MILLISECONDS)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_three_clicks_lead_from_a_bar_of_the_first_page_to_the_figure(visit):
    page = visit.open("")
    click_mark(page, ".barlayer .point path")
    with page.context.expect_page() as opened:
        page.get_by_text("查看数据出处：").first.click(timeout=helpers.PAGE_MILLISECONDS)
    source = opened.value
    source.get_by_text("编号 ").first.wait_for(timeout=helpers.PAGE_MILLISECONDS)
    # one figure behind the bar: it is shown at once, with where it stands in its report
    assert source.get_by_text("原文第").count() == 1
    assert "indicator=" in source.url


def test_two_clicks_lead_from_a_mark_to_its_region_and_back_returns(visit):
    page = visit.open("training", region=["阳泉", "山西"])
    left = page.url
    click_mark(page, ".barlayer .point path")
    page.get_by_role("link", name="画像").last.click(timeout=helpers.PAGE_MILLISECONDS)
    page.wait_for_url("**/region_profile?*", timeout=helpers.PAGE_MILLISECONDS)
    page.go_back()
    page.wait_for_url(left, timeout=helpers.PAGE_MILLISECONDS)


def test_a_cell_of_the_matrix_leads_to_its_figures(visit):
    page = visit.open("", region="辽宁")
    click_mark(page, ".scatterlayer .point", at=0)
    page.get_by_text("查看数据出处：").first.wait_for(timeout=helpers.PAGE_MILLISECONDS)
