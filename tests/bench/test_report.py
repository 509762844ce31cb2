"""The benchmark report says what was measured, how often and beside what."""

import pytest

from tests.bench.report import Report, Row, alternate

FIVE = [10.0, 12.0, 11.0, 14.0, 11.5]


def test_an_amount_stands_with_its_spread_and_its_ratio_run_by_run(tmp_path):
    report = Report()
    row = Row("list", FIVE, [5.0, 6.0, 10.0, 7.0, 5.75], target=1.5)
    report.section("Queries", "Asked.", [row], beside="a scan", made="make data")
    report.write(tmp_path / "B.md", "make bench")
    text = (tmp_path / "B.md").read_text(encoding="utf-8")
    assert "Written by `make bench`" in text
    assert (
        "## Queries\n\nAsked.\n\nData: `make data`\n\n|  | runs | ours | a scan | ratio | target |"
        in text
    )
    assert (
        "| list | 5 | 11.5 (10.0–14.0) ms | 6.00 (5.00–10.0) ms | 2.00 (1.10–2.00) | ABOVE 1.5 |"
        in text
    )


def test_a_row_without_a_peer_keeps_its_cells_empty():
    report = Report()
    rows = [Row("a", FIVE, FIVE), Row("b", FIVE, unit="MB", target=12)]
    report.section("S", "T", rows)
    assert "| b | 5 | 11.5 (10.0–14.0) MB |  |  | within 12 |" in report.sections[0].markdown()


def test_fewer_than_five_runs_need_a_reason():
    report = Report()
    with pytest.raises(ValueError, match="fewer than 5 runs: soak"):
        report.section("S", "T", [Row("soak", [1.0])])
    report.section("S", "T", [Row("soak", [1.0])], few="Run once: it takes an hour.")
    assert "Run once: it takes an hour." in report.sections[0].markdown()


def test_another_commands_report_is_quoted_under_its_own_head(tmp_path):
    soak = tmp_path / "SOAK.md"
    Report().write(soak, "make soak")
    Report().write(tmp_path / "B.md", "make bench", [soak, tmp_path / "missing.md"])
    text = (tmp_path / "B.md").read_text(encoding="utf-8")
    assert text.index("## Benchmarks\n\nWritten by `make soak`") > text.index(
        "Written by `make bench`"
    )


def test_two_things_are_timed_in_turn_after_a_warm_up():
    calls = []
    ours, beside = alternate(lambda: calls.append("a"), lambda: calls.append("b"), runs=3)
    assert calls == ["a", "b"] * 4
    assert len(ours) == len(beside) == 3
