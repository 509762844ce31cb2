"""Drafts: saved at every change, never an edit lost."""

from concurrent.futures import ThreadPoolExecutor

from etl import draft_check, drafts, intake, uploads
from tests.intake.helpers import NEW_TEXT, begun


def test_a_draft_is_read_back_as_it_was_saved(small_data):
    draft = begun(small_data)
    assert drafts.load(small_data, draft.sha256) == draft
    assert [figure.quote for figure in draft.figures] == [
        "36次",
        "128个",
        "112个",
        "87.5%",
        "1200余人次",
        "5场",
    ]
    assert all(NEW_TEXT[f.start : f.end] == f.quote for f in draft.figures)
    assert draft.pending == len(draft.figures)


def test_title_publisher_date_region_and_year_are_proposed(small_data):
    source = begun(small_data).source
    assert {
        key: source[key] for key in ("title", "publisher", "published", "kind", "region", "year")
    } == {
        "title": "兰考县2024年清廉建设工作总结",
        "publisher": "兰考县纪委监委",
        "published": "2024-12-03",
        "kind": "工作总结",
        "region": "410225",
        "year": 2024,
    }


def test_uploading_again_opens_the_draft_there_is(small_data):
    draft = begun(small_data)
    first = draft.figures[0].start
    saved = drafts.save(small_data, draft.with_figure(first, item="专项检查"), draft, "甲").draft
    assert begun(small_data) == saved


def test_changes_of_two_people_to_one_report_both_stand(small_data):
    draft = begun(small_data)
    one, two = draft.figures[0].start, draft.figures[1].start
    drafts.save(small_data, draft.with_figure(one, item="专项检查"), draft, "甲")
    saved = drafts.save(
        small_data, draft.with_figure(two, value=99, decision="changed"), draft, "乙"
    )
    assert saved.merged_with == "甲"
    assert saved.conflicts == ()
    assert saved.draft.figure(one).item == "专项检查"
    assert saved.draft.figure(two).value == 99


def test_a_clash_keeps_the_first_and_names_figure_and_field(small_data):
    draft = begun(small_data)
    start = draft.figures[0].start
    drafts.save(small_data, draft.with_figure(start, item="甲的"), draft, "甲")
    saved = drafts.save(small_data, draft.with_figure(start, item="乙的", unit="轮"), draft, "乙")
    assert saved.draft.figure(start).item == "甲的"
    assert saved.draft.figure(start).unit == "轮"
    assert [(c.key, c.field, c.kept, c.wanted) for c in saved.conflicts] == [
        (start, "item", "甲的", "乙的")
    ]


def test_twenty_savings_at_once_lose_nothing(small_data):
    draft = begun(small_data)
    starts = [figure.start for figure in draft.figures]

    def change(n):
        start = starts[n % len(starts)]
        fields = ("item", "unit", "year", "region")
        value = {"item": f"事项{n}", "unit": "项", "year": 2001, "region": "410000"}[
            fields[n // len(starts)]
        ]
        drafts.save(
            small_data,
            draft.with_figure(start, **{fields[n // len(starts)]: value}),
            draft,
            f"人{n}",
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(len(starts) * 4)))
    saved = drafts.load(small_data, draft.sha256)
    assert saved.revision == draft.revision + len(starts) * 4
    for n, start in enumerate(starts):
        figure = saved.figure(start)
        assert (figure.item, figure.unit, figure.year, figure.region) == (
            f"事项{n}",
            "项",
            2001,
            "410000",
        )


def test_others_at_the_same_draft_are_told_until_they_go(small_data):
    sha256 = begun(small_data).sha256
    assert drafts.present(small_data, sha256, "s1", "甲", now=1000) == []
    assert drafts.present(small_data, sha256, "s2", "乙", now=1010) == ["甲"]
    assert drafts.present(small_data, sha256, "s2", "乙", now=1011 + drafts.PRESENT_SECONDS) == []


def test_the_rules_of_check_are_tried_on_a_draft(small_data):
    draft = begun(small_data)
    assert [f for f in draft_check.check_draft(small_data, draft) if f.level == "错误"] == []
    start = draft.figures[0].start
    wrong = draft.with_figure(start, indicator="meetings", year=3000)
    faults = draft_check.check_draft(small_data, wrong)
    assert {(f.table, f.key) for f in faults if f.level == "错误"} == {("figures", start)}


def test_a_part_that_exceeds_its_whole_is_found_while_editing(small_data):
    draft = begun(small_data)
    raised, done, rate = (f.start for f in draft.figures[1:4])
    linked = draft.with_figure(done, role="part", of=raised, value=200, unit="个")
    linked = linked.with_figure(rate, role="share", of=raised)
    told = {(f.key, f.problem) for f in draft_check.check_draft(small_data, linked)}
    assert (done, "部分 200 大于总数 128") in told
    assert any(key == rate and "比率" in problem for key, problem in told)


def test_a_published_report_is_opened_again_with_its_rows_accepted(small_data):
    draft = intake.reopen(small_data, "held", "甲")
    assert [(f.quote, f.decision) for f in draft.figures] == [
        ("18次", "accepted"),
        ("7场", "accepted"),
    ]
    assert draft.pending == 0


def test_marked_words_become_a_figure(small_data):
    draft = begun(small_data)
    text = uploads.take(small_data, "x.txt", NEW_TEXT.encode()).text
    start = text.index("1200余人次")
    figure = intake.added(draft, text, start, start + 7)
    assert (figure.start, figure.quote, figure.value, figure.unit, figure.bound) == (
        start, "1200余人次", 1200, "人次", "at_least",
    )  # fmt: skip
    words = intake.added(draft, text, 0, 3)
    assert (words.quote, words.value) == ("兰考县", 0)
