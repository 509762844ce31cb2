"""The extractor against the gold reports: it must not fall below what it has reached."""

import csv
import importlib.util
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.extract_command import command
from etl.ledger import extract_ledger
from etl.records import Source
from tests.gold.ledgers import compare

ROOT = Path(__file__).parents[2]
SCORE = ROOT.parent / "shared" / "score.py"
# Detection F1 and figure F1 that each set must keep; measured values stand in the README.
FLOORS = {
    "dev": (0.99, 0.93),
    "fresh": (0.985, 0.94),
    "fourth": (0.985, 0.95),
    "fifth": (0.99, 0.96),
    "sixth": (0.985, 0.93),
    "seventh": (0.98, 0.86),
    "eighth": (0.98, 0.93),
    "ninth": (0.98, 0.90),
    "eleventh": (0.985, 0.87),
    "twelfth": (0.985, 0.88),
    "held_out": (0.985, 0.82),
    "unseen": (0.985, 0.88),
    "tenth": (0.985, 0.86),
    "thirteenth": (0.985, 0.82),
}

# Problems whose status is right, of all that a set's notices list; and how many are invented.
LEDGERS = dict.fromkeys(("fresh", "fourth", "fifth"), (0.99, 0)) | {"dev": (0.98, 0)}
LEDGERS |= {"notices": (0.98, 12), "waves": (0.98, 17), "further": (0.9, 90)}
LEDGERS |= {"notices_set_aside": (0.9, 0), "notices_unread": (0.93, 20)}
LEDGERS |= {"pages_unread": (0.93, 45)}


@pytest.mark.skipif(not SCORE.exists(), reason="the scorer lies beside the checkout only in CI")
@pytest.mark.parametrize("name", FLOORS)
def test_gold_reports_are_read_as_well_as_before(name, tmp_path):
    folder, out = ROOT / "tests" / "gold" / name, tmp_path / "figures.jsonl"
    arguments = ["--catalog", str(folder / "catalog.csv"), "--reports", str(folder)]
    assert CliRunner().invoke(command, [*arguments, "--out", str(out)]).exit_code == 0
    detection, figure = FLOORS[name]
    found = scores(out, folder / "figures.jsonl")
    assert found["detection"]["f1"] >= detection
    assert found["figure"]["f1"] >= figure


@pytest.mark.parametrize("name", LEDGERS)
def test_gold_ledgers_are_read_as_well_as_before(name):
    reports = compare(name)
    problems = sum(len(report.pairs) for report in reports)
    assert problems > 0
    share, invented = LEDGERS[name]
    assert sum(report.right for report in reports) >= share * problems
    assert sum(len(report.invented) for report in reports) <= invented


@pytest.mark.skipif(not SCORE.exists(), reason="the reports lie beside the checkout only in CI")
def test_the_public_notice_is_read_problem_for_problem():
    text = (SCORE.parent / "reports" / "liaoning.txt").read_text(encoding="utf-8")
    with (ROOT / "data" / "ledgers" / "liaoning.csv").open(encoding="utf-8", newline="") as file:
        reviewed = [(int(r["title_start"]), r["status"] or None) for r in csv.DictReader(file)]
    rows = extract_ledger(text, Source("liaoning"))
    assert [(row.title_start, row.status) for row in rows] == reviewed


@pytest.mark.parametrize("name", FLOORS)
def test_gold_quotes_stand_where_they_are_said_to(name):
    folder = ROOT / "tests" / "gold" / name
    for line in (folder / "figures.jsonl").read_text(encoding="utf-8").splitlines():
        figure = json.loads(line)
        text = (folder / f"{figure['doc']}.txt").read_bytes().decode("utf-8")
        assert text[figure["start"] : figure["end"]] == figure["quote"]


def scores(predicted, gold):
    spec = importlib.util.spec_from_file_location("score", SCORE)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score.score(score.load(predicted), score.load(gold))[0]["overall"]
