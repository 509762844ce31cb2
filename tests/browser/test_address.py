"""The address is the view: it can be copied, reloaded and gone back to."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import helpers

pytestmark = pytest.mark.browser

PAGE = "evidence"


def title(seen):
    return seen.page.locator("h1").inner_text()


def chosen(seen):
    """The labels of the choices in the filter bar."""
    return seen.page.locator(".st-key-filter_bar .react-aria-ComboBox [data-tag]").all_inner_texts()


def test_a_filter_goes_into_the_address_and_a_copied_link_opens_the_same_view(known, visit):
    visit.open(PAGE)
    everything = title(visit)
    helpers.choose(visit, "地区", "阳泉")
    visit.expect_address("region", "阳泉")
    assert title(visit) != everything
    with helpers.tab(known, visit.home) as other:
        other.page.goto(visit.page.url)
        other.settle()
        assert other.text() == visit.text()
        assert chosen(other) == ["阳泉"]
        assert other.faults() == []
    visit.page.reload()
    visit.settle()
    assert chosen(visit) == ["阳泉"]


def test_the_address_of_an_unfiltered_page_is_clean(visit):
    visit.open(PAGE)
    assert visit.address() == {}


def test_codes_in_the_address_become_names_that_can_be_copied(visit):
    visit.open(PAGE, region=["610400", "山西"])
    visit.expect_address("region", "咸阳", "山西")
    assert chosen(visit) == ["咸阳", "山西"]


def test_nonsense_leaves_the_address_and_stays_in_a_note(visit):
    page = visit.open(PAGE, region=["阳泉", "火星"], year="abc")
    assert page.get_by_text("“火星”不在可选范围内").is_visible()
    assert page.get_by_text("“abc”不在可选范围内").is_visible()
    visit.expect_address("region", "阳泉")
    visit.expect_address("year")
    assert visit.faults() == []


def test_the_first_page_is_found_by_its_name_with_its_filters(visit):
    page = visit.open("overview", region=["山西", "辽宁"], year="2023")
    assert page.get_by_role("dialog").count() == 0
    assert chosen(visit) == ["山西", "辽宁", "2023"]
    text = visit.text()
    visit.follow("overview")
    assert chosen(visit) == ["山西", "辽宁", "2023"]
    assert visit.text() == text
    visit.page.go_back()
    visit.page.wait_for_url("**/overview*")
    visit.settle()
    assert visit.text() == text
    assert visit.faults() == []


def test_back_returns_to_the_page_before_with_its_filters(visit):
    visit.open(PAGE, region="阳泉")
    before = visit.text()
    visit.page.get_by_role("link", name="学习培训").click()
    visit.page.wait_for_url("**/training*")
    visit.settle()
    assert chosen(visit) == ["阳泉"]
    visit.expect_address("region", "阳泉")
    helpers.choose(visit, "年份", "2023")
    visit.expect_address("year", "2023")
    visit.page.go_back()
    visit.page.wait_for_url(f"**/{PAGE}*")
    visit.settle()
    assert visit.address() == {"region": ["阳泉"]}
    assert chosen(visit) == ["阳泉"]
    assert visit.text() == before
    visit.page.go_forward()
    visit.page.wait_for_url("**/training*")
    visit.settle()
    assert chosen(visit) == ["阳泉", "2023"]
    assert visit.faults() == []


def test_a_row_that_is_clicked_shows_its_figure_and_enters_the_address(visit):
    page = visit.open(PAGE, region="垣曲")
    table = page.locator('[data-testid="stDataFrame"]').first
    # the first cell of the first row below the header picks the row
    table.click(position={"x": 12, "y": 52})
    page.locator('[data-testid="stMain"] h3').wait_for()
    visit.settle()
    (figure,) = visit.address()["figure"]
    assert page.get_by_text(f"编号 {figure}").is_visible()
    assert "make reports DIR=" in visit.text()
    page.reload()
    visit.settle()
    assert page.get_by_text(f"编号 {figure}").is_visible()
    assert visit.faults() == []


def test_a_filter_draws_the_page_anew_and_not_the_menu_beside_it(visit):
    sent = []
    # Playwright marks the handlers it is given, which a list's own method cannot be
    visit.page.on("websocket", lambda s: s.on("framereceived", lambda frame: sent.append(frame)))
    visit.open("overview")
    assert kinds(sent).count("page_link") > 5
    everything = title(visit)
    sent.clear()
    helpers.choose(visit, "地区", "阳泉")
    visit.expect_address("region", "阳泉")
    assert title(visit) != everything
    assert "plotly_chart" in kinds(sent)
    assert "page_link" not in kinds(sent)
    assert visit.page.get_by_test_id("stPageLink").count() > 5


def kinds(frames):
    """Of which kinds the elements are that the server sent."""
    deltas = (ForwardMsg.FromString(frame).delta for frame in frames if isinstance(frame, bytes))
    return [delta.new_element.WhichOneof("type") for delta in deltas]
