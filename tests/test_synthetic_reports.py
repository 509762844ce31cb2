"""Invented reports: their gold is sound, and the extractor finds what is in them."""

import json

import pandas as pd
import pytest

from etl import Source, extract, extract_ledger
from tests import synthetic_reports

COUNT = 60


@pytest.fixture(scope="module")
def reports():
    return [synthetic_reports.report(number) for number in range(COUNT)]


def test_every_quote_stands_where_the_gold_says(reports):
    for report in reports:
        for figure in report.figures:
            assert report.text[figure.start : figure.end] == figure.quote
        for row in report.ledger:
            assert report.text[row["start"] : row["end"]] in synthetic_reports.STATES
    assert sum(len(report.figures) for report in reports) > 20 * COUNT


def test_gold_figures_keep_to_the_tables_and_do_not_overlap(reports):
    categories, indicators = table("categories.csv"), table("indicators.csv")
    for report in reports:
        ends = [0, *(figure.end for figure in report.figures)]
        assert all(f.start >= end for f, end in zip(report.figures, ends, strict=False))
        for figure in report.figures:
            assert figure.category in categories.index
            if figure.indicator:
                row = indicators.loc[figure.indicator]
                assert figure.category == row["category"]
                assert figure.unit in row["units"].split("/")


def test_the_extractor_finds_nearly_every_figure_and_little_else(reports):
    found = missed = spurious = 0
    for report in reports:
        gold = {(f.start, f.end) for f in report.figures}
        ours = {(f.start, f.end) for f in extract(report.text, report.source)}
        found += len(gold & ours)
        missed += len(gold - ours)
        spurious += len(ours - gold)
    assert found / (found + (missed + spurious) / 2) > 0.995


def test_the_extractor_finds_every_problem_of_a_notice(reports):
    notices = [report for report in reports if report.ledger]
    assert len(notices) == COUNT // 4
    for report in notices:
        ours = extract_ledger(report.text, Source(doc=report.source.doc, title=report.source.title))
        assert [(row.title, row.status) for row in ours] == [
            (row["title"], row["status"]) for row in report.ledger
        ]


def test_the_same_seed_gives_the_same_files_and_few_are_the_beginning_of_many(tmp_path):
    for name, count, seed in (("few", 3, 1), ("many", 5, 1), ("others", 3, 2)):
        synthetic_reports.write(tmp_path / name, count, seed)
    for file in ("sources.csv", "figures.jsonl", "ledger.jsonl", "r000002.txt"):
        few, many, others = (
            (tmp_path / name / file).read_bytes() for name in ("few", "many", "others")
        )
        assert many.startswith(few)
        # the first notice is the fourth report
        assert few != others or file == "ledger.jsonl"


def test_gold_lines_are_records_of_the_field(tmp_path):
    synthetic_reports.write(tmp_path, 1)
    first = json.loads((tmp_path / "figures.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(first) == [
        "doc", "start", "end", "quote", "value", "unit", "bound", "item", "status", "category",
        "indicator", "region", "year",
    ]  # fmt: skip


def table(name):
    return pd.read_csv(synthetic_reports.REFERENCE / name, dtype=str, index_col="id")
