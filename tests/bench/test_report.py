"""The benchmark report says what was measured, how often and beside what."""

import pytest
from click.testing import CliRunner

from tests.bench import agree
from tests.bench import report as report_module
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


def test_fewer_runs_than_a_pass_has_need_a_reason():
    report = Report()
    with pytest.raises(ValueError, match="fewer than 3 runs: soak"):
        report.section("S", "T", [Row("soak", [1.0])])
    report.section("S", "T", [Row("soak", [1.0])], few="Run once: it takes an hour.")
    assert "Run once: it takes an hour." in report.sections[0].markdown()


def test_a_second_pass_adds_its_runs_and_faults_to_the_first():
    assert report_module.RUNS * report_module.PASSES >= 5
    report = Report()
    report.section("S", "T.", [Row("a", [1, 2, 3], [1, 1, 1])], beside="b", faults=1)
    report.section("S", "T.", [Row("a", [7, 8, 9], [2, 2, 2])], beside="b", faults=2)
    (section,) = report.sections
    assert "T. 3 faults." in section.markdown()
    assert "| a | 6 | 5.00 (1.00–9.00) ms | 1.50 (1.00–2.00) ms | 3.25 (1.00–4.50) |" in (
        section.markdown()
    )
    with pytest.raises(ValueError, match="passes differ: a, b"):
        report.section("S", "T.", [Row("b", FIVE, FIVE)])


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


def test_a_second_report_is_compared_row_by_row(tmp_path):
    paths = [tmp_path / "first.md", tmp_path / "second.md"]
    for path, shift in zip(paths, (0, 2.6), strict=True):
        report = Report()
        rows = [Row("a", [x + shift for x in FIVE]), Row("b", [1000 + x for x in FIVE])]
        report.section("S", "T", rows)
        report.write(path, "make bench")
    told = CliRunner().invoke(agree.main, list(map(str, paths))).output
    assert "overlaps S · a: 11.5 (10.0–14.0) ms, then 14.1 (12.6–16.6) ms" in told
    assert "2 rows: 1 medians within the first's spread, 2 spreads overlap" in told
