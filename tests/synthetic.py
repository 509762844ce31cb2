"""Reviewed data of any size: python -m tests.synthetic --figures N --out DIR [--seed S].

All divisions, twelve years and what the reports measure, as often as they measure it; the
amounts are invented. The same seed gives the same bytes. With ``--reports N`` instead: reports as
text, with gold (tests/synthetic_reports.py).
"""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.csv
import pyarrow.parquet

from etl.reviewed import SCHEMAS
from tests import synthetic_reports

DATA = Path(__file__).parents[1] / "data"
REFERENCE = ("regions.csv", "categories.csv", "indicators.csv")
YEARS = range(2013, 2025)
FIGURES_A_REPORT = 40
# Figures made at once: more would not fit into memory.
PART = 1_000_000
LEDGER_ROWS_A_NOTICE = 27
TERMS_A_REPORT = 12
NOTICE = "整改通报"
KINDS = {"经验做法": 0.4, NOTICE: 0.2, "工作总结": 0.25, "新闻": 0.15}
SCOPES = {"region": 0.5, "交通运输局": 0.2, "直属机关工委": 0.15, "教育局": 0.15}
# Room between two figures in the invented text; no quote is longer.
STEP = 60
FAMILY = ("problems_raised", "problems_rectified", "problems_in_progress", "completion_rate")
FAMILY_ROLES = np.array(["total", "part", "part", "share"], dtype=object)
FAMILY_ITEMS = np.array(["反馈问题", "完成整改问题", "持续整改问题", "整改完成率"], dtype=object)
# Where no reviewed data is at hand: category, indicator, unit, bound, item, status, value.
PROFILE = [
    ("deployment", "meetings", "次", "exact", "党组会议", "actual", 4),
    ("deployment", "documents_issued", "个", "exact", "实施方案", "actual", 6),
    ("deployment", None, "家", "exact", "成员单位", "actual", 21),
    ("training", "training_sessions", "期", "exact", "培训班", "actual", 12),
    ("training", "training_attendance", "人次", "at_least", "培训人次", "actual", 800),
    ("warning", "warning_events", "场", "exact", "警示教育", "actual", 9),
    ("warning", "integrity_talks", "人次", "about", "廉政谈话", "actual", 150),
    ("institution", "rules_revised", "项", "exact", "规章制度", "actual", 33),
    ("institution", "risk_points", "个", "exact", "廉政风险点", "actual", 120),
    ("cadre", None, "名", "exact", "干部档案", "actual", 60),
    ("supervision", "inspections", "次", "exact", "监督检查", "actual", 40),
    ("supervision", "problems_found", "个", "exact", "发现问题", "actual", 75),
    ("discipline", "cases_filed", "件", "exact", "立案查处案件", "actual", 14),
    ("discipline", "funds_recovered", "元", "at_least", "追缴资金", "actual", 1200000),
    ("rectification", "measures", "条", "exact", "整改措施", "actual", 116),
    ("culture", "culture_sites", "处", "at_least", "廉洁文化阵地", "actual", 60),
    ("culture", "media_reports", "篇", "at_least", "宣传稿件", "actual", 60),
    ("units", "units_building", "家", "exact", "清廉单元", "actual", 93),
    ("units", "units_model", "个", "exact", "示范单位", "target", 100),
    ("service", "approval_items", "项", "exact", "审批事项", "actual", 380),
    ("livelihood", "matters_solved", "件", "about", "实事", "actual", 300),
    ("sector", None, "公里", "exact", "公路里程", "target", 170),
    ("sector", None, "元", "at_most", "投资", "target", 5000000),
]
PROFILE_COLUMNS = ["category", "indicator", "unit", "bound", "item", "status", "value"]
ROLE_SHARES = {"part": 0.15, "repeat": 0.06}


@dataclass(frozen=True, slots=True)
class Profile:
    """What reports measure: one row a figure to draw from, and how many are parts and repeats."""

    rows: pd.DataFrame
    part: float
    repeat: float


def write(out: Path, figures: int, seed: int = 0, *, parquet: bool = False) -> None:
    """Write a data folder with ``figures`` figures that ``etl build`` accepts.

    With ``parquet`` a file for each million figures instead of one a report.
    """
    rng = np.random.default_rng(seed)
    (out / "reference").mkdir(parents=True, exist_ok=True)
    for name in REFERENCE:
        shutil.copyfile(DATA / "reference" / name, out / "reference" / name)
    regions = pd.read_csv(DATA / "reference/regions.csv", dtype=str)
    sources = _sources(rng, regions, -(-figures // FIGURES_A_REPORT))
    _write(out / "sources.csv", _lines("sources", sources))
    tell = _write_parquet if parquet else _write_by_doc
    for begin in range(0, figures, PART):
        reports = slice(begin // FIGURES_A_REPORT, (begin + PART) // FIGURES_A_REPORT)
        some = sources.iloc[reports].reset_index(drop=True)
        count = min(PART, figures - begin)
        tell(out, "figures", _figures(rng, _profile(), regions, some, count))
        tell(out, "ledgers", _ledger(rng, some))
        tell(out, "terms", _terms(rng, some))


def _profile() -> Profile:
    files = sorted((DATA / "figures").glob("*.csv"))
    if not files:
        return Profile(pd.DataFrame(PROFILE, columns=PROFILE_COLUMNS), **ROLE_SHARES)
    found = pd.concat([pd.read_csv(file, dtype={"region": str}) for file in files])
    shares = found["role"].value_counts(normalize=True)
    # the family of rectified problems is drawn whole, not by its members
    drawn = found[found["role"].isin(["total", "part"]) & ~found["indicator"].isin(FAMILY)]
    rows = drawn[PROFILE_COLUMNS].reset_index(drop=True)
    return Profile(rows, shares.get("part", 0.0), shares.get("repeat", 0.0))


def _sources(rng: np.random.Generator, regions: pd.DataFrame, count: int) -> pd.DataFrame:
    places = len(regions) * len(YEARS)
    drawn = np.concatenate([rng.permutation(places) for _ in range(-(-count // places))])[:count]
    region = regions.iloc[drawn % len(regions)].reset_index(drop=True)
    year = pd.Series(YEARS.start + drawn // len(regions)).astype(str)
    again = pd.Series(np.arange(count) // places)
    suffix = ("_" + again.astype(str)).where(again > 0, "")
    doc = region["code"] + "_" + year + suffix
    month = pd.Series(rng.integers(1, 13, count)).astype(str).str.zfill(2)
    inferred = rng.random(count) < 0.4
    return pd.DataFrame({
        "doc": doc,
        "file": doc + ".txt",
        "title": region["name"] + year + "年清廉建设工作情况",
        "publisher": region["name"] + "纪委监委",
        "published": year + "-" + month,
        "kind": rng.choice(list(KINDS), count, p=list(KINDS.values())),
        "scope": rng.choice(list(SCOPES), count, p=list(SCOPES.values())),
        "region": region["code"],
        "year": year,
        "year_basis": np.where(inferred, "inferred: 按发布时间推断", "stated"),
        "url": "",
        "sha256": [hashlib.sha256(name.encode()).hexdigest() for name in doc],
        "chars": str((FIGURES_A_REPORT * 2 + 10) * STEP),
    }).sort_values("doc", ignore_index=True)  # fmt: skip


def _figures(
    rng: np.random.Generator,
    profile: Profile,
    regions: pd.DataFrame,
    sources: pd.DataFrame,
    count: int,
) -> pd.DataFrame:
    report = np.sort(rng.integers(0, len(sources), count))
    first = np.searchsorted(report, report)
    slot = np.arange(count) - first
    size = np.bincount(report, minlength=len(sources))[report]
    drawn = profile.rows.iloc[rng.integers(0, len(profile.rows), count)].reset_index(drop=True)
    percent = (drawn["unit"] == "%").to_numpy()
    value = np.round(drawn["value"].to_numpy(float) * rng.lognormal(0, 1, count)) + 1
    value[percent] = np.round(rng.uniform(40, 100, percent.sum()), 1)
    role = np.full(count, "total", dtype=object)
    whole = np.full(count, -1)
    in_family = (slot < 4) & (size >= 4) & (rng.random(len(sources)) < 0.6)[report]
    _attach(rng, profile, (slot > 4) & ~percent, role, whole)
    part = role == "part"
    value[part] = np.ceil(value[whole[part]] * rng.uniform(0.1, 0.9, part.sum()))
    repeat = role == "repeat"
    value[repeat] = value[whole[repeat]]
    _raise_problems(rng, in_family, slot, first, value, role, whole)
    alike = np.where(in_family | (whole < 0), np.arange(count), whole)
    drawn = drawn.iloc[alike].reset_index(drop=True)
    member = slot[in_family]
    for column, cells in {
        "category": "rectification",
        "indicator": np.array(FAMILY, dtype=object)[member],
        "unit": np.where(member == 3, "%", "个"),
        "bound": "exact",
        "item": FAMILY_ITEMS[member],
        "status": "actual",
    }.items():
        drawn.loc[in_family, column] = cells
    start = slot * STEP + rng.integers(0, STEP // 3, count)
    source = sources.iloc[report].reset_index(drop=True)
    number = _numbers(value)
    quote = number + np.where(drawn["bound"] == "at_least", "余", "") + drawn["unit"]
    whole_start = pd.Series(start[whole]).astype(str)
    return pd.DataFrame({
        "doc": source["doc"],
        "start": start,
        "end": start + quote.str.len(),
        "quote": quote,
        "value": number,
        **{name: drawn[name] for name in ("unit", "bound", "item", "status", "category", "indicator")},
        "region": _places(rng, regions, source["region"], alike, report, in_family),
        "year": _years(rng, source["year"].astype(int), drawn["status"], alike, in_family),
        "role": role,
        "of": (source["doc"] + ":" + whole_start).where(whole >= 0),
        "review": np.where(rng.random(count) < 0.3, "rule 2026-11-22", "person 2026-11-22"),
    })  # fmt: skip


def _attach(
    rng: np.random.Generator, profile: Profile, may: np.ndarray, role: np.ndarray, whole: np.ndarray
) -> None:
    """Make some figures a part or a repeat of the total just before them."""
    chance = 1.2 * (profile.part + profile.repeat)  # some fall out below
    chosen = may & np.roll(may, 1) & (rng.random(len(may)) < chance)
    chosen &= ~np.roll(chosen, 1)
    is_part = rng.random(len(may)) < profile.part / max(profile.part + profile.repeat, 1e-9)
    role[chosen] = np.where(is_part, "part", "repeat")[chosen]
    whole[chosen] = np.flatnonzero(chosen) - 1


def _raise_problems(
    rng: np.random.Generator,
    in_family: np.ndarray,
    slot: np.ndarray,
    first: np.ndarray,
    value: np.ndarray,
    role: np.ndarray,
    whole: np.ndarray,
) -> None:
    """A report's first four figures: problems raised, done, in progress, and the rate."""
    head = np.flatnonzero(in_family & (slot == 0))
    raised = rng.integers(5, 120, len(head))
    done = rng.integers(0, raised + 1)
    rate = np.round(100 * done / raised, 1)
    for at, amount in enumerate((raised, done, raised - done, rate)):
        value[head + at] = amount
    role[in_family] = FAMILY_ROLES[slot[in_family]]
    whole[in_family] = np.where(slot[in_family] == 0, -1, first[in_family])


def _numbers(value: np.ndarray) -> pd.Series:
    whole = value == np.floor(value)
    text = pd.Series(value.astype("int64")).astype("str")
    return text.where(whole, pd.Series(np.round(value, 1)).astype("str"))


def _places(
    rng: np.random.Generator,
    regions: pd.DataFrame,
    own: pd.Series,
    alike: np.ndarray,
    report: np.ndarray,
    in_family: np.ndarray,
) -> pd.Series:
    """A report's own region, for one figure in ten a division below it where there is one."""
    below = regions[regions["parent"].notna()].groupby("parent")["code"].first()
    child = own.map(below)
    elsewhere = (rng.random(len(own)) < 0.1) & child.notna() & ~in_family
    place = own.mask(elsewhere, child)
    return place.iloc[alike].reset_index(drop=True)


def _years(
    rng: np.random.Generator,
    own: pd.Series,
    status: pd.Series,
    alike: np.ndarray,
    in_family: np.ndarray,
) -> pd.Series:
    """The report's year; now and then the year before, none, or for a target one to come."""
    count = len(own)
    shift = np.where(rng.random(count) < 0.1, -1, 0)
    shift = np.where(status == "target", rng.integers(0, 4, count), shift)
    shift[in_family] = 0
    year = (own + shift).astype("Int64").mask((rng.random(count) < 0.05) & ~in_family)
    return year.iloc[alike].reset_index(drop=True)


def _ledger(rng: np.random.Generator, sources: pd.DataFrame) -> pd.DataFrame:
    notices = sources[sources["kind"] == NOTICE]
    rows = notices.iloc[np.repeat(np.arange(len(notices)), LEDGER_ROWS_A_NOTICE)]
    rows = rows.reset_index(drop=True)
    seq = pd.Series(np.tile(np.arange(1, LEDGER_ROWS_A_NOTICE + 1), len(notices)), dtype="int64")
    status = rng.choice(
        ["done", "in_progress", "not_done", ""], len(rows), p=[0.7, 0.2, 0.02, 0.08]
    )
    due = (rows["year"].astype("int64") + rng.integers(0, 3, len(rows))).astype(str)
    start = seq * 100
    return pd.DataFrame({
        "doc": rows["doc"],
        "seq": seq,
        "section_topic": "第" + (1 + seq // 6).astype(str) + "类问题",
        "topic": "问题" + seq.astype(str),
        "status": status,
        "due": due.where(status != "done", ""),
        "start": start + 50,
        "end": start + 53,
        "title_start": start,
        "title_end": start + 20,
    })  # fmt: skip


def _terms(rng: np.random.Generator, sources: pd.DataFrame) -> pd.DataFrame:
    words = (DATA / "reference/domain_words.txt").read_text(encoding="utf-8").split()
    words = [word for word in dict.fromkeys(words) if not word.startswith("#")]
    step = len(words) // TERMS_A_REPORT
    count = len(sources) * TERMS_A_REPORT
    at = np.tile(np.arange(TERMS_A_REPORT), len(sources)) * step + rng.integers(0, step, count)
    return pd.DataFrame({
        "doc": sources["doc"].iloc[np.repeat(np.arange(len(sources)), TERMS_A_REPORT)],
        "term": np.array(words, dtype=object)[at],
        "n": rng.integers(1, 40, count),
    })  # fmt: skip


def _write_by_doc(out: Path, table: str, frame: pd.DataFrame) -> None:
    """One file a report; the rows of a report stand together."""
    lines = _lines(table, frame)
    ends = np.flatnonzero((frame["doc"] != frame["doc"].shift(-1)).to_numpy()) + 1
    begin = 0
    for end, doc in zip(ends, frame["doc"].iloc[ends - 1], strict=True):
        _write(out / table / f"{doc}.csv", [lines[0], *lines[1 + begin : 1 + end]])
        begin = end


def _write_parquet(out: Path, table: str, frame: pd.DataFrame) -> None:
    """The same cells, as text, in one file named after its first report."""
    columns = list(SCHEMAS[table].columns)
    text = frame[columns].astype("str").mask(lambda cells: cells == "")
    (out / table).mkdir(exist_ok=True)
    if len(text):
        cells = arrow.Table.from_pandas(text, preserve_index=False)
        arrow.parquet.write_table(cells, out / table / f"{text['doc'].iloc[0]}.parquet")


def _lines(table: str, frame: pd.DataFrame) -> list[bytes]:
    columns = list(SCHEMAS[table].columns)
    sink = io.BytesIO()
    cells = arrow.Table.from_pandas(frame[columns], preserve_index=False)
    options = arrow.csv.WriteOptions(include_header=False, quoting_style="none")
    arrow.csv.write_csv(cells, sink, options)
    return [",".join(columns).encode(), *sink.getvalue().splitlines()]


def _write(path: Path, lines: list[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(lines) + b"\n")


@click.command()
@click.option("--figures", type=click.IntRange(1), help="How many figures.")
@click.option("--reports", type=click.IntRange(1), help="How many reports as text, with gold.")
@click.option("--parquet", is_flag=True, help="Figures as Parquet files instead of CSV.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--seed", default=0, show_default=True)
def main(
    figures: int | None, reports: int | None, out: Path, seed: int, parquet: bool
) -> None:
    """Write a data folder of invented figures, or invented reports for the extractor."""
    if (figures is None) == (reports is None):
        raise click.UsageError("either --figures or --reports")
    if figures:
        write(out, figures, seed, parquet=parquet)
    else:
        synthetic_reports.write(out, reports, seed)
    click.echo(f"{figures or reports} {'figures' if figures else 'reports'} in {out}")


if __name__ == "__main__":
    main()
