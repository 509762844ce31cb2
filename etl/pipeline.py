"""From a report's text to its figures: every step in its order.

What the steps make anew for each figure is a NamedTuple, which is made sooner than a dataclass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from etl.around import own_words, told_next
from etl.bounds import bound_of
from etl.candidates import Candidate, find_candidates
from etl.columns import Columns, head_words
from etl.confidence import Signs, confidence_of
from etl.exclusions import Titles, is_page_furniture, why_no_figure
from etl.facts import Facts, facts_of
from etl.items import item_of
from etl.meaning import Evidence, Meaning, Previous, Surroundings, evidence_of, meanings_of
from etl.normalise import Normalised, normalise
from etl.outline import Context, Outline
from etl.records import Figure, Source
from etl.regions import Divisions, region_of
from etl.roles import Found, with_roles
from etl.status import is_target
from etl.votes import Link, Weights
from etl.years import Years


class Explained(NamedTuple):
    """A figure with the rule that gave its meaning."""

    figure: Figure
    meaning: Meaning
    signs: Signs
    words: Surroundings
    before: Previous | None

    @property
    def reason(self) -> str:
        """In words a person can check: item, category, indicator and the rule behind them."""
        figure = self.figure
        indicator = f"/{figure.indicator}" if figure.indicator else ""
        sure = "" if self.meaning.sure else "（存疑）"
        return f"{figure.item} → {figure.category}{indicator}，规则“{self.meaning.rule}”{sure}"


def extract(text: str, source: Source | None = None) -> list[Figure]:
    """The figures of a report's text, in the order of the text."""
    return [explained.figure for explained in explain(text, source)]


def explain(
    text: str, source: Source | None = None, learned: Weights | None = None
) -> list[Explained]:
    """The figures of a text, each with why it means what it means.

    ``learned`` stands in for the weights of word_votes.csv.
    """
    source = source or Source(doc="")
    normalised = normalise(text)
    facts = facts_of(normalised.text, source)
    reader = _Reader(text, normalised, facts, source, learned)
    found, read = [], []
    for seen in reader.paragraphs():
        for one, *why in reader.read(seen):
            found.append(one)
            read.append(why)
    figures = with_roles(normalised.text, found)
    return [Explained._make((figure, *why)) for figure, why in zip(figures, read, strict=True)]


_PLAN_TITLE = re.compile(
    "^(?!.*(?:总结|报告|情况|通报)).*(?:工作要点|实施方案|行动方案|工作方案|行动计划"
    "|工作计划|(?:工作|任务|重点)安排|(?:重点|主要)(?:任务|工作)(?:清单|分工))(?:》的通知)?$"
)
_LOOK_BACK = re.compile("工作(?:基础|背景)|工作回顾|主要成效|基本情况|发展现状|取得的?成效")
_PAST_YEAR = re.compile(r"\s*(20\d\d)年[,度全]")
_STOP = re.compile("[,。;\n]")
_STOPS = ",。;\n"
_LEFT_REACH, _FAR_REACH, _RIGHT_REACH = 80, 160, 60
_BLANK_LINES = 4  # breaks and blanks between two paragraphs that belong together


class Seen(NamedTuple):
    """A figure with what stands around it, before its meaning is known."""

    candidate: Candidate
    context: Context
    planned: str
    evidence: Evidence


Read = tuple[Found, Meaning, Signs, Surroundings, Previous | None]


class _Reader:
    """Reads the candidates of one text in order, so that one can lean on the one before."""

    def __init__(
        self,
        original: str,
        normalised: Normalised,
        facts: Facts,
        source: Source,
        learned: Weights | None,
    ) -> None:
        self._learned = learned
        self._original = original
        self._normalised = normalised
        self._text = normalised.text
        self._facts = facts
        self._source = source
        self._outline = Outline(self._text)
        self._columns = Columns(self._text, self._outline.lines)
        self._divisions = Divisions(self._text, facts.region)
        self._years = Years(self._text, facts.times)
        is_plan = _PLAN_TITLE.search(facts.title) is not None
        self._plan_title = (facts.title,) if is_plan else ()
        self._above: tuple[Context | None, str, str] = (None, "", "")
        self._spoken_of: tuple[tuple[int, int], str | None] = ((0, 0), None)
        self._lead: str | None = None
        self._item: tuple[str, int, Context] | None = None

    def figures(self) -> list[Candidate]:
        """The candidates that are figures."""
        titles = Titles(self._text)
        furniture: dict[int, bool] = {}
        kept = []
        for candidate in find_candidates(self._text):
            number = self._outline.line_of(candidate.start)
            if number not in furniture:
                start, end = self._outline.lines[number]
                furniture[number] = is_page_furniture(self._text[start : min(end, start + 200)])
            if furniture[number] or titles.cover(candidate.start):
                continue
            if why_no_figure(self._text, candidate) is None:
                kept.append(candidate)
        known = {candidate.start for candidate in kept}
        bare = [found for found in self._columns.bare_numbers() if found.start not in known]
        return sorted(kept + bare, key=lambda candidate: candidate.start) if bare else kept

    def paragraphs(self) -> Iterator[list[Seen]]:
        """The figures of each line, with what stands around them."""
        line: list[Seen] = []
        for candidate in self.figures():
            context = self._outline.context(candidate.start, candidate.end)
            last = line[-1] if line else None
            if last is not None and last.context.line != context.line:
                yield line
                line, last = [], None
            item = self._item_of(candidate, context)
            headings, planned = self._headings(context)
            words = self._surroundings(candidate, context, item, headings)
            link = last and Link(
                last.evidence.words.unit, last.context.sentence == context.sentence
            )
            evidence = evidence_of(words, link, self._learned)
            line.append(Seen(candidate, context, planned, evidence))
        if line:
            yield line

    def read(self, line: list[Seen]) -> Iterator[Read]:
        """The records of a line's figures, and why each is so."""
        meanings = meanings_of([seen.evidence for seen in line], self._learned)
        last = None
        for seen, meaning in zip(line, meanings, strict=True):
            link = seen.evidence.link
            before = Previous(last, link) if last is not None and link is not None else None
            yield self._read(seen, meaning, before)
            last = meaning

    def _read(self, seen: Seen, meaning: Meaning, before: Previous | None) -> Read:
        candidate, context, planned, evidence = seen
        words, item = evidence.words, evidence.words.item
        target = self._target(candidate, context, planned)
        start, end = self._normalised.span(candidate.start, candidate.end)
        region = self._region(candidate, context)
        place = candidate.start, candidate.end
        year, told = self._years.year_of(context, place, target=target)
        signs = Signs(
            rule=meaning.rule,
            lead=meaning.lead,
            indicator=meaning.indicator,
            item=item,
            unit=candidate.unit,
            target=target,
            at_home=region is not None and region == self._facts.region,
            dated=self._facts.dated if year in (None, self._facts.times.year) else told,
            placed=self._facts.placed,
        )
        figure = Figure(
            doc=self._source.doc,
            start=start,
            end=end,
            quote=self._original[start:end],
            value=candidate.value,
            unit=candidate.unit,
            bound=bound_of(self._text, candidate),
            item=item,
            status="target" if target else "actual",
            category=meaning.category,
            indicator=meaning.indicator,
            region=region,
            year=year,
            confidence=confidence_of(signs),
        )
        return Found(figure, candidate, context), meaning, signs, words, before

    def _surroundings(
        self, candidate: Candidate, context: Context, item: str, headings: str
    ) -> Surroundings:
        text = self._text
        if cell := self._columns.cell_at(candidate.start):
            head = head_words(cell.head)
            return Surroundings(candidate.unit, item, f"{head}#", f"{cell.label},{head}#", headings)
        right = self._right(candidate, context)
        left = text[max(context.clause[0], candidate.start - _LEFT_REACH) : candidate.start]
        return Surroundings(
            candidate.unit,
            item,
            f"{own_words(left)}#{right}",
            text[max(context.sentence[0], candidate.start - _FAR_REACH) : candidate.start]
            + "#"
            + right,
            headings,
        )

    def _right(self, candidate: Candidate, context: Context) -> str:
        """What follows in the clause, and a next clause that tells what became of it."""
        text = self._text
        right = text[candidate.end : min(context.clause[1], candidate.end + _RIGHT_REACH)]
        if right.startswith("、"):
            return ""  # the next item of a list says nothing about this one
        if right.startswith("("):
            right = right.partition(")")[2]  # 立案154件(其中采取留置措施9人)
        if right.endswith(","):
            follows = told_next(text, candidate, right, context)
            if follows:
                return right.rstrip(",") + follows.group()
        return right.rstrip(",。;:!?\n")

    def _item_of(self, candidate: Candidate, context: Context) -> str:
        if cell := self._columns.cell_at(candidate.start):
            return head_words(cell.head)
        before, earlier, end = "", "", context.line[0]
        if self._item is not None and self._item[2].line == context.line:
            earlier, end, last = self._item
            before = earlier if last.sentence == context.sentence else ""
        item = item_of(self._text, (end, context.line[1]), candidate, before, earlier)
        self._item = item, candidate.end, context
        return item

    def _region(self, candidate: Candidate, context: Context) -> str | None:
        """The figure's division; a paragraph may go on about that of the one before."""
        line, before = self._spoken_of
        if line != context.line:
            adjoining = 0 < context.line[0] - line[1] <= _BLANK_LINES
            self._lead = before if adjoining else None
        region = region_of(self._divisions, context, candidate.start, self._lead)
        self._spoken_of = context.line, region
        return region

    def _target(self, candidate: Candidate, context: Context, planned: str) -> bool:
        text = self._text
        left = text[context.sentence[0] : candidate.start]
        right = ""
        if text[candidate.end : candidate.end + 1] not in _STOPS:  # as it is behind most figures
            stop = _STOP.search(text, candidate.end, context.clause[1])
            right = text[candidate.end : stop.start() if stop else context.clause[1]]
        clause = text[context.clause[0] : candidate.start] + "#" + right
        future = self._years.names_future(context.sentence[0], candidate.end + len(right))
        return is_target(clause, left, planned, future=future)

    def _headings(self, context: Context) -> tuple[str, str]:
        """Title and headings, and those that may speak of a plan: the same for a line's figures."""
        last, told, planned = self._above
        if last is None or (last.line, last.headings) != (context.line, context.headings):
            headings = context.headings
            told = "|".join((self._facts.title, *headings))
            above = () if self._looks_back(context) else (*self._plan_title, *headings)
            planned = "|".join(above)
            self._above = context, told, planned
        return told, planned

    def _looks_back(self, context: Context) -> bool:
        """Whether a plan tells here what was there before it: 一、工作基础, 2025年,全州…."""
        if _LOOK_BACK.search("|".join(context.headings)):
            return True
        opening = _PAST_YEAR.match(self._text, *context.line)
        year = self._facts.times.year
        return opening is not None and year is not None and int(opening[1]) < year
