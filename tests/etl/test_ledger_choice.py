"""Which pieces of a notice are its problems, by what they show."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.ledger import extract_ledger
from etl.ledger_choice import AUDIT, NOTICE, OTHER, piece_signs, problems_among
from etl.ledger_measures import with_parts
from etl.ledger_units import units
from etl.records import Source

SOURCE = Source("d", title="关于县委巡察整改情况的通报")
# Layouts of the same two problems, of which the first is done and the second under way.
LAYOUTS = {
    "measures in a third level": (
        "一、关于党建责任方面\n(一)支部换届超期\n1.排出换届日程,11个支部已全部换届。\n2.建立到期提醒台账。\n"
        "(二)账目混乱\n1.聘请会计公司清理往来账43笔。\n2.其余6笔正在核对。\n"
    ),
    "problems without measures": (
        "一、党建责任方面\n1.支部换届超期\n11个支部已全部换届。\n二、财务管理方面\n2.账目混乱\n"
        "清理往来账43笔,其余6笔正在核对。\n"
    ),
    "problems as chapters": (
        "一、支部换届超期\n(一)排出换届日程。\n(二)11个支部已全部换届。\n"
        "二、账目混乱\n(一)清理往来账43笔。\n(二)其余6笔正在核对。\n"
    ),
    "numbered with 之": (
        "反馈问题之一:支部换届超期\n整改成效:11个支部已全部换届。\n"
        "反馈问题之二:账目混乱\n整改成效:清理往来账43笔,其余6笔正在核对。\n"
    ),
    "labels of its own": (
        "【督导组怎么看】支部换届超期。\n【我们怎么改】11个支部已全部换届。\n"
        "【督导组怎么看】账目混乱。\n【我们怎么改】清理往来账43笔,其余6笔正在核对。\n"
    ),
    "short lines above a label": (
        "一、突出问题\n支部换届超期\n整改结果:11个支部已全部换届。\n账目混乱\n"
        "整改结果:清理往来账43笔,其余6笔正在核对。\n"
    ),
    "behind the body's name": (
        "(一)城东小学。支部换届超期。11个支部已全部换届。\n"
        "(二)河湾中学。账目混乱。清理往来账43笔,其余6笔正在核对。\n"
    ),
    "item by item": (
        "一、党建方面\n巡察指出:一是支部换届超期;二是账目混乱。\n"
        "整改情况:针对第一个问题,11个支部已全部换届。针对第二个问题,清理往来账43笔,其余6笔正在核对。\n"
    ),
    "behind the body's name and a dash": (
        "1、河湾镇中心小学——支部换届超期。复查时11个支部已全部换届。\n"
        "2、城东农贸市场管理所——账目混乱。清理往来账43笔,其余6笔正在核对。\n"
    ),
    "a paragraph each": (
        "局党组逐条整改,情况如下。\n支部换届超期,局党组排出日程,11个支部已全部换届。\n"
        "账目混乱,聘请会计公司清理往来账43笔,其余6笔正在核对。\n"
    ),
    "sentences of one paragraph": (
        "局党组逐条整改,情况如下:支部换届超期,局党组排出日程。11个支部已全部换届。"
        "账目混乱,聘请会计公司。清理往来账43笔,其余6笔正在核对。\n"
    ),
    "a table whose headings name no problem": (
        "序号\t点位\t所见\t现状\n1\t机关\t支部换届超期\t已完成换届\n2\t财务股\t账目混乱\t正在核对\n"
    ),
    "such a table of a cell a line": (
        "序号\n点位\n所见\n现状\n1\n机关\n支部换届超期\n已完成换届\n2\n财务股\n账目混乱\n正在核对\n"
    ),
    "a table numbered 1-1": (
        "| 编号 | 反馈问题 | 落实情况 |\n|---|---|---|\n| 1-1 | 支部换届超期 | 11个支部已全部换届 |\n"
        "| 2-1 | 账目混乱 | 清理往来账43笔,其余6笔正在核对 |\n"
    ),
    "with a state in the heading": (
        "一、已整改问题\n(一)支部换届超期。11个支部全部换届。\n二、正在整改问题\n(一)账目混乱。清理往来账43笔。\n"
    ),
}
LINES = st.lists(
    st.sampled_from(
        [
            "一、党建方面",
            "二、关于账目混乱的问题",
            "(一)换届超期",
            "(二)加强领导",
            "1.台账不清。已补记。",
            "2.清理往来账",
            "一是开展培训;",
            "二是值班松散。",
            "整改情况:已完成。",
            "①印章失管",
            "正在整改。",
            "——公示超期",
        ]
    ),
    max_size=14,
).map("\n".join)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_the_problems_are_found_in_whatever_layout(text):
    found = [(row.title, row.status) for row in extract_ledger(text, SOURCE)]
    assert found == [("支部换届超期", "done"), ("账目混乱", "in_progress")]


def test_the_numbers_of_what_was_done_are_no_problems():
    text = "一、关于账目混乱的问题\n(一)清理往来账43笔。\n(二)核对存款12户。\n(三)换发票据6本。\n"
    assert [row.title for row in extract_ledger(text, SOURCE)] == ["账目混乱"]


def test_a_chapter_of_plans_lists_no_problems():
    text = (
        "一、往来账目长期混乱\n聘请会计公司逐笔清理往来账43笔,账目已全部理清。\n"
        "二、节假日值班松散\n重排值班表,抽查6次,12人全部在岗。\n三、下一步打算\n(一)加强监管。\n"
    )
    titles = [row.title for row in extract_ledger(text, SOURCE)]
    assert titles == ["往来账目长期混乱", "节假日值班松散"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("41间库房已修好29间,其余12间正在施工。", "in_progress"),
        ("因产权不清,至今没有动工。", "not_done"),
    ],
)
def test_what_is_not_finished_may_be_under_way(told, status):
    table = f"序号|反馈问题|办理情况|是否完成\n1|库房漏雨|{told}|否\n2|账目混乱|已理清|是\n"
    label = f"1.库房漏雨\n整改情况:{told}\n整改结论:未销号\n2.账目混乱\n整改情况:已理清。\n整改结论:已销号\n"
    for text in (table, label):
        assert [row.status for row in extract_ledger(text, SOURCE)] == [status, "done"]


def test_what_is_said_of_all_at_the_end_is_no_state_of_the_last():
    text = (
        "一、关于支部换届超期的问题\n11个支部已全部换届。\n二、关于账目混乱的问题\n清理往来账43笔,账目已全部理清。\n"
        "\n对尚未整改到位的问题,县审计局将继续督促。\n县审计局\n2024年6月3日\n"
    )
    assert [row.status for row in extract_ledger(text, SOURCE)] == ["done", "done"]


@pytest.mark.parametrize("limit", ["(2024年9月底前完成)", "(完成时限:2024年9月底)", "(2024年9月)"])
def test_a_heading_gives_its_problems_their_limit(limit):
    text = (
        f"一、限期整改的事项{limit}\n1.支部换届超期\n11个支部已全部换届。\n2.账目混乱\n正在核对。\n"
    )
    assert [row.due for row in extract_ledger(text, SOURCE)] == ["2024-09", "2024-09"]


@pytest.mark.parametrize("limit", ["(2024年9月底前完成)", "(督办期限:2024年9月30日前)"])
def test_a_title_gives_its_own_limit(limit):
    text = f"1.支部换届超期{limit}\n11个支部已全部换届。\n2.账目混乱\n正在核对。\n"
    assert [row.due for row in extract_ledger(text, SOURCE)] == ["2024-09", None]


def test_an_order_that_brings_a_list_of_problems_is_a_notice():
    text = "1.支部换届超期\n整改情况:已完成。\n2.账目混乱\n整改情况:正在核对。\n"
    titles = ("关于印发巡察反馈问题整改台账的通知", "关于报送整改情况的通知")
    rows = [len(extract_ledger(text, Source("d", title=title))) for title in titles]
    assert rows == [2, 0]


def test_how_much_a_title_says_can_be_weighed_by_others():
    text = "一、账目混乱\n已清理。\n二、值班松散\n已排班。\n"
    found = with_parts(text, units(text))
    low, high = (piece_signs(text, found, NOTICE, lambda _, v=v: v) for v in (-900, 900))
    assert "fault=0" in low[0]
    assert "fault=11" in high[0]


@given(LINES, st.sampled_from((NOTICE, AUDIT, OTHER)))
def test_no_problem_stands_under_another(text, kind):
    found = with_parts(text, units(text))
    chosen = problems_among(text, found, kind)
    assert chosen <= {unit.mark for unit in found}
    last = None  # the problem that the pieces stand under
    for unit in found:
        if last is not None and unit.level <= last.level:
            last = None
        assert last is None or unit.mark not in chosen
        last = unit if last is None and unit.mark in chosen else last


@given(LINES)
def test_titles_stand_in_the_order_of_the_text(text):
    rows = extract_ledger(text, SOURCE)
    assert all(here.title_end <= after.title_start for here, after in pairwise(rows))
    assert all(text[row.title_start : row.title_end] == row.title for row in rows)
