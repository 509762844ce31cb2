"""Validates the reviewed data: keys, references, offsets, parts and rates, doubled rows."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from etl import reports
from etl.faults import NOTICE, Fault
from etl.reviewed import Tables, read_tables

# The level that a division's parent may have.
PARENT_LEVELS = {"city": ("province",), "county": ("city", "province")}


def check(data: Path) -> list[Fault]:
    """Every fault of the reviewed data below ``data``, sorted by file and line.

    The report texts are compared where they are present under ``data/reports``.
    """
    tables = read_tables(data)
    return check_tables(tables)


def check_tables(tables: Tables) -> list[Fault]:
    """As ``check``, for tables that are read already.

    Rules about meaning are tried only on tables of sound form: they read the cells as numbers.
    """
    if tables.faults:
        return sorted(tables.faults)
    return sorted(fault for rule in RULES for fault in rule(tables))


def _unique_keys(tables: Tables) -> Iterator[Fault]:
    keys = {
        "regions": [["code"], ["short"]],
        "categories": [["id"], ["name"]],
        "indicators": [["id"], ["name"]],
        "sources": [["doc"]],
        "figures": [["doc", "start"]],
        "ledgers": [["doc", "seq"]],
        "terms": [["doc", "term"]],
    }
    for table, alternatives in keys.items():
        for key in alternatives:
            for row in _rows(tables[table][tables[table].duplicated(key)]):
                value = "、".join(str(row[column]) for column in key)
                yield _fault(row, f"{'+'.join(key)} “{value}”重复", "删去重复的一行，或改正它")


def _docs_match_files(tables: Tables) -> Iterator[Fault]:
    for table in ("figures", "ledgers", "terms"):
        for row in _rows(tables[table]):
            if row["doc"] != Path(row["path"]).stem:
                yield _fault(row, f"doc “{row['doc']}”与文件名不符", "移到同名文件，或改正 doc")


def _references(tables: Tables) -> Iterator[Fault]:
    references = [
        ("indicators", "category", "categories", "id"),
        ("regions", "parent", "regions", "code"),
        ("sources", "region", "regions", "code"),
        ("figures", "doc", "sources", "doc"),
        ("figures", "category", "categories", "id"),
        ("figures", "indicator", "indicators", "id"),
        ("figures", "region", "regions", "code"),
        ("ledgers", "doc", "sources", "doc"),
        ("terms", "doc", "sources", "doc"),
    ]
    for table, column, target, key in references:
        known = list(tables[target][key])
        frame = tables[table]
        for row in _rows(frame[frame[column].notna() & ~frame[column].isin(known)]):
            near = difflib.get_close_matches(row[column], known, n=1)
            remedy = f"是否应为“{near[0]}”？" if near else "改正它，或先在那里补上"
            yield _fault(row, f"{column} “{row[column]}”不在 {target}.csv 中", remedy.rstrip("？"))


def _unused_names(tables: Tables) -> Iterator[Fault]:
    for table, column in (("categories", "category"), ("indicators", "indicator")):
        used = set(tables["figures"][column])
        for row in _rows(tables[table]):
            if row["id"] not in used:
                yield _fault(row, f"“{row['name']}”没有任何数据使用", "无须处理，或删去此行", NOTICE)
    used = {*tables["figures"]["doc"], *tables["ledgers"]["doc"]}
    for row in _rows(tables["sources"]):
        if row["doc"] not in used:
            yield _fault(row, f"报告“{row['doc']}”没有任何数据", "无须处理，或补上数据文件", NOTICE)


def _region_levels(tables: Tables) -> Iterator[Fault]:
    level_of = dict(zip(tables["regions"]["code"], tables["regions"]["level"], strict=True))
    for row in _rows(tables["regions"]):
        allowed = PARENT_LEVELS.get(row["level"])
        if allowed is None and row["parent"]:
            yield _fault(row, f"省级区划“{row['name']}”写了上级", "省级区划的 parent 留空")
        if allowed and level_of.get(row["parent"]) not in allowed:
            yield _fault(row, f"“{row['name']}”的上级级别不对", "改正 level 或 parent")


def _indicator_categories(tables: Tables) -> Iterator[Fault]:
    indicators = tables["indicators"].set_index("id")
    for row in _rows(tables["figures"]):
        if row["indicator"] not in indicators.index:
            continue
        indicator = indicators.loc[row["indicator"]]
        if indicator["category"] != row["category"]:
            remedy = f"该指标属于 {indicator['category']}，改正 category 或清空 indicator"
            yield _fault(row, f"指标“{indicator['name']}”不属于 {row['category']}", remedy)
        if row["unit"] not in indicator["units"].split("/"):
            problem = f"指标“{indicator['name']}”的单位是“{row['unit']}”，不在 {indicator['units']} 之列"
            yield _fault(row, problem, "核对指标；确实如此则无须处理", NOTICE)


def _year_bases(tables: Tables) -> Iterator[Fault]:
    for row in _rows(tables["sources"]):
        if bool(row["year"]) != bool(row["year_basis"]):
            yield _fault(row, "year 与 year_basis 只填了一个", "两者同填，或都留空")


def _spans(tables: Tables) -> Iterator[Fault]:
    for row in _rows(tables["figures"]):
        if int(row["end"]) - int(row["start"]) != len(row["quote"]):
            yield _fault(row, "end−start 与 quote 的长度不符", "改正起止位置")
    for _, rows in tables["figures"].groupby("doc"):
        ordered = sorted(_rows(rows), key=lambda row: int(row["start"]))
        for before, row in zip(ordered, ordered[1:], strict=False):
            if int(row["start"]) < int(before["end"]):
                yield _fault(row, f"与 {before['line']} 行的位置重叠", "两条只留一条，或改正起止位置")
    for row in _rows(tables["ledgers"]):
        for start, end in (("start", "end"), ("title_start", "title_end")):
            if int(row[start]) >= int(row[end]):
                yield _fault(row, f"{start} 不小于 {end}", "改正起止位置")
    for doc, rows in tables["ledgers"].groupby("doc"):
        numbers = [int(row["seq"]) for row in _rows(rows)]
        if numbers != list(range(1, len(numbers) + 1)):
            yield Fault(rows["path"].iloc[0], 0, f"“{doc}”的 seq 不是从 1 起连续", "重新编号")


def _offsets(tables: Tables) -> Iterator[Fault]:
    for source in _rows(tables["sources"]):
        text = reports.read_text(tables.data, source["sha256"]) if source["sha256"] else None
        if text is None:
            continue
        if source["chars"] and int(source["chars"]) != len(text):
            yield _fault(source, f"chars 是 {source['chars']}，报告有 {len(text)} 字", "改正 chars")
        figures = tables["figures"][tables["figures"]["doc"] == source["doc"]]
        for row in _rows(figures):
            found = text[int(row["start"]) : int(row["end"])]
            if found != row["quote"]:
                places = [match.start() for match in re.finditer(re.escape(row["quote"]), text)]
                near = min(places, key=lambda at: abs(at - int(row["start"])), default=None)
                remedy = f"最近的一处在 {near}" if near is not None else "报告里没有这个数字，请核对"
                yield _fault(row, f"报告 {row['start']} 处不是“{row['quote']}”", remedy)


def _wholes(tables: Tables) -> Iterator[Fault]:
    """``of`` leads to a figure of the same report, and to no circle."""
    figures = {figure_id(row): row for row in _rows(tables["figures"])}
    for key, row in figures.items():
        if (row["role"] == "total") == bool(row["of"]):
            yield _fault(row, f"role 是 {row['role']}，of 是“{row['of'] or ''}”", "total 不写 of，其余要写")
        elif row["of"] and row["of"] not in figures:
            yield _fault(row, f"of “{row['of']}”不存在", "写成 文档:起点，如 yangquan:1034")
        elif row["of"] and figures[row["of"]]["doc"] != row["doc"]:
            yield _fault(row, f"of “{row['of']}”在另一份报告", "只能指向同一份报告的数据")
        elif _circles(key, figures):
            yield _fault(row, "of 首尾相连", "改正 of，使它止于一个 total")


def _circles(key: str, figures: dict[str, dict]) -> bool:
    seen = set()
    while key in figures and figures[key]["of"]:
        if key in seen:
            return True
        seen.add(key)
        key = figures[key]["of"]
    return False


def _parts_and_rates(tables: Tables) -> Iterator[Fault]:
    """Parts do not exceed their whole, repeats repeat it, rates are part over whole."""
    figures = {figure_id(row): row for row in _rows(tables["figures"])}
    children: dict[str, list[dict]] = {}
    for row in figures.values():
        if row["of"] in figures:
            children.setdefault(row["of"], []).append(row)
    for key, rows in children.items():
        whole = figures[key]
        parts = [row for row in rows if row["role"] == "part"]
        yield from _part_faults(whole, parts)
        for row in rows:
            if row["role"] == "repeat" and _amount(row) != _amount(whole):
                # 25 个问题 split into 36: the same problems, counted twice in two ways
                remedy = "改正数值或 role；同一批事项的两种计法则无须处理"
                yield _fault(row, f"重复的数据与 {key} 不相等", remedy, NOTICE)
            if row["role"] == "share":
                yield from _rate_faults(row, whole, parts)


def _part_faults(whole: dict, parts: list[dict]) -> Iterator[Fault]:
    exact = [
        part
        for part in parts
        if part["unit"] == whole["unit"] and part["bound"] == whole["bound"] == "exact"
    ]
    for part in exact:
        if float(part["value"]) > float(whole["value"]):
            yield _fault(part, f"部分 {part['value']} 大于总数 {whole['value']}", "改正数值或 of")
    by_status = {status: [p for p in exact if p["status"] == status] for status in ("actual", "target")}
    for rows in by_status.values():
        total = sum(float(part["value"]) for part in rows)
        if len(rows) > 1 and total > float(whole["value"]) * (1 + 1e-9):
            problem = f"各部分之和 {total:g} 大于总数 {whole['value']}"
            yield _fault(rows[0], problem, "改正数值，或把另一种划分改为独立的 total")


def _rate_faults(share: dict, whole: dict, parts: list[dict]) -> Iterator[Fault]:
    if share["unit"] not in ("%", "倍"):
        yield _fault(share, f"share 的单位是“{share['unit']}”", "应为 % 或 倍；数量用 part")
        return
    candidates = [part for part in parts if part["unit"] == whole["unit"]]
    if share["unit"] != "%" or not candidates or share["bound"] != "exact":
        return
    digits = len(share["value"].partition(".")[2])
    rates = [100 * float(part["value"]) / float(whole["value"]) for part in candidates]
    stated = float(share["value"])
    # Reports round or cut off: one unit of the last digit given is allowed.
    if not any(math.isclose(rate, stated, abs_tol=10**-digits) for rate in rates):
        told = "、".join(f"{rate:.{digits + 1}f}%" for rate in rates)
        yield _fault(share, f"比率 {share['value']}% 与部分÷总数（{told}）不符", "核对三个数和 of")


def _doubled(tables: Tables) -> Iterator[Fault]:
    totals = tables["figures"][tables["figures"]["role"] == "total"]
    same = ["doc", "value", "unit", "item", "region", "year", "status"]
    for row in _rows(totals[totals.duplicated(same)]):
        problem = f"“{row['item']} {row['quote']}”在同一报告中是第二个相同的 total"
        yield _fault(row, problem, "同一件事再次写到则改为 repeat；两件事则无须处理", NOTICE)


RULES: tuple[Callable[[Tables], Iterable[Fault]], ...] = (
    _unique_keys,
    _docs_match_files,
    _references,
    _unused_names,
    _region_levels,
    _indicator_categories,
    _year_bases,
    _spans,
    _offsets,
    _wholes,
    _parts_and_rates,
    _doubled,
)


def figure_id(row: dict) -> str:
    """A figure's key: its document and where it begins there."""
    return f"{row['doc']}:{row['start']}"


def _rows(frame: pd.DataFrame) -> list[dict]:
    return frame.to_dict("records")


def _fault(row: dict, problem: str, remedy: str, level: str | None = None) -> Fault:
    if level is None:
        return Fault(row["path"], row["line"], problem, remedy)
    return Fault(row["path"], row["line"], problem, remedy, level)


def _amount(row: dict) -> tuple[float, str]:
    return float(row["value"]), row["unit"]
