"""Find quickly which of many patterns can match a text at all.

Each match of a pattern must hold one of a few characters or pairs of characters, its triggers. What
a text holds of them, asked once, leaves a handful of patterns to be tried out of hundreds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import add, or_
from re import _constants, _parser  # type: ignore[attr-defined]  # the only way to see a pattern's parts

_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_WIDEST_RANGE = 10


class Triggers:
    """An index of patterns; None stands for one that may always match."""

    def __init__(self, patterns: Sequence[re.Pattern[str] | None], usual: Iterable[str]) -> None:
        often = Counter(trigger for text in usual for trigger in _held(text))
        self._always = 0
        self._masks: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            needed = None if pattern is None else _needed(pattern, often)
            if needed is None:
                self._always |= 1 << number
                continue
            for trigger in needed:
                self._masks[trigger] = self._masks.get(trigger, 0) | 1 << number

    def candidates(self, text: str, among: int = -1) -> list[int]:
        """The numbers of the patterns that may match, in order; ``among`` is a mask of some."""
        masks = self._masks
        found = map(masks.__getitem__, masks.keys() & _held(text))
        mask = reduce(or_, found, self._always) & among
        numbers = []
        while mask:
            lowest = mask & -mask
            numbers.append(lowest.bit_length() - 1)
            mask ^= lowest
        return numbers


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all, tried only where a match of one of them can begin."""
    parts = list(patterns)
    first = [_begins(re.compile(part)) for part in parts]
    together = "|".join(f"(?:{part})" for part in parts)
    if not parts or None in first:
        return re.compile(together or r"(?!)")
    members = "".join(sorted(set().union(*first)))  # type: ignore[arg-type]
    return re.compile(f"(?=[{members}])(?:{together})")


def _held(text: str) -> set[str]:
    """The characters of a text and its pairs of neighbours."""
    return {*text, *map(add, text, text[1:])}


def _needed(pattern: re.Pattern[str], often: Counter[str]) -> frozenset[str] | None:
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), often)


def _of_sequence(parts: Iterable[tuple], often: Counter[str]) -> frozenset[str] | None:
    """The triggers of the part that is the rarest in usual text."""
    parts = list(parts)
    sets = [needed for part in parts if (needed := _of_part(part, often)) is not None]
    for (kind, first), (next_kind, second) in pairwise(parts):
        if kind is next_kind is _constants.LITERAL:
            sets.append(frozenset({chr(first) + chr(second)}))
    return min(sets, key=lambda s: (sum(often[c] for c in s), len(s)), default=None)


def _of_part(part: tuple, often: Counter[str]) -> frozenset[str] | None:
    kind, value = part
    if kind is _constants.LITERAL:
        return frozenset(chr(value))
    if kind is _constants.IN:
        return _of_class(value)
    if kind is _constants.BRANCH:
        sets = [_of_sequence(branch, often) for branch in value[1]]
        return None if None in sets else frozenset().union(*sets)  # type: ignore[arg-type]
    if kind is _constants.SUBPATTERN:
        return _of_sequence(value[-1], often)
    if kind in _REPEATS and value[0] > 0:
        return _of_sequence(value[2], often)
    return None


def _of_class(members: Iterable[tuple]) -> frozenset[str] | None:
    characters: set[str] = set()
    for kind, value in members:
        if kind is _constants.LITERAL:
            characters.add(chr(value))
        elif kind is _constants.RANGE and value[1] - value[0] < _WIDEST_RANGE:
            characters.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(characters)


def _begins(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """What a match can begin with, as members of a character class; None for anything."""
    first, may_be_empty = _begin_of(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return None if first is None or may_be_empty else first


def _begin_of(parts: Iterable[tuple]) -> tuple[frozenset[str] | None, bool]:
    """What a sequence can begin with, and whether it can be empty."""
    begins: frozenset[str] = frozenset()
    for kind, value in parts:
        if kind in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT):
            continue
        first, may_be_empty = _begin_of_part(kind, value)
        if first is None:
            return None, False
        begins |= first
        if not may_be_empty:
            return begins, False
    return begins, True


def _begin_of_part(kind: object, value: object) -> tuple[frozenset[str] | None, bool]:
    if kind is _constants.LITERAL:
        return frozenset({re.escape(chr(value))}), False  # type: ignore[arg-type]
    if kind is _constants.IN:
        return _members(value), False  # type: ignore[arg-type]
    if kind is _constants.BRANCH:
        branches = [_begin_of(branch) for branch in value[1]]  # type: ignore[index]
        if any(first is None for first, _ in branches):
            return None, False
        firsts = frozenset().union(*(first for first, _ in branches))  # type: ignore[arg-type]
        return firsts, any(empty for _, empty in branches)
    if kind is _constants.SUBPATTERN:
        return _begin_of(value[-1])  # type: ignore[index]
    if kind in _REPEATS:
        first, may_be_empty = _begin_of(value[2])  # type: ignore[index]
        return first, may_be_empty or value[0] == 0  # type: ignore[index]
    return None, False


def _members(value: Iterable[tuple]) -> frozenset[str] | None:
    members = set()
    for kind, what in value:
        if kind is _constants.LITERAL:
            members.add(re.escape(chr(what)))
        elif kind is _constants.RANGE:
            members.add(f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}")
        elif kind is _constants.CATEGORY and what is _constants.CATEGORY_DIGIT:
            members.add(r"\d")
        else:
            return None
    return frozenset(members)
