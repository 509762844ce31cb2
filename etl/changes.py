"""How two versions of the reviewed data differ, row by row, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl import published

ADDED, CHANGED, REMOVED = "新增", "修改", "删除"
# Follows from the order of the rows, is no change of its own.
IGNORED = ("seq",)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is new, changed or gone, with its cells from what to what."""

    table: str
    doc: str
    key: str
    kind: str
    label: str
    region: str | None
    category: str | None
    indicator: str | None
    cells: tuple[tuple[str, str | None, str | None], ...] = ()


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes | None]) -> Iterator[RowChange]:
    """The changes from one set of reviewed files to another."""
    before, after = _docs(old), _docs(new)
    for doc in dict.fromkeys([*before, *after]):
        files = ("sources.csv", f"figures/{doc}.csv", f"ledgers/{doc}.csv")
        was, now = before.get(doc), after.get(doc)
        if was == now and all(old.get(path) == new.get(path) for path in files[1:]):
            continue
        one, other = published.of_doc(_present(old), doc), published.of_doc(_present(new), doc)
        for table in one:
            yield from _rows(table, doc, one[table], other[table])


def _docs(files: Mapping[str, bytes | None]) -> dict[str, dict]:
    return {row["doc"]: row for row in published.rows(files.get("sources.csv"))}


def _present(files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if content is not None}


def _rows(table: str, doc: str, old: dict, new: dict) -> Iterator[RowChange]:
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key, {}), new.get(key, {})
        cells = tuple(
            (name, was.get(name), now.get(name))
            for name in dict.fromkeys([*was, *now])
            if name not in IGNORED and was.get(name) != now.get(name)
        )
        if not cells:
            continue
        kind = ADDED if not was else REMOVED if not now else CHANGED
        row = now or was
        told = (row.get("region"), row.get("category"), row.get("indicator"))
        yield RowChange(table, doc, key, kind, _label(table, row), *told, cells)


def _label(table: str, row: dict) -> str:
    if table == "figures":
        return f"{row['item']} {row['quote']}"
    return f"《{row['title']}》" if table == "sources" else row["topic"]
