"""Publishing and withdrawing: data, database, versions and log change as one."""

import shutil
import threading

import pytest

from etl import drafts, history, intake, publish, published, transaction
from etl.build import build, data_version
from etl.faults import FaultyDataError
from tests.intake.helpers import HELD_TEXT, accepted, begun, built_figures, csv_figures


def whole(data):
    """Data and database are one version; which."""
    version, rows = built_figures(data)
    assert version == data_version(data)
    assert rows == csv_figures(data)
    return version


def test_a_published_report_stands_in_files_and_database(small_data):
    draft = accepted(small_data, begun(small_data))
    done = publish.publish(small_data, small_data / "build", [draft], "甲")
    assert whole(small_data) == done.version
    rows = published.rows((small_data / "figures" / f"{draft.doc}.csv").read_bytes())
    assert [(r["quote"], r["value"], r["bound"]) for r in rows][-2:] == [
        ("1200余人次", "1200", "at_least"),
        ("5场", "5", "exact"),
    ]
    assert all(r["review"].startswith("person ") for r in rows)
    assert (small_data / "terms" / f"{draft.doc}.csv").is_file()
    assert drafts.load(small_data, draft.sha256) is None


def test_what_is_rejected_or_undecided_is_not_published(small_data):
    draft = begun(small_data)
    first, second = (figure.start for figure in draft.figures[:2])
    draft = draft.with_figure(first, decision="accepted").with_figure(second, decision="rejected")
    draft = drafts.save(small_data, draft, draft, "甲").draft
    publish.publish(small_data, small_data / "build", [draft], "甲")
    assert [row[1] for row in csv_figures(small_data) if row[0] == draft.doc] == [first]


def test_what_waits_for_a_decision_goes_on_as_a_draft_after_publishing(small_data):
    out = small_data / "build"
    draft = begun(small_data)
    first, second, *others = (figure.start for figure in draft.figures)
    draft = draft.with_figure(first, decision="accepted").with_figure(second, decision="rejected")
    draft = drafts.save(small_data, draft, draft, "甲").draft
    publish.publish(small_data, out, [draft], "甲")
    rest = drafts.load(small_data, draft.sha256)
    assert [figure.start for figure in rest.figures] == [first, second, *others]
    assert [figure.decision for figure in rest.figures[:2]] == ["accepted", "rejected"]
    assert rest.pending == len(others)
    assert rest.revision == draft.revision + 1
    # what stands published already is no change, on whatever day the rest follows
    assert publish.plan(small_data, [rest]).changes == ()
    publish.publish(small_data, out, [accepted(small_data, rest)], "乙")
    assert drafts.load(small_data, draft.sha256) is None
    assert len([row for row in csv_figures(small_data) if row[0] == draft.doc]) == len(draft.figures)
    whole(small_data)


def test_the_rest_of_a_report_that_was_withdrawn_brings_all_of_it_back(small_data):
    out = small_data / "build"
    draft = begun(small_data)
    draft = drafts.save(
        small_data, draft.with_figure(draft.figures[0].start, decision="accepted"), draft, "甲"
    ).draft
    publish.publish(small_data, out, [draft], "甲")
    publish.withdraw(small_data, out, 1, "甲")
    rest = accepted(small_data, drafts.load(small_data, draft.sha256))
    publish.publish(small_data, out, [rest], "甲")
    assert len([row for row in csv_figures(small_data) if row[0] == draft.doc]) == len(draft.figures)


def test_withdrawing_returns_to_any_earlier_version(small_data):
    original = published.files(small_data)
    out = small_data / "build"
    publish.publish(small_data, out, [accepted(small_data, begun(small_data))], "甲")
    middle = published.files(small_data)
    held = intake.reopen(small_data, "held", "乙")
    held = drafts.save(
        small_data, held.with_figure(held.figures[0].start, item="巡察"), held, "乙"
    ).draft
    publish.publish(small_data, out, [held], "乙")
    assert [snapshot.number for snapshot in history.snapshots(small_data)] == [3, 2, 1]
    publish.withdraw(small_data, out, 1, "丙")
    assert published.files(small_data) == original
    whole(small_data)
    publish.withdraw(small_data, out, 2, "丙")
    assert published.files(small_data) == middle
    whole(small_data)


def test_the_review_of_a_withdrawn_report_is_not_lost(small_data):
    draft = begun(small_data)
    draft = accepted(small_data, draft.with_figure(draft.figures[0].start, item="专项检查"))
    publish.publish(small_data, small_data / "build", [draft], "甲")
    publish.withdraw(small_data, small_data / "build", 1, "甲")
    again = begun(small_data)
    assert again.figures[0].item == "专项检查"
    assert again.pending == 0
    publish.publish(small_data, small_data / "build", [again], "甲")
    whole(small_data)


def test_the_log_tells_who_when_and_what_from_what_to_what(small_data):
    held = intake.reopen(small_data, "held", "乙")
    held = drafts.save(
        small_data, held.with_figure(held.figures[0].start, item="巡察"), held, "乙"
    ).draft
    before = data_version(small_data)
    done = publish.publish(small_data, small_data / "build", [held], "乙")
    entry = history.log(small_data)[0]
    assert (entry["who"], entry["action"], entry["from"], entry["to"]) == (
        "乙",
        "发布",
        before,
        done.version,
    )
    assert len(entry["changes"]) == 1
    assert entry["changes"][0]["kind"] == "修改"
    assert entry["changes"][0]["cells"][0] == ["item", "监督检查", "巡察"]


def test_no_cell_is_a_formula_for_a_spreadsheet(small_data):
    draft = begun(small_data)
    draft = draft.with_figure(draft.figures[0].start, item="=HYPERLINK(1)", unit="@次")
    draft = accepted(
        small_data, drafts.replace(draft, source=draft.source | {"title": "+cmd|' /C calc'!A0"})
    )
    publish.publish(small_data, small_data / "build", [draft], "甲")
    cells = [
        c
        for r in published.rows((small_data / "figures" / f"{draft.doc}.csv").read_bytes())
        for c in r.values()
    ]
    cells += [
        c for r in published.rows((small_data / "sources.csv").read_bytes()) for c in r.values()
    ]
    assert not [cell for cell in cells if cell and cell[0] in "=+-@"]
    assert "HYPERLINK(1)" in cells


def test_faulty_data_are_not_published(small_data):
    before, version = published.files(small_data), whole(small_data)
    draft = begun(small_data)
    draft = accepted(small_data, draft.with_figure(draft.figures[0].start, region="999999"))
    with pytest.raises(FaultyDataError):
        publish.publish(small_data, small_data / "build", [draft], "甲")
    assert published.files(small_data) == before
    assert whole(small_data) == version
    assert drafts.load(small_data, draft.sha256) == draft


def test_a_figure_that_is_not_in_the_report_is_not_published(small_data):
    draft = begun(small_data)
    draft = accepted(small_data, draft.with_figure(draft.figures[0].start, quote="37次", value=37))
    with pytest.raises(FaultyDataError) as caught:
        publish.publish(small_data, small_data / "build", [draft], "甲")
    assert "不是“37次”" in caught.value.faults[0].problem


def test_what_others_published_since_the_draft_began_is_merged(small_data):
    out = small_data / "build"
    mine = intake.reopen(small_data, "held", "甲")
    first, second = (figure.start for figure in mine.figures)
    path = small_data / "figures" / "held.csv"
    path.write_bytes(path.read_bytes().replace("廉政培训".encode(), "廉洁培训".encode()))
    build(small_data, out)
    mine = drafts.save(small_data, mine.with_figure(first, item="巡察"), mine, "甲").draft
    publish.publish(small_data, out, [mine], "甲")
    assert [row[3] for row in csv_figures(small_data)] == ["巡察", "廉洁培训"]
    assert [s.what for s in history.snapshots(small_data)][-1] == "最初的数据"
    assert second


def test_a_clash_with_what_others_published_is_refused_until_it_is_looked_at(small_data):
    out = small_data / "build"
    mine = intake.reopen(small_data, "held", "甲")
    second = mine.figures[1].start
    path = small_data / "figures" / "held.csv"
    path.write_bytes(path.read_bytes().replace("廉政培训".encode(), "廉洁培训".encode()))
    mine = drafts.save(
        small_data, mine.with_figure(second, item="专题培训", unit="期"), mine, "甲"
    ).draft
    with pytest.raises(publish.ConflictsError) as caught:
        publish.publish(small_data, out, [mine], "甲")
    assert [(c.field, c.kept, c.wanted) for c in caught.value.conflicts] == [
        ("item", "廉洁培训", "专题培训")
    ]
    saved = publish.rebase(small_data, mine, "甲")
    assert saved.draft.figure(second).item == "廉洁培训"
    assert saved.draft.figure(second).unit == "期"
    publish.publish(small_data, out, [saved.draft], "甲")
    assert csv_figures(small_data)[1][3] == "廉洁培训"


def test_a_draft_that_another_changed_meanwhile_is_not_published_unseen(small_data):
    draft = accepted(small_data, begun(small_data))
    drafts.save(small_data, draft.with_figure(draft.figures[0].start, item="别的"), draft, "乙")
    with pytest.raises(publish.PublishError, match="刚被他人改动"):
        publish.publish(small_data, small_data / "build", [draft], "甲")


def test_a_build_under_way_is_waited_for_then_refused(small_data, monkeypatch):
    draft = accepted(small_data, begun(small_data))
    monkeypatch.setattr(publish, "WAIT_SECONDS", 0.2)
    held, release = threading.Event(), threading.Event()

    def hold():
        with transaction.locked(small_data):
            held.set()
            release.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(5)
    with pytest.raises(transaction.BusyError, match="正在进行"):
        publish.publish(small_data, small_data / "build", [draft], "甲")
    release.set()
    other.join()
    publish.publish(small_data, small_data / "build", [draft], "甲")
    whole(small_data)


def test_a_reader_without_the_right_to_write_can_still_build(small_data, tmp_path):
    shutil.rmtree(small_data / "history", ignore_errors=True)
    (small_data / "history").write_text("no folder here")
    assert build(small_data, tmp_path / "out") == data_version(small_data)


def test_a_journal_names_reviewed_data_alone(small_data):
    for path in ("../x.csv", "figures/../../x.csv", "reference/regions.csv", "/etc/passwd"):
        change = transaction.Change({path: b""}, small_data / "build" / "CURRENT", "0" * 12)
        with transaction.locked(small_data), pytest.raises(ValueError, match="not reviewed"):
            transaction.commit(small_data, change)


def test_a_torn_line_of_the_log_harms_no_other(small_data):
    transaction.append_log(small_data, {"id": "1"})
    with (small_data / "log.jsonl").open("ab") as handle:
        handle.write(b'{"id": "2", "wh')
    transaction.append_log(small_data, {"id": "3"})
    assert [entry["id"] for entry in history.log(small_data)] == ["3", "1"]


def test_the_texts_stay_out_of_what_is_published(small_data):
    draft = accepted(small_data, begun(small_data))
    publish.publish(small_data, small_data / "build", [draft], "甲")
    for path, content in published.files(small_data).items():
        assert HELD_TEXT[16:36] not in content.decode(), path
