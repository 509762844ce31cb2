"""A small valid data folder of invented facts, written fresh for each test that spoils it."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from etl.reviewed import SCHEMAS

# 甲省 has 乙市, which has 丙县; 丁省 stands alone.
REGIONS = [
    ("110000", "甲省", "甲", "province", ""),
    ("110100", "乙市", "乙", "city", "110000"),
    ("110101", "丙县", "丙", "county", "110100"),
    ("120000", "丁省", "丁", "province", ""),
]
CATEGORIES = [
    ("training", "学习培训", "培训班和培训人次"),
    ("rectification", "问题整改", "反馈问题的整改"),
    ("units", "清廉单元", "创建和示范单位"),
]
INDICATORS = [
    ("training_sessions", "培训场次", "training", "期/次/场", "yes", "", "办班的期数"),
    ("training_attendance", "培训人次", "training", "人次/人", "yes", "", "参训的人次"),
    ("problems_raised", "应整改问题", "rectification", "个/项", "yes", "", "反馈的问题"),
    ("problems_rectified", "完成整改问题", "rectification", "个/项", "yes", "", "改完的问题"),
    ("problems_in_progress", "正在整改问题", "rectification", "个/项", "yes", "", "在改的问题"),
    ("completion_rate", "整改完成率", "rectification", "%", "no", "high", "改完的占比"),
    ("units_building", "创建单位", "units", "家/个", "yes", "", "在建的单位"),
]
TEXTS = {
    "alpha": (
        "甲省通报：共反馈问题36个，已完成28个，正在整改8个，完成率77.8%。"
        "举办培训12期，参训300余人次。三十六个问题即前述36 个。\n"
    ),
    "beta": "丙县创建清廉单元5家，其中学校3家。",
}
# quote, value, unit, bound, item, category, indicator, role, quote of the whole
FIGURES = {
    "alpha": [
        ("36个", "36", "个", "exact", "反馈问题", "rectification", "problems_raised", "total", ""),
        (
            "28个",
            "28",
            "个",
            "exact",
            "完成问题",
            "rectification",
            "problems_rectified",
            "part",
            "36个",
        ),
        (
            "8个",
            "8",
            "个",
            "exact",
            "在改问题",
            "rectification",
            "problems_in_progress",
            "part",
            "36个",
        ),
        (
            "77.8%",
            "77.8",
            "%",
            "exact",
            "完成率",
            "rectification",
            "completion_rate",
            "share",
            "36个",
        ),
        ("12期", "12", "期", "exact", "培训", "training", "training_sessions", "total", ""),
        (
            "300余人次",
            "300",
            "人次",
            "at_least",
            "参训",
            "training",
            "training_attendance",
            "total",
            "",
        ),
        (
            "36 个",
            "36",
            "个",
            "exact",
            "反馈问题",
            "rectification",
            "problems_raised",
            "repeat",
            "36个",
        ),
    ],
    "beta": [
        ("5家", "5", "家", "exact", "清廉单元", "units", "units_building", "total", ""),
        ("3家", "3", "家", "exact", "清廉学校", "units", "units_building", "part", "5家"),
    ],
}
PLACES = {"alpha": ("110000", "2023"), "beta": ("110101", "")}
LEDGER = [
    ("alpha", "1", "学习", "学习不及时", "done", "", "10", "13", "2", "8"),
    ("alpha", "2", "学习", "研讨走形式", "in_progress", "2025-06", "30", "33", "15", "28"),
    ("alpha", "3", "基层", "减负不到位", "", "2025", "36", "44", "36", "44"),
]
TERMS = [("alpha", "问题", "4"), ("alpha", "培训", "1"), ("beta", "清廉", "1")]


def sha256(doc: str) -> str:
    return hashlib.sha256(TEXTS[doc].encode()).hexdigest()


def start(doc: str, quote: str) -> str:
    # 8个 must not be found inside 28个
    before = {"8个": "改"}.get(quote, "")
    return str(TEXTS[doc].index(before + quote) + len(before))


def write(data: Path, *, reports: bool = False) -> Path:
    """Write the folder; with ``reports`` the texts that offsets refer to as well."""
    write_table(data / "reference/regions.csv", "regions", REGIONS)
    write_table(data / "reference/categories.csv", "categories", CATEGORIES)
    write_table(data / "reference/indicators.csv", "indicators", INDICATORS)
    write_table(data / "sources.csv", "sources", [_source(doc) for doc in TEXTS])
    for doc in TEXTS:
        write_table(data / f"figures/{doc}.csv", "figures", _figures(doc))
        rows = [row for row in TERMS if row[0] == doc]
        write_table(data / f"terms/{doc}.csv", "terms", rows)
        if reports:
            path = data / f"reports/{sha256(doc)}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(TEXTS[doc].encode())
    write_table(data / "ledgers/alpha.csv", "ledgers", LEDGER)
    return data


def write_table(path: Path, table: str, rows: list[tuple]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerows([list(SCHEMAS[table].columns), *rows])


def edit(data: Path, file: str, line: int, old: str, new: str) -> None:
    """Replace ``old``, which must stand in that line once, as a person would in an editor."""
    path = data / file
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[line - 1].count(old) == 1, lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    path.write_bytes("\n".join(lines).encode("utf-8"))


def append(data: Path, file: str, line: str) -> None:
    with (data / file).open("ab") as handle:
        handle.write(f"{line}\n".encode())


def _source(doc: str) -> tuple:
    region, year = PLACES[doc]
    return (
        doc, f"{doc}.txt", f"{doc} 的报告", "某机关", "2023-05", "工作总结", "region", region,
        year, "stated" if year else "", "", sha256(doc), str(len(TEXTS[doc])),
    )  # fmt: skip


def _figures(doc: str) -> list[tuple]:
    region, year = PLACES[doc]
    rows = []
    for quote, value, unit, bound, item, category, indicator, role, whole in FIGURES[doc]:
        at = start(doc, quote)
        rows.append((
            doc, at, str(int(at) + len(quote)), quote, value, unit, bound, item, "actual",
            category, indicator, region, year, role,
            f"{doc}:{start(doc, whole)}" if whole else "", "person 2026-11-22",
        ))  # fmt: skip
    return rows
