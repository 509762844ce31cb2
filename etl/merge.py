"""Brings two people's changes of the same records together, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Records = Mapping[Any, Record]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that both changed: what is kept (theirs) and what was wanted (mine)."""

    key: Any
    field: str
    kept: Any
    wanted: Any


def merge(base: Records, mine: Records, theirs: Records) -> tuple[dict[Any, dict], list[Conflict]]:
    """Theirs with my changes since ``base``; where both changed a field, theirs is kept and told.

    A record that one side removed and the other changed stays, and is told.
    """
    merged: dict[Any, dict] = {}
    conflicts: list[Conflict] = []
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        old, my, their = base.get(key), mine.get(key), theirs.get(key)
        if my is None or their is None:
            kept = my or their
            if old is None:
                merged[key] = dict(kept)
            elif dict(kept) != dict(old):
                merged[key] = dict(kept)
                gone = ("保留", "删除") if my is None else ("删除后恢复", "修改")
                conflicts.append(Conflict(key, "", *gone))
            continue
        merged[key], found = _fields(key, old or {}, my, their)
        conflicts += found
    return merged, conflicts


def _fields(key: Any, old: Record, mine: Record, theirs: Record) -> tuple[dict, list[Conflict]]:
    merged = dict(theirs)
    conflicts = []
    for field, value in mine.items():
        if value == old.get(field) or value == theirs.get(field):
            continue
        if theirs.get(field) == old.get(field):
            merged[field] = value
        else:
            conflicts.append(Conflict(key, field, theirs.get(field), value))
    return merged, conflicts
