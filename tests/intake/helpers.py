"""Invented reports, and the small data folder that the tests of the intake begin with."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb

from etl import drafts, intake, published, uploads
from etl.drafts import Draft

ROOT = Path(__file__).parents[2]
HELD_TEXT = "阳泉市2023年清廉建设工作总结\n全年开展监督检查18次，举办廉政培训7场。\n"
NEW_TEXT = (
    "兰考县2024年清廉建设工作总结\n来源：兰考县纪委监委 发布时间：2024-12-03\n"
    "全县开展监督检查36次，发现问题128个，完成整改112个，整改率87.5%。\n"
    "培训干部1200余人次，召开警示教育大会5场。\n"
)
FIGURE = {
    "bound": "exact", "status": "actual", "region": "140300", "year": "2023", "role": "total",
    "review": "person 2026-11-22",
}  # fmt: skip
HELD_FIGURES = (
    ("18次", {"value": "18", "unit": "次", "item": "监督检查", "category": "supervision", "indicator": "inspections"}),
    ("7场", {"value": "7", "unit": "场", "item": "廉政培训", "category": "training", "indicator": "training_sessions"}),
)  # fmt: skip


def make_data(folder: Path) -> Path:
    """The reference tables and one reviewed report that is held on this machine."""
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    sha256 = hashlib.sha256(HELD_TEXT.encode()).hexdigest()
    source = {
        "doc": "held", "file": "held.txt", "title": "阳泉市2023年清廉建设工作总结", "kind": "工作总结",
        "scope": "region", "region": "140300", "year": "2023", "year_basis": "stated",
        "sha256": sha256, "chars": str(len(HELD_TEXT)),
    }  # fmt: skip
    figures = []
    for quote, facts in HELD_FIGURES:
        start = HELD_TEXT.index(quote)
        place = {"doc": "held", "start": start, "end": start + len(quote), "quote": quote}
        figures.append(FIGURE | place | facts)
    for name in ("figures", "ledgers", "terms", "reports"):
        (folder / name).mkdir()
    (folder / "sources.csv").write_bytes(published.to_csv("sources", [source]))
    (folder / "figures" / "held.csv").write_bytes(published.to_csv("figures", figures))
    (folder / "reports" / f"{sha256}.txt").write_bytes(HELD_TEXT.encode())
    return folder


def begun(data: Path, text: str = NEW_TEXT, name: str = "兰考.txt") -> Draft:
    """The draft of an uploaded text; how sure, and what belongs to what, is left to the tests."""
    draft = intake.begin(data, uploads.take(data, name, text.encode()), "甲")
    if draft.revision > 1 or draft.base is not None:
        return draft
    totals = tuple(replace(f, role="total", of=None, confidence=0.9) for f in draft.figures)
    if totals == draft.figures:
        return draft
    return drafts.save(data, replace(draft, figures=totals), draft, "甲").draft


def accepted(data: Path, draft: Draft) -> Draft:
    """The draft with every figure and row accepted, saved."""
    done = replace(
        draft,
        figures=tuple(replace(f, decision=drafts.ACCEPTED) for f in draft.figures),
        ledger=tuple(replace(r, decision=drafts.ACCEPTED) for r in draft.ledger),
    )
    return drafts.save(data, done, draft, "甲").draft


def built_figures(data: Path) -> tuple[str, list[tuple]]:
    """Version and figures of the database that CURRENT names."""
    version = (data / "build" / "CURRENT").read_text().strip()
    with duckdb.connect(str(data / "build" / f"{version}.duckdb"), read_only=True) as connection:
        told = connection.execute("select value from meta where key = 'version'").fetchone()[0]
        rows = connection.execute(
            "select doc, start, value, item from figures order by 1, 2"
        ).fetchall()
    assert told == version
    return version, rows


def csv_figures(data: Path) -> list[tuple]:
    """The same from the files, read without the project's own code."""
    rows = []
    for path in (data / "figures").glob("*"):
        with path.open(encoding="utf-8", newline="") as handle:
            rows += [
                (r["doc"], int(r["start"]), float(r["value"]), r["item"])
                for r in csv.DictReader(handle)
            ]
    return sorted(rows)


def docx(paragraphs: list[str]) -> bytes:
    """A Word file."""
    from docx import Document

    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@cache
def zip_bomb() -> bytes:
    """A docx of some 300 KB that unfolds to 300 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(300):
                member.write(b"0" * 2**20)
    return buffer.getvalue()
