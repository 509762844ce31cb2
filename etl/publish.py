"""Publishes drafts, and withdraws to an earlier version: data and database change as one."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl import drafts, history, published, reports, terms, transaction
from etl.build import POINTER, Progress, data_version, prepare, prune
from etl.changes import RowChange, compare
from etl.drafts import Draft, Saved
from etl.merge import Conflict, merge

# A publication or build under way is waited for so long.
WAIT_SECONDS = 30
REFERENCE = ("regions.csv", "categories.csv", "indicators.csv")


class ConflictsError(Exception):
    """Others published changes of the same fields since the draft began."""

    def __init__(self, draft: Draft, conflicts: Sequence[Conflict]) -> None:
        self.draft, self.conflicts = draft, tuple(conflicts)
        super().__init__(f"“{draft.source['title']}”有 {len(conflicts)} 处与已发布的修改冲突")


class PublishError(Exception):
    """A draft cannot be published; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would write, and how the data then differ."""

    files: Mapping[str, bytes | None]
    changes: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A change that was made: the new data version and the snapshot's number."""

    version: str
    number: int
    changes: tuple[RowChange, ...]


def plan(data: Path, chosen: Sequence[Draft]) -> Plan:
    """What publishing drafts would change.

    Raises:
        ConflictsError, PublishError: a draft must be looked at first.
    """
    held = published.files(data)
    new = dict(held)
    for draft in chosen:
        new |= _with_draft(data, new, draft)
    return Plan(_differences(held, new), tuple(compare(held, new)))


def publish(
    data: Path, out: Path, chosen: Sequence[Draft], who: str, progress: Progress = lambda _: None
) -> Published:
    """Publish drafts as one change.

    Raises:
        FaultyDataError: the data would have errors. ConflictsError, PublishError: as ``plan``.
        BusyError: another change is under way.
    """
    with transaction.locked(data, WAIT_SECONDS), ExitStack() as stack:
        for draft in sorted(chosen, key=lambda draft: draft.sha256):
            stack.enter_context(drafts.holding(data, draft.sha256))
            current = drafts.load(data, draft.sha256)
            if current is None or current.revision != draft.revision:
                raise PublishError(f"“{draft.source['title']}”刚被他人改动，请重新查看后再发布")
        made = plan(data, chosen)
        if not made.changes:
            raise PublishError("没有可发布的变动：已接受的内容与已发布的数据相同")
        new = _after(data, made)
        done = {f"drafts/{draft.sha256}.json": _rest(data, draft, new, who) for draft in chosen}
        titles = "、".join(f"《{draft.source['title']}》" for draft in chosen[:3])
        more = f"等 {len(chosen)} 份" if len(chosen) > 3 else ""
        return _change(data, out, made, done, who, "发布", f"发布{titles}{more}", progress)


def withdraw(
    data: Path, out: Path, number: int, who: str, progress: Progress = lambda _: None
) -> Published:
    """Return to the reviewed data of an earlier version.

    Raises:
        PublishError: there is no such version, or it is what stands.
        FaultyDataError, BusyError: as ``publish``.
    """
    with transaction.locked(data, WAIT_SECONDS):
        target = next((s for s in history.snapshots(data) if s.number == number), None)
        if target is None:
            raise PublishError(f"没有第 {number} 版")
        held, wanted = published.files(data), history.contents(data, target)
        made = Plan(_differences(held, wanted), tuple(compare(held, wanted)))
        if not made.files:
            raise PublishError(f"现在就是第 {number} 版的数据")
        return _change(data, out, made, {}, who, "撤回", f"撤回到第 {number} 版", progress)


def rebase(data: Path, draft: Draft, who: str) -> Saved:
    """Bring a draft up to what is published now; where both changed a field, that is kept."""
    held = published.of_doc(published.files(data), draft.doc)
    merged, conflicts = _merge_tables(draft, held)
    fresh = replace(_on_top_of(data, draft, merged), base=held)
    return replace(drafts.save(data, fresh, draft, who), conflicts=tuple(conflicts))


def _rest(data: Path, draft: Draft, new: Mapping[str, bytes], who: str) -> bytes | None:
    """The draft that goes on where rows still wait for a decision; None where none does."""
    if not draft.pending:
        return None
    tables = published.of_doc(new, draft.doc)
    now = datetime.now().isoformat(timespec="seconds")
    rest = replace(
        _on_top_of(data, draft, tables),
        base=tables,
        revision=draft.revision + 1,
        saved=now,
        saved_by=who,
    )
    return drafts.to_json(rest)


def _on_top_of(data: Path, draft: Draft, tables: Mapping[str, Any]) -> Draft:
    """The draft with these rows as its accepted ones; what is not accepted stays as it is."""
    text = reports.read_text(data, draft.sha256) or ""
    kept = {int(start): published.figure(row) for start, row in tables["figures"].items()}
    open_ones = [
        f for f in draft.figures if f.decision not in published.KEPT and f.start not in kept
    ]
    rows = [published.ledger_row(row, text) for row in tables["ledgers"].values()]
    return replace(
        draft,
        source=draft.source | tables["sources"].get(draft.doc, {}),
        figures=tuple(sorted([*kept.values(), *open_ones], key=lambda f: f.start)),
        ledger=tuple(rows) + tuple(r for r in draft.ledger if r.decision not in published.KEPT),
    )


def _with_draft(data: Path, held: Mapping[str, bytes], draft: Draft) -> dict[str, bytes | None]:
    doc = draft.doc
    others = [row for row in published.catalogue(held) if row["doc"] != doc]
    same = next((row for row in published.catalogue(held) if row["doc"] == doc), None)
    if same and same["sha256"] not in (None, draft.sha256):
        raise PublishError(f"编号“{doc}”已是另一份报告《{same['title']}》的")
    merged, conflicts = _merge_tables(draft, published.of_doc(held, doc))
    if conflicts:
        raise ConflictsError(draft, conflicts)
    place = [row["doc"] for row in published.catalogue(held)]
    sources = [*others]
    at = place.index(doc) if doc in place else len(sources)
    sources.insert(at, merged["sources"][doc])
    figures = sorted(merged["figures"].values(), key=lambda row: int(row["start"]))
    ledger = sorted(merged["ledgers"].values(), key=lambda row: int(row["title_start"]))
    ledger = [row | {"seq": str(seq)} for seq, row in enumerate(ledger, 1)]
    new: dict[str, bytes | None] = {"sources.csv": published.to_csv("sources", sources)}
    for table, rows in (("figures", figures), ("ledgers", ledger)):
        path = f"{table}/{doc}.csv"
        if rows or path in held:
            new[path] = published.to_csv(table, rows) if rows else None
    text = reports.read_text(data, draft.sha256)
    if text is not None:
        new[f"terms/{doc}.csv"] = terms.to_csv(doc, terms.count(text))
    return new


def _merge_tables(draft: Draft, held: dict) -> tuple[dict, list[Conflict]]:
    """The draft's rows brought together with what others published since it began."""
    today = date.today().isoformat()
    mine = published.of_draft(draft, today)
    # of a report that was withdrawn as a whole nothing stands that others could have changed
    base = (draft.base if held["sources"] else None) or {}
    merged, conflicts = {}, []
    for table in ("sources", "figures", "ledgers"):
        without = {} if table != "ledgers" else {"seq": None}
        sides = [
            {key: row | without for key, row in side.get(table, {}).items()}
            for side in (base, mine, held)
        ]
        merged[table], found = merge(*sides)
        conflicts += found
    return merged, conflicts


def _after(data: Path, made: Plan) -> dict[str, bytes]:
    """The reviewed data as they will be."""
    files = published.files(data) | made.files
    return {path: content for path, content in files.items() if content is not None}


def _differences(
    held: Mapping[str, bytes], new: Mapping[str, bytes | None]
) -> dict[str, bytes | None]:
    changed = {path: content for path, content in new.items() if content != held.get(path)}
    return changed | {path: None for path in held if path not in new}


def _change(
    data: Path, out: Path, made: Plan, more: Mapping[str, bytes | None],
    who: str, action: str, what: str, progress: Progress,
) -> Published:  # fmt: skip
    """Build what shall stand beside what stands, then put both in place; the lock is held."""
    held, new = published.files(data), _after(data, made)
    with _staged(data, new) as stage:
        version = prepare(stage, out, progress, reports_of=data)
    number, before = _baseline(data, held)
    when = datetime.now().isoformat(timespec="seconds")
    entry = {
        "id": uuid.uuid4().hex, "when": when, "who": who, "action": action, "what": what,
        "from": before, "to": version, "snapshot": number + 1,
        "changes": [asdict(change) for change in made.changes],
    }  # fmt: skip
    snapshot = {
        "number": number + 1, "when": when, "who": who, "what": what, "version": version,
        "files": history.hashes(data, new),
    }  # fmt: skip
    progress("换上新数据")
    files = {**made.files, **more}
    transaction.commit(data, transaction.Change(files, out / POINTER, version, snapshot, entry))
    prune(out, version)
    return Published(version, number + 1, made.changes)


def _baseline(data: Path, held: Mapping[str, bytes]) -> tuple[int, str]:
    """The number and version of what stands; kept first where it came from outside (Git)."""
    kept = history.snapshots(data)
    files = history.hashes(data, held)
    if kept and dict(kept[0].files) == files:
        return kept[0].number, kept[0].version
    number = kept[0].number + 1 if kept else 1
    what = "在此页之外的修改" if kept else "最初的数据"
    when = datetime.now().isoformat(timespec="seconds")
    version = data_version(data)
    found: dict[str, Any] = {"number": number, "when": when, "who": "—", "what": what}
    transaction.keep_snapshot(data, found | {"version": version, "files": files})
    return number, version


@contextmanager
def _staged(data: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A data folder with the reference tables and the new files."""
    with tempfile.TemporaryDirectory(prefix="staged-", dir=transaction.folder(data)) as place:
        stage = Path(place)
        (stage / "reference").mkdir()
        for name in REFERENCE:
            shutil.copyfile(data / "reference" / name, stage / "reference" / name)
        for path, content in files.items():
            (stage / path).parent.mkdir(exist_ok=True)
            (stage / path).write_bytes(content)
        yield stage
