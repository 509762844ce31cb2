"""整改: rates along of alone, and what a notice's own list says beside them."""

import pytest

from tests.queries.conftest import JIA, YI

COLUMNS = ("id", "raised", "raised_bound", "done", "in_progress", "stated_rate", "rate")


def test_a_rate_is_part_over_its_own_whole(ask):
    # 28 / 36 = 77.78 %; jia:50 repeats 36 and is no second notice
    assert ask("completion", *COLUMNS, shown=[JIA], rollup=False) == [
        ("jia2:10", 7.0, "exact", None, None, None, None),
        ("jia:10", 36.0, "exact", 28.0, 8.0, 77.8, pytest.approx(100 * 28 / 36)),
    ]


def test_no_rate_is_made_from_a_bound(ask):
    # 40 done of at most 50: not 80 %
    assert ask("completion", *COLUMNS, shown=[YI]) == [
        ("yi:60", 50.0, "at_most", 40.0, None, None, None)
    ]


def test_what_is_not_told_is_missing_and_not_zero(ask):
    ((done, rate),) = ask("completion", "done", "rate", shown=[JIA], years=[2024])
    assert done is None and rate is None


def test_a_notice_below_stands_under_the_shown_region(ask):
    assert ask("completion", "shown", "region", "id", shown=[JIA]) == [
        (JIA, JIA, "jia2:10"),
        (JIA, JIA, "jia:10"),
        (JIA, YI, "yi:60"),
    ]


def test_a_list_counts_by_section_and_keeps_what_it_does_not_tell_apart(ask):
    columns = (
        "section_topic",
        "first_seq",
        "listed",
        "done",
        "in_progress",
        "not_done",
        "unstated",
    )
    assert ask("ledger_progress", *columns, shown=[JIA]) == [
        ("学习", 1, 2, 1, 1, 0, 0),
        ("基层", 3, 2, 0, 0, 1, 1),
    ]


def test_ledger_rows_take_their_sources_year(ask):
    assert ask("ledger_progress", "listed", shown=[JIA], years=[2022]) == []
    assert ask("ledger_progress", "listed", shown=[JIA], years=[2023]) == [(2,), (2,)]
    assert ask("ledger_rows", "seq", shown=[JIA], years=[0]) == []


def test_rows_of_a_list_come_with_their_state_and_due_date(ask):
    columns = ("seq", "topic", "status", "due", "later_report")
    # 甲 reports again in 2024-08: after 2024-06, not after 2025
    assert ask("ledger_rows", *columns, shown=[JIA]) == [
        (1, "学习不及时", "done", None, False),
        (2, "研讨走形式", "in_progress", "2024-06", True),
        (3, "减负不到位", "not_done", "2025", False),
        (4, "文件过多", None, None, False),
    ]


def test_open_rows_are_those_not_done_and_those_untold(ask):
    assert ask("ledger_rows", "seq", shown=[JIA], open=True) == [(2,), (3,), (4,)]


def test_a_region_without_a_list_has_no_row(ask):
    assert ask("ledger_rows", shown=[YI]) == []
    assert ask("ledger_progress", shown=[YI]) == []


def test_a_whole_names_itself_and_its_parts(ask):
    found = dict(ask("completion", "id", "ids", shown=[JIA], rollup=False))
    assert found == {"jia2:10": ["jia2:10"], "jia:10": ["jia:10", "jia:20", "jia:30", "jia:40"]}


def test_lists_are_found_by_their_reports(ask):
    columns = ("doc", "seq", "topic", "status", "title")
    found = ask("ledger_by_docs", *columns, docs=["jia", "yi"])
    assert found[0] == ("jia", 1, "学习不及时", "done", "甲省整改通报")
    assert [row[1] for row in found] == [1, 2, 3, 4]
    assert ask("ledger_by_docs", "doc", docs=[]) == []
