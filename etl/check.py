"""Validates the reviewed data: keys, references, offsets, parts and rates, doubled rows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from etl import reports
from etl.cells import PARQUET
from etl.faults import ERROR, NOTICE, Fault
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
        frame = tables[table]
        files = frame["path"].cat.remove_unused_categories()
        csv = [path for path in files.cat.categories if not path.endswith(PARQUET)]
        stems = files.cat.set_categories(csv).cat.rename_categories(lambda path: Path(path).stem)
        for row in _rows(frame[stems.notna() & (frame["doc"] != stems.astype("str"))]):
            yield _fault(row, f"doc “{row['doc']}”与文件名不符", "移到同名文件，或改正 doc")
        if len(csv) == len(files.cat.categories):
            continue
        places = frame[["doc", "path", "line"]].drop_duplicates(["doc", "path"])
        for row in _rows(places[places.duplicated("doc")]):
            yield _fault(row, f"“{row['doc']}”也在另一个文件中", "一份报告的数据只放在一个文件里")


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
        known = tables[target][key]
        frame = tables[table]
        for row in _rows(frame[frame[column].notna() & ~_among(frame[column], known)]):
            near = difflib.get_close_matches(row[column], list(known), n=1)
            remedy = f"是否应为“{near[0]}”" if near else "改正它，或先在那里补上"
            yield _fault(row, f"{column} “{row[column]}”不在 {target}.csv 中", remedy)


def _unused_names(tables: Tables) -> Iterator[Fault]:
    for table, column in (("categories", "category"), ("indicators", "indicator")):
        used = tables["figures"][column].unique()
        for row in _rows(tables[table][~tables[table]["id"].isin(used)]):
            yield _fault(row, f"“{row['name']}”没有任何数据使用", "无须处理，或删去此行", NOTICE)
    used = [*tables["figures"]["doc"].unique(), *tables["ledgers"]["doc"].unique()]
    for row in _rows(tables["sources"][~tables["sources"]["doc"].isin(used)]):
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
    indicators = tables["indicators"].drop_duplicates("id").set_index("id")
    figures = tables["figures"][_among(tables["figures"]["indicator"], indicators.index)]
    category_of = figures["indicator"].map(indicators["category"])
    for row in _rows(figures[figures["category"] != category_of]):
        indicator = indicators.loc[row["indicator"]]
        remedy = f"该指标属于 {indicator['category']}，改正 category 或清空 indicator"
        yield _fault(row, f"指标“{indicator['name']}”不属于 {row['category']}", remedy)
    usual = indicators["units"].str.split("/").explode()
    usual = set(zip(usual.index, usual, strict=True))
    used = figures[["indicator", "unit"]].drop_duplicates()
    for name, unit in used.itertuples(index=False):
        if (name, unit) in usual:
            continue
        indicator = indicators.loc[name]
        problem = f"指标“{indicator['name']}”的单位是“{unit}”，不在 {indicator['units']} 之列"
        for row in _rows(figures[(figures["indicator"] == name) & (figures["unit"] == unit)]):
            yield _fault(row, problem, "核对指标；确实如此则无须处理", NOTICE)


def _year_bases(tables: Tables) -> Iterator[Fault]:
    sources = tables["sources"]
    for row in _rows(sources[sources["year"].isna() != sources["year_basis"].isna()]):
        yield _fault(row, "year 与 year_basis 只填了一个", "两者同填，或都留空")


def _spans(tables: Tables) -> Iterator[Fault]:
    # the columns that tell, for a copy of all takes gigabytes where there are millions of figures
    figures = _placed(tables["figures"][["path", "line", "doc", "start", "end", "quote"]])
    lengths = figures["quote"].str.len()
    for row in _rows(figures[figures["end"] - figures["start"] != lengths]):
        yield _fault(row, "end−start 与 quote 的长度不符", "改正起止位置")
    before = figures[["line", "doc", "end"]].shift()
    overlap = (figures["doc"] == before["doc"]) & (figures["start"] < before["end"])
    for row, line in zip(_rows(figures[overlap]), before["line"][overlap], strict=True):
        yield _fault(row, f"与 {line:.0f} 行的位置重叠", "两条只留一条，或改正起止位置")


def _placed(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures in the order in which they stand in their reports, their places as numbers."""
    numbers = {name: pd.to_numeric(figures[name]) for name in ("start", "end")}
    document, _ = pd.factorize(figures["doc"])
    return figures.assign(**numbers).iloc[np.lexsort((numbers["start"], document))]


def _ledgers(tables: Tables) -> Iterator[Fault]:
    ledgers = tables["ledgers"]
    for start, end in (("start", "end"), ("title_start", "title_end")):
        wrong = pd.to_numeric(ledgers[start]) >= pd.to_numeric(ledgers[end])
        for row in _rows(ledgers[wrong]):
            yield _fault(row, f"{start} 不小于 {end}", "改正起止位置")
    expected = ledgers.groupby("doc").cumcount() + 1
    wrong = ledgers[pd.to_numeric(ledgers["seq"]) != expected]
    for row in _rows(wrong.drop_duplicates("doc")):
        yield Fault(row["path"], 0, f"“{row['doc']}”的 seq 不是从 1 起连续", "重新编号")


def _offsets(tables: Tables) -> Iterator[Fault]:
    places = tables["figures"].groupby("doc").indices
    for source in _rows(tables["sources"]):
        text = reports.read_text(tables.data, source["sha256"]) if source["sha256"] else None
        if text is None:
            continue
        if source["chars"] and int(source["chars"]) != len(text):
            yield _fault(source, f"chars 是 {source['chars']}，报告有 {len(text)} 字", "改正 chars")
        for row in _rows(tables["figures"].iloc[places.get(source["doc"], [])]):
            if text[int(row["start"]) : int(row["end"])] != row["quote"]:
                found = [match.start() for match in re.finditer(re.escape(row["quote"]), text)]
                near = min(found, key=lambda at: abs(at - int(row["start"])), default=None)
                remedy = "报告里没有这个数字，请核对" if near is None else f"最近的一处在 {near}"
                yield _fault(row, f"报告 {row['start']} 处不是“{row['quote']}”", remedy)


def _wholes(tables: Tables) -> Iterator[Fault]:
    """``of`` leads to a figure of the same report, and to no circle."""
    figures = tables["figures"].assign(id=figure_ids(tables["figures"]))
    linked = figures["of"].notna()
    misplaced = (figures["role"] == "total") == linked
    for row in _rows(figures[misplaced]):
        problem = f"role 是 {row['role']}，of 是“{row['of'] or ''}”"
        yield _fault(row, problem, "总数（total）不写 of，其余要写")
    links = figures[linked & ~misplaced]
    known = _among(links["of"], figures["id"])
    for row in _rows(links[~known]):
        yield _fault(row, f"of “{row['of']}”不存在", "写成 文档:起点，如 yangquan:1034")
    same = links["of"].str.rsplit(":", n=1).str[0] == links["doc"]
    for row in _rows(links[known & ~same]):
        yield _fault(row, f"of “{row['of']}”在另一份报告", "只能指向同一份报告的数据")
    whole_of = dict(zip(links["id"], links["of"], strict=True))
    # a whole that is itself linked is rare, and every circle runs through such ones alone
    for row in _rows(links[known & same & _among(links["of"], links["id"])]):
        if _circles(row["id"], whole_of):
            yield _fault(row, "of 首尾相连", "改正 of，使它止于一个总数（total）")


def _circles(key: str, whole_of: dict[str, str]) -> bool:
    seen = set()
    while key in whole_of:
        if key in seen:
            return True
        seen.add(key)
        key = whole_of[key]
    return False


def _along_of(tables: Tables) -> Iterator[Fault]:
    links = _links(tables)
    yield from _parts(links)
    yield from _repeats(links)
    yield from _rates(links)


def _parts(links: pd.DataFrame) -> Iterator[Fault]:
    """Parts do not exceed their whole, nor do they together."""
    exact = links[
        (links["role"] == "part")
        & (links["unit"] == links["whole_unit"])
        & (links["bound"] == "exact")
        & (links["whole_bound"] == "exact")
    ]
    for row in _rows(exact[exact["amount"] > exact["whole_amount"]]):
        problem = f"部分 {row['value']} 大于总数 {row['whole_value']}"
        yield _fault(row, problem, "改正数值或 of")
    families = exact.groupby(["of", "status"])["amount"]
    together = families.transform("sum")
    over = (families.transform("size") > 1) & (together > exact["whole_amount"] * (1 + 1e-9))
    wrong = exact.assign(together=together)[over].drop_duplicates(["of", "status"])
    for row in _rows(wrong):
        problem = f"各部分之和 {row['together']:g} 大于总数 {row['whole_value']}"
        yield _fault(row, problem, "改正数值，或把另一种划分改为独立的总数（total）")


def _repeats(links: pd.DataFrame) -> Iterator[Fault]:
    """Repeats repeat what they are of."""
    differs = (links["amount"] != links["whole_amount"]) | (links["unit"] != links["whole_unit"])
    for row in _rows(links[(links["role"] == "repeat") & differs]):
        # 25 个问题 split into 36: the same problems, counted twice in two ways
        remedy = "改正数值或 role；同一批事项的两种计法则无须处理"
        yield _fault(row, f"重复的数据与 {row['of']} 不相等", remedy, NOTICE)


def _rates(links: pd.DataFrame) -> Iterator[Fault]:
    """Rates are part over whole."""
    shares = links[links["role"] == "share"]
    for row in _rows(shares[~shares["unit"].isin(["%", "倍"])]):
        problem = f"占比（share）的单位是“{row['unit']}”"
        yield _fault(row, problem, "应为 % 或 倍；数量用其中（part）")
    parts = links[(links["role"] == "part") & (links["unit"] == links["whole_unit"])]
    parts = parts.assign(rate=100 * parts["amount"] / parts["whole_amount"])
    stated = shares[(shares["unit"] == "%") & (shares["bound"] == "exact")]
    decimals = stated["value"].str.replace(r"^[^.]*\.?", "", regex=True)
    stated = stated.assign(digits=decimals.str.len())
    pairs = stated.reset_index().merge(parts[["of", "rate"]], on="of")
    # Reports round or cut off: one unit of the last digit given is allowed.
    room = 10.0 ** -pairs["digits"] + 1e-9 * pairs["amount"].abs()
    fits = (pairs["rate"] - pairs["amount"]).abs() <= room
    wrong = pairs[~fits.groupby(pairs["index"]).transform("any")]
    for _, rows in wrong.groupby("index"):
        row = _rows(rows.head(1))[0]
        told = "、".join(f"{rate:.{int(row['digits']) + 1}f}%" for rate in rows["rate"])
        problem = f"比率 {row['value']}% 与部分÷总数（{told}）不符"
        yield _fault(row, problem, "核对三个数和 of")


def _links(tables: Tables) -> pd.DataFrame:
    """The figures that are of another, beside that one's value, unit and bound."""
    figures = tables["figures"]
    ids = figure_ids(figures)
    links = figures[figures["of"].notna()]
    wholes = figures[_among(ids, links["of"])][["value", "unit", "bound"]]
    wholes = wholes.add_prefix("whole_").assign(of=ids).drop_duplicates("of", keep="last")
    links = links.merge(wholes, on="of")
    amounts = {
        "amount": links["value"].astype("float64"),
        "whole_amount": links["whole_value"].astype("float64"),
    }
    return links.assign(**amounts)


def _doubled(tables: Tables) -> Iterator[Fault]:
    totals = tables["figures"][tables["figures"]["role"] == "total"]
    same = ["doc", "value", "unit", "item", "region", "year", "status"]
    for row in _rows(totals[totals.duplicated(same)]):
        problem = f"“{row['item']} {row['quote']}”在同一报告中是第二个相同的总数（total）"
        remedy = "同一件事再次写到则改为重复提及（repeat）；两件事则无须处理"
        yield _fault(row, problem, remedy, NOTICE)


RULES: tuple[Callable[[Tables], Iterable[Fault]], ...] = (
    _unique_keys,
    _docs_match_files,
    _references,
    _unused_names,
    _region_levels,
    _indicator_categories,
    _year_bases,
    _spans,
    _ledgers,
    _offsets,
    _wholes,
    _along_of,
    _doubled,
)


def figure_ids(figures: pd.DataFrame) -> pd.Series:
    """Each figure's key: its document and where it begins there."""
    return figures["doc"] + ":" + figures["start"]


def _among(cells: pd.Series, known: pd.Series | pd.Index) -> pd.Series:
    """As ``isin``, which takes a minute where this takes a second."""
    found = compute.is_in(arrow.array(cells, arrow.string()), arrow.array(known, arrow.string()))
    return pd.Series(found.to_numpy(zero_copy_only=False), cells.index)


def _rows(frame: pd.DataFrame) -> list[dict]:
    """Rows as dicts, empty cells as None: for the few that a fault is told of."""
    if frame.empty:
        return []
    # only a missing cell differs from itself
    return [
        {column: cell if cell == cell else None for column, cell in row.items()}
        for row in frame.to_dict("records")
    ]


def _fault(row: dict, problem: str, remedy: str, level: str = ERROR) -> Fault:
    return Fault(row["path"], row["line"], problem, remedy, level)
