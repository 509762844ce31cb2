"""Invented data in which divisions stand within one another and report the same things: what the
reviewed reports hold in one place or none, here stands in hundreds."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

# A province with two cities and their counties; another with one city; one that says nothing.
REGIONS = ("140000", "140300", "140321", "140322", "140800", "140827", "210000", "210100", "610000")
INDICATORS = (
    "training_sessions", "training_attendance", "audience", "participation_rate", "risk_points",
    "rules_total", "integrity_talks", "cases_filed", "measures",
)  # fmt: skip
BOUNDS, BOUND_SHARES = ("exact", "at_least", "about", "at_most"), (8, 2, 1, 1)
FIGURES = ("doc", "start", "end", "quote", "value", "unit", "bound", "item", "status", "category",
           "indicator", "region", "year", "role", "of", "review")  # fmt: skip
LEDGER = ("doc", "seq", "section_topic", "topic", "status", "due", "start", "end", "title_start",
          "title_end")  # fmt: skip


def write(reviewed: Path, out: Path, reports: int = 40, seed: int = 5) -> None:
    """A data folder with the reviewed reference tables and invented reports."""
    rng = random.Random(seed)
    shutil.copytree(reviewed / "reference", out / "reference")
    with (reviewed / "sources.csv").open(encoding="utf-8", newline="") as handle:
        columns = next(csv.reader(handle))
    with (out / "reference/indicators.csv").open(encoding="utf-8", newline="") as handle:
        indicators = {row["id"]: row for row in csv.DictReader(handle)}
    sources = [_source(rng, f"r{number:02}") for number in range(reports)]
    _write(out / "sources.csv", columns, sources)
    for source in sources:
        rows = _figures(rng, source, indicators)
        _write(out / f"figures/{source['doc']}.csv", FIGURES, rows)
        if source["kind"] == "整改通报":
            _write(out / f"ledgers/{source['doc']}.csv", LEDGER, _ledger(rng, source["doc"]))


def _source(rng: random.Random, doc: str) -> dict[str, object]:
    year = rng.choice((2021, 2022, 2023, 2023, ""))
    return {
        "doc": doc, "file": f"{doc}.txt", "title": f"第{doc}号报告",
        "publisher": rng.choice(("某纪委", "")),
        "published": year and rng.choice((year, f"{year}-08")),
        "kind": rng.choice(("整改通报", "整改通报", "工作总结")),
        "scope": rng.choice(("region", "region", "交通运输局")),
        "region": rng.choice(REGIONS[:-1]), "year": year,
        "year_basis": year and rng.choice(("stated", "inferred: 按发布时间")), "chars": 9000,
    }  # fmt: skip


def _figures(rng: random.Random, source: dict, indicators: dict) -> list[dict[str, object]]:
    found = []

    def add(value: object, unit: str, item: str, indicator: str, category: str, **more: object) -> str:
        start = 10 + 20 * len(found)
        row = {
            "doc": source["doc"], "start": start, "quote": f"{value}{unit}", "value": value,
            "unit": unit, "bound": "exact", "item": item, "status": "actual",
            "category": category, "indicator": indicator, "region": source["region"],
            "year": source["year"], "role": "total", "review": "person 2026-11-22",
        } | more  # fmt: skip
        found.append(row | {"end": start + len(row["quote"])})
        return f"{source['doc']}:{start}"

    if rng.random() < 0.6:
        _problems(rng, add)
    for _ in range(rng.randrange(4, 14)):
        indicator = indicators[rng.choice(INDICATORS)]
        unit = rng.choice(indicator["units"].split("/"))
        value = rng.choice((1, 5, 30, 250, 12000, 34567, 100000000))
        elsewhere = rng.random() < 0.25
        whole = add(
            rng.randrange(40, 100) if unit == "%" else value, unit, "事项",
            indicator["id"], indicator["category"],
            bound=rng.choices(BOUNDS, BOUND_SHARES)[0],
            status=rng.choice(("actual", "actual", "actual", "target")),
            region=rng.choice((*REGIONS[:-1], "")) if elsewhere else source["region"],
            year=rng.choice((source["year"], source["year"], 2022, "")),
        )  # fmt: skip
        if rng.random() < 0.2:
            row = found[-1]
            copied = {k: row[k] for k in ("bound", "status", "region", "year")}
            role = rng.choice(("part", "repeat"))
            part = row["value"] if role == "repeat" else 1
            add(part, unit, "事项", row["indicator"], row["category"], **copied, role=role, of=whole)
    return found


def _problems(rng: random.Random, add: object) -> None:
    category = "rectification"
    raised = rng.randrange(5, 90)
    bound = rng.choices(BOUNDS[:2], (5, 1))[0]
    whole = add(raised, "个", "反馈问题", "problems_raised", category, bound=bound)
    done = rng.randrange(1, raised)
    if rng.random() < 0.8:
        bound = rng.choices(BOUNDS[:2], (5, 1))[0]
        add(done, "个", "完成问题", "problems_rectified", category, role="part", of=whole, bound=bound)
    if rng.random() < 0.5:
        add(raised - done, "个", "在改问题", "problems_in_progress", category, role="part", of=whole)


def _ledger(rng: random.Random, doc: str) -> list[dict[str, object]]:
    rows = []
    for seq in range(1, rng.randrange(3, 9)):
        status = rng.choice(("done", "done", "in_progress", "not_done", ""))
        due = "" if status == "done" else rng.choice(("2022", "2024-06", "2027", ""))
        start = 100 * seq
        rows.append({
            "doc": doc, "seq": seq, "section_topic": rng.choice(("学习", "基层", "作风")),
            "topic": f"{doc}第{seq}题", "status": status, "due": due, "start": start + 50,
            "end": start + 53, "title_start": start, "title_end": start + 20,
        })  # fmt: skip
    return rows


def _write(path: Path, columns: tuple[str, ...] | list[str], rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
