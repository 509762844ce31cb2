"""Choose which pieces of a notice are its problems, by what each piece and those around it show.

Layouts differ without end: a problem may be a chapter or the third level below one, with its
measures numbered or not. What each sign of a piece speaks for stands in
data/reference/problem_votes.csv: how much it raises the logarithm of the odds that the piece is a
problem, in hundredths. The weights are learned (tests/gold/fit_ledger.py), not set by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean

from etl.ledger_faults import ends_in_fault, fault, is_named
from etl.ledger_headings import ENTRY
from etl.ledger_rows import FIELD, LABEL_BEHIND, PROBLEM, title_of, told_by_prose, told_state
from etl.ledger_status import has_label
from etl.ledger_units import Unit, heading_words, in_its_line, is_part
from etl.ledger_words import ledger_words
from etl.reference import table

NOTICE, AUDIT, OTHER = "notice", "audit", "other"  # kinds of texts that speak of rectification
_FAULT_STEPS = (-600, -400, -250, -150, -60, 0, 60, 150, 250, 400, 600)  # votes for a fault
_WIDE_FAULT_STEPS = (-300, -100, 0, 100, 300)
_LENGTH_STEPS = (1, 5, 20, 60, 150, 400)  # characters
_FEW = 3  # pieces below one, or beside it; more count alike
_TITLE_CAP = 200  # characters of a title that are looked at
_OF_ITS_LIKE = 0.3  # how much what its like show weighs beside a piece's own signs
_MOST_OF_ITS_LIKE = 400  # hundredths
_BENEFIT_OF_DOUBT = 70  # hundredths; who reviews strikes a row out sooner than finds one
_LABELLED = 150  # hundredths at least, of a line that a label says to be a problem: 反馈问题:…
_NAMED = 10  # hundredths at least, of what says to be one: 关于…的问题, where nothing else is
_NEVER = 10_000
# 审计指出的22个问题,已整改20个: a total of a chapter and no problem
_TOTAL = re.compile(
    r"(?:指出|涉及|反映|查出|发现|反馈)(?:的|出)?\d+[个项条件](?:具体)?(?:问题|事项|意见)"
    r"[^。;]{0,12}(?:整改|完成|办结|销号)"
    r"|问题\d+[个项条][^。;]{0,40}(?:整改|完成|办结|销号)(?:到位)?\d+[个项条]"
)
_TOTAL_REACH = 60
_SURE_FAULT = 500  # hundredths; a title that speaks so much for a fault heads no chapter
_CHAPTER = re.compile("[^,。;:“”]{2,20}(?:方面|领域|环节)存在的(?:突出|主要)?(?:问题|不足)")
# 关于“…”的意见, 审议意见提出,“…”: what a people's congress asks for names no fault
_SAYS_SO = re.compile(
    r"(?:关于|针对)[^\n]{2,120}的问题$|(?:关于|针对)“[^\n]{2,120}”的(?:审议)?(?:意见|建议)$"
    r"|审议意见(?:提出|指出|要求|建议)[,:]?“[^\n]{2,120}”$"
)
# what a number bears beside it: 问题3: 表现一: 第3项任务:
_LETTERS = re.compile("[^\\W\\d_一二三四五六七八九十]{1,10}")


@dataclass(slots=True, eq=False)
class _Piece:
    """A unit with what stands under it, and what is known of it alone."""

    unit: Unit
    title: str
    fault: int
    named: bool
    told: bool
    labelled: bool
    length: int  # of what stands behind the title, before anything below
    above: _Piece | None
    below: list[_Piece] = field(default_factory=list)
    in_line: bool = False  # whether all that stands under it stands in its own line
    faults: int = 0  # of what stands under it, on the average


def problems_among(text: str, found: Sequence[Unit], kind: str) -> set[int]:
    """The marks of the units that are problems, none of them under another.

    ``kind`` is NOTICE, AUDIT or OTHER: what is a problem in one may be none in another.
    """
    pieces = _pieces(text, found, fault)
    votes = _votes()
    own = {
        piece.unit.mark: _bounded(text, piece, kind, sum(map(votes.get, votes.keys() & signs)))
        for piece, signs in zip(pieces, _signs(text, pieces, kind), strict=True)
    }
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for piece in pieces:
        alike[_like(piece)].append(own[piece.unit.mark])
    usual = {like: _of_its_like(fmean(votes)) for like, votes in alike.items()}
    known = {p.unit.mark: own[p.unit.mark] + usual[_like(p)] for p in pieces}
    if kind == NOTICE:
        for unit in (piece.unit for piece in pieces):
            if own[unit.mark] > -_NEVER and _SAYS_SO.match(text, unit.start, unit.end):
                known[unit.mark] = max(known[unit.mark], _NAMED)
    return _best(pieces, known)


def piece_signs(
    text: str, found: Sequence[Unit], kind: str, weigh: Callable[[str], int]
) -> list[frozenset[str]]:
    """What each unit shows, to be weighed; ``weigh`` tells how much a title speaks for a fault."""
    return _signs(text, _pieces(text, found, weigh), kind)


def _bounded(text: str, piece: _Piece, kind: str, votes: int) -> int:
    """The votes for a piece, where what it is for sure does not go before."""
    if _is_none(text, piece, kind):
        return -_NEVER
    labelled = piece.unit.style == "q" and ENTRY.match(text, piece.unit.mark, piece.unit.start)
    return max(votes, _LABELLED) if labelled else votes + _BENEFIT_OF_DOUBT


def _of_its_like(votes: float) -> float:
    """What its like show, as far as it weighs beside a piece's own signs."""
    return _OF_ITS_LIKE * max(-_MOST_OF_ITS_LIKE, min(_MOST_OF_ITS_LIKE, votes))


def _is_none(text: str, piece: _Piece, kind: str) -> bool:
    """Whether a piece is no problem for sure: a chapter or its total, or 一是… of mere news."""
    unit = piece.unit
    if kind == OTHER and unit.style == "f" and not piece.told:
        return True  # of what is amiss in 整改: 一是进展滞后。二是…
    if _CHAPTER.fullmatch(text, unit.start, unit.end):
        return True
    total = _TOTAL.search(text, unit.start, min(unit.body_end, unit.end + _TOTAL_REACH))
    named = piece.fault > (0 if PROBLEM.match(piece.title) else _SURE_FAULT)
    return total is not None and not piece.labelled and not named


def _best(pieces: list[_Piece], votes: dict[int, float]) -> set[int]:
    """The choice with the most votes in which no piece stands under another."""
    most: dict[int, float] = {}
    chosen: dict[int, set[int]] = {}
    for piece in reversed(pieces):
        mark = piece.unit.mark
        under = sum(most[one.unit.mark] for one in piece.below)
        if votes[mark] > max(under, 0):
            most[mark], chosen[mark] = votes[mark], {mark}
        else:
            most[mark] = under
            chosen[mark] = set().union(*(chosen[one.unit.mark] for one in piece.below))
    return set().union(*(chosen[one.unit.mark] for one in pieces if one.above is None))


def _pieces(text: str, found: Sequence[Unit], weigh: Callable[[str], int]) -> list[_Piece]:
    pieces: list[_Piece] = []
    stack: list[_Piece] = []
    for unit in found:
        while stack and stack[-1].unit.level >= unit.level:
            stack.pop()
        title = text[slice(*title_of(text, unit))][:_TITLE_CAP]
        piece = _Piece(
            unit,
            title,
            weigh(title),
            is_named(text[unit.start : unit.end][:_TITLE_CAP]),
            told_state(text, unit) is not None,
            has_label(text, *unit.body),
            len(text[slice(*unit.body)].strip("。;,: \n")),
            stack[-1] if stack else None,
        )
        if stack:
            stack[-1].below.append(piece)
        stack.append(piece)
        pieces.append(piece)
    for piece in pieces:
        if piece.below:
            piece.in_line = in_its_line(text, piece.unit, piece.below[-1].unit)
            piece.faults = _wide(fmean(one.fault for one in piece.below))
    return pieces


def _signs(text: str, pieces: list[_Piece], kind: str) -> list[frozenset[str]]:
    beside: dict[tuple[tuple[str, ...], str], list[_Piece]] = defaultdict(list)
    alike: dict[tuple[str, int], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        beside[piece.unit.path, piece.unit.style].append(piece)
        alike[_like(piece)].append(piece)
    together = {key: _of_list(some) for key, some in beside.items()}
    like = {key: _of_all_alike(some) for key, some in alike.items()}
    return [
        frozenset(
            {
                "any",
                f"kind={kind}",
                *_own(text, piece, kind),
                *_of_below(piece),
                *together[piece.unit.path, piece.unit.style](piece),
                *like[_like(piece)],
                *_of_above(piece),
            }
        )
        for piece in pieces
    ]


def _own(text: str, piece: _Piece, kind: str) -> set[str]:
    """What a piece shows alone."""
    unit, wide = piece.unit, _wide(piece.fault)
    heads = bool(piece.below)
    length = _step(piece.length, _LENGTH_STEPS)
    label = LABEL_BEHIND.match(text, unit.end) is not None
    told = "told" if told_by_prose(text, unit) else "silent"
    behind = text[unit.end : unit.end + 1]
    in_section = any(map(ledger_words("problem_section").search, unit.path))
    no_problem = any(map(ledger_words("not_problem").search, unit.path[:2]))
    measure = ledger_words("measure").search(piece.title) is not None
    return {
        f"style={unit.style}",
        f"number={''.join(_LETTERS.findall(text, unit.mark, unit.start))}",
        f"field={FIELD.fullmatch(text, unit.start, unit.end) is not None} fault={wide}",
        f"kind={kind} style={unit.style}",
        f"fault={_step(piece.fault, _FAULT_STEPS)}",
        f"named={piece.named} fault={wide}",
        f"not problem={ledger_words('not_problem').search(piece.title) is not None} heads={heads}",
        f"under no problem={no_problem}",
        f"measure={measure}",
        f"entry={ENTRY.match(text, unit.mark, unit.start) is not None}",
        f"ends in fault={ends_in_fault(piece.title)} heads={heads}",
        f"ends in fault={ends_in_fault(piece.title)} named={piece.named}",
        f"part={is_part(heading_words(piece.title))}",
        f"title={_step(len(piece.title), _LENGTH_STEPS)}",
        f"length={length} heads={heads}",
        f"length={length} fault={wide}",
        f"told={piece.told} heads={heads}",
        f"told={piece.told} fault={wide}",
        f"told={piece.told} kind={kind}",
        f"labelled={piece.labelled} heads={heads}",
        f"labelled={piece.labelled} fault={wide}",
        f"label behind={label} heads={heads}",
        f"prose={told} heads={heads}",
        f"prose={told} fault={wide}",
        f"behind={behind} style={unit.style}",
        f"behind={behind} heads={heads}",
        f"section={in_section} fault={wide}",
    }


def _of_below(piece: _Piece) -> set[str]:
    """What the pieces under it show."""
    below, wide = piece.below, _wide(piece.fault)
    if not below:
        return {"below=0", f"below=0 fault={wide}"}
    style = below[0].unit.style
    return {
        f"below={min(len(below), _FEW)}",
        f"below style={style}",
        f"below style={style} fault={wide}",
        f"below style={style} style={piece.unit.style}",
        f"below style={style} faults={piece.faults}",
        f"below style={style} in line={piece.in_line}",
        f"below faults={piece.faults}",
        f"below faults={piece.faults} fault={wide}",
        f"below told={_third(one.told for one in below)}",
        f"below labelled={_third(one.labelled for one in below)}",
        f"named={piece.named} below style={style} in line={piece.in_line}",
        f"deeper={any(one.below for one in below)}",
    }


def _of_list(some: list[_Piece]) -> Callable[[_Piece], set[str]]:
    """What a list of pieces under the same headings shows of each of them."""
    faults = _wide(fmean(one.fault for one in some))
    states = _third(one.told or one.labelled for one in some)
    named = _third(one.named for one in some)

    def of(piece: _Piece) -> set[str]:
        return {
            f"list={min(len(some), _FEW + 1)}",
            f"list faults={faults}",
            f"list faults={faults} fault={_wide(piece.fault)}",
            f"list states={states}",
            f"list named={named} named={piece.named}",
            f"list faults={faults} states={states}",
        }

    return of


def _of_all_alike(some: list[_Piece]) -> set[str]:
    """What all pieces of a numbering at its level show, whatever they stand under."""
    faults = _wide(fmean(one.fault for one in some))
    heads = _third(bool(one.below) for one in some)
    under = [one.fault for each in some for one in each.below]
    below = _wide(fmean(under)) if under else "none"
    return {
        f"like faults={faults}",
        f"like heads={heads}",
        f"like states={_third(one.told or one.labelled for one in some)}",
        f"like faults={faults} below={below}",
        f"like faults={faults} heads={heads}",
    }


def _of_above(piece: _Piece) -> set[str]:
    """What the heading above shows."""
    above = piece.above
    if above is None:
        return {"above=none", f"above=none heads={bool(piece.below)}"}
    wide = _wide(above.fault)
    length = _step(above.length, _LENGTH_STEPS)
    return {
        f"above fault={wide}",
        f"above fault={wide} fault={_wide(piece.fault)}",
        f"above fault={wide} list={above.faults}",
        f"above fault={wide} style={piece.unit.style}",
        f"above named={above.named} in line={above.in_line} style={piece.unit.style}",
        f"above labelled={above.labelled}",
        f"above named={above.named} list={above.faults}",
        f"above style={above.unit.style} style={piece.unit.style} list={above.faults}",
        f"above length={length}",
        f"above length={length} list={above.faults}",
    }


def _like(piece: _Piece) -> tuple[str, int]:
    return piece.unit.style, piece.unit.level


def _wide(votes: float) -> int:
    """How much words speak for a fault, in wide steps."""
    return _step(votes, _WIDE_FAULT_STEPS)


def _step(value: float, steps: Sequence[int]) -> int:
    return bisect_right(steps, value)


def _third(shown: Sequence[bool]) -> int:
    """How many of them, in thirds."""
    return round(fmean(shown) * 3)


@cache
def _votes() -> dict[str, int]:
    return {row["sign"]: int(row["problem"]) for row in table("problem_votes.csv")}
