"""Cut a rectification notice into its numbered or titled pieces, whatever marks them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from etl.ledger_status import (
    closing_state,
    has_label,
    heading_state,
    prose_state,
    standing_state,
    tells_state,
)
from etl.ledger_words import ends_in_fault, ledger_words, problem_like

_N = r"[\d一二三四五六七八九十]{1,3}"
_HAN = "[一二三四五六七八九十]{1,3}"
_BULLET = (
    "[\u2503\u25c6\u25a0\u2606\u2605\u258c\u25b6\u25cf\u25aa\u2022\u203b\u25b2\u25b3\u25c7\u25cb]"
)
_NUMBER = re.compile(
    rf"(?P<a>第{_HAN}(?:部分|章))"
    rf"|(?P<b>{_HAN}、)"
    rf"|(?P<c>\({_HAN}\)、?)"
    rf"|(?P<s>{_BULLET}\s*(?!\s|(?:反馈)?问题\s*{_N}))"
    r"|(?P<d>\d{1,3}(?:\.(?!\d)|、|\.(?=\d{1,3}[个家名户宗笔起处所项条])))"  # 5.2个项目未报批
    r"|(?P<e>\(\d{1,3}\))|(?P<j>\d{1,2}\))"
    rf"|(?P<f>{_HAN}是(?!否)|第{_HAN},)"
    r"|(?P<g>[\u2460-\u2473])"
    # 问题7: 反馈问题一: 【问题1】 (问题3) 第二项问题:
    rf"|(?P<h>(?:{_BULLET}\s*)?[【\[(]?[^\s,。;:“”()【】]{{0,6}}(?:问题|意见|事项|任务)(?:编号|序号)?\s*\(?{_N}\s*"
    rf"(?:[】\])]\s*[:.、]?|[:.、]|(?=\s|关于|[“\"]))\s*|第{_N}[项个条](?:问题)?[:,、]|{_N}号(?:问题|任务|事项):)"
    r"|(?P<i>\u2014\u2014)"
)
# Styles by their usual rank, from the outermost; the rest rank by where they stand.
_RANKS = "abcdejfg"
_FIRST = re.compile(r"第一|\(?[一1][)、.是]|\u2460")
_OFTEN = 2  # lists that must open under a style of lower rank before it is taken to be above
# 对…问题,已…。对…问题,正在…: several of one paragraph, never 对反馈的问题,逐项整改
_NAMED_FAULT = (
    r"对(?!于|照|上述|以上|这些|此|其他|尚未|未|整改|[^,。:;\n]{0,6}(?:反馈|存在|查出|发现|指出)的?问题)"
    r"[^,。:;\n]{6,80}?问题,"
)
_NAMED = re.compile(_NAMED_FAULT)
_PARAGRAPH = re.compile(
    '(?:关于|针对)(?![^,。:“]{0,10}(?:以上|上述|[的出][\\d一二三四五六七八九十]+(?:个|方面|项|类|条)))(?:[“"]|(?:反馈的?)?[^,。:;\n]{4,80}?问题(?=[,。:(]|$))|[“"][^”"\n]{2,80}[”"][。:]?$'
    # 反馈“…”的问题,已…
    "|[^\\s“”,。;:]{0,8}“[^”\n]{4,120}”(?:的|等|这一)*(?:问题|意见)"
)
# A new problem may begin inside a line: …问题。二是关于“…”的问题。… ②整改“…”问题。
_INLINE = re.compile(
    rf"(?<=[。;:\s])(?:(?P<sure>{_HAN}是(?:关于|针对)|(?<=。)关于[^,。:;\n]{{4,60}}?问题[,。]"
    rf"|(?<=。)针对[“\"][^,。:;\n]{{4,60}}?问题[,。]"
    rf"|(?<=。){_NAMED_FAULT}"
    rf"|(?<=。)(?:反馈)?问题\s*{_N}[:、.]|(?:{_HAN}是|\d{{1,2}}[.、]|\(\d{{1,2}}\))(?:反馈|存在)?问题:"
    rf"|[\u2460-\u2473](?!\S{{0,2}}[\u2460-\u2473]))"
    rf"|(?:{_HAN}是|第{_HAN},|\(\d{{1,2}}\)|\d{{1,2}}(?:、|\.(?!\d)))(?P<words>[^,。;:\n]{{4,60}})[,。:])"
)
_TITLE_END = re.compile("[。:\n]|(?<=问题),|【|;(?=整改|措施)|\u2014\u2014(?=[^\n。]{13})")
# 关于“…。…”的问题: a title in quotation marks may hold sentences and quotations of its own
_QUOTED = re.compile(r"(?:[^“”。\n]{0,16}(?:关于|针对|反馈|指出|发现|整改|对|就))?(?P<open>“)")
_QUOTED_CAP = 400
_WHOSE = re.compile("[^\\s,。;:“”()【】]{2,14}")
_BODY = re.compile(
    "(?:[省市县区旗乡镇村院校园站队]|街道|社区|局|委|办|厅|公司|中心|集团|小学|中学|[一二三四五六七八九]中)$"
)
_OF_FORM = re.compile(
    "问题|意见|整改|措施|情况|时[限间]|责任|目标|状态|结果|成效|方面|表现|反馈|指出"
)
_ENTRY = re.compile(
    r"[【\[]?(?:反馈|反映|举报|投诉|存在|具体|主要)?的?(?:主要|重大|突出|一般)?"
    r"(?:问题|意见|事项|隐患|不足|短板)(?:描述|内容|表述|概述|表现)?[:】\]]\s*"
    rf"|(?P<task>(?:[^\s,。;:]{{0,14}}反馈(?:意见|问题)?)?整改(?:任务|事项)(?:内容|描述)?(?:\s*问题(?:编号|序号){_N})?[:】]\s*)"
    r"|[^\s,。;:]{2,6}(?:反馈|指出)(?:的?问题)?:\s*"
)
_DESCRIBED = re.compile("[【\\[]?(?:问题|具体|主要)(?:描述|表述|概述|表现)")
# 问题1, or 1.反馈问题, whose words stand on the next line
_NO_TITLE = re.compile(
    r"\s*(?:(?:巡[视察]|督[察查]|审计)?(?:反馈|存在|具体)的?(?:主要)?(?:问题|意见)"
    r"|(?:[^\s,。;:]{0,10}反馈(?:意见|问题)?)?整改(?:任务|事项)(?:内容|描述)?|问题(?:描述|内容|概述))?[:。]?\s*"
)
_SECTION = re.compile(
    "(?:已|正在|基本)[^,。]{0,4}(?:完成|推进|解决|到位|整改|销号)[^,。]{0,4}(?:问题|事项)|"
    "方面(?:的?(?:问题|整改))?[^,。]{0,8}$"
    "|(?:反馈|指出|查出|检视|发现|存在)(?:出)?的?(?:主要|具体|突出|重点)?(?:问题|意见)[^,。]{0,14}$"
)
_LABEL_LINE = re.compile(r"[^\s,。;:]{0,10}[:】]|[(【]")
_CHAPTER_LABEL = re.compile("整改(?:目标|措施|时限|(?:责任|牵头)单位)[:】]|(?:整改)?完成情况[:】]")
# 整改情况:(1)…;(2)…: what is numbered in one sentence of such a line are measures
_MEASURES = re.compile(
    r"\s*[【\[]?(?:整改|落实|主要|具体|采取的?)*(?:情况|措施|举措|做法|成效|进展)[^:,。]{0,6}[:】]"
)
_FRAMED = re.compile(r"[【\[](?P<words>[^【】\[\]\n]{5,80})[】\]]\s*$", re.MULTILINE)
_LABELS = (
    "(?:反馈|存在|具体|主要|发现|检查)?的?(?:主要|具体)?(?:问题|意见|事项)(?:描述|表述|表现|内容|概述)?"
    "|整改(?:措施|情况|举措|成效|结果|状态|进展|时限|期限|目标|责任人|责任单位|(?:完成|落实|进展)情况)"
    "|(?:完成|办理|落实)(?:情况|结果|时限|时间)|责任(?:单位|领导|部门|人)|牵头(?:单位|部门)|是否完成"
)
_STRAIGHT = re.compile(r'"([^"\n]*)"')
# the head of a table's column stands but once; 进展情况 alone may end a title cut in two
_LABEL_ALONE = re.compile(rf"^[^\S\n]*(?P<label>{_LABELS})[^\S\n]*\n\s*(?=\S)", re.MULTILINE)
_FIRST_SENTENCE = re.compile(r"(?P<words>[^。:,\n]{6,60})。(?=[^\n]{6})")
_ANSWERS = re.compile(r"(?:反馈|巡[视察]|问题|意见|的)*整改(?:工作|落实|进展|完成)*情况\s*")
_CIRCLED = re.compile(r"[\u2460-\u2473]")
_LABEL_FRAMED = re.compile(rf"[【\[]((?:{_LABELS}))[】\]](?!:)")
_HEADING_CAP = 40


@dataclass(slots=True)
class Unit:
    """A piece of the notice: its title and what follows up to the next piece."""

    level: int
    style: str
    start: int  # of the title
    end: int
    body_end: int
    path: tuple[str, ...] = ()
    mark: int = 0  # where its number begins
    headless: bool = False  # numbered 整改任务 or the like, the problem's words on the next line

    @property
    def body(self) -> tuple[int, int]:
        """What follows the title."""
        return self.end, self.body_end


def with_labels(text: str) -> str:
    """The text, of the same length, with quotation marks that open and close, and with a colon
    behind labels that stand on lines of their own.

    Forms lose their frames when copied: 问题, then its words, then 整改情况, then what was done.
    """
    text = _STRAIGHT.sub(r"“\1”", text)
    text = _LABEL_FRAMED.sub(r" \1:", text)
    often = Counter(found["label"] for found in _LABEL_ALONE.finditer(text))

    def closed(found: re.Match[str]) -> str:
        words, gap = found.group(), found.end() - found.end("label")
        return words if often[found["label"]] < 2 else words[:-gap] + ":" + " " * (gap - 1)

    return _LABEL_ALONE.sub(closed, text)


def units(text: str) -> list[Unit]:
    """The pieces in order, each under the headings that it stands under."""
    found: list[Unit] = []
    stack: list[tuple[str, str]] = []
    pieces = _pieces(text)
    bare = _bare_headings(text, pieces) | _entries(text, pieces) | _named_faults(text, pieces)
    bare |= _framed_headings(text, pieces) | _stated_faults(text, pieces)
    reversed_ranks = _reversed_ranks(text, pieces)
    for i, (start, end) in enumerate(pieces):
        number = _NUMBER.match(text, start, end)
        style = number.lastgroup if number else _unnumbered(text, start, end, bare)
        if style is None:
            if found and not ledger_words("closing").match(text, start, end):
                found[-1].body_end = end
            continue
        begin, title_end = _title_of(text, number.end() if number else start, end)
        mark = start
        if _NO_TITLE.fullmatch(text, begin, title_end) and i + 1 < len(pieces):
            following = pieces[i + 1]
            if not _NUMBER.match(text, *following) and not _LABEL_LINE.match(text, *following):
                begin, title_end = _title_of(text, *following)
                end = following[1]
        _unwind(stack, style, reversed_ranks)
        path = tuple(_heading(words) for _, words in stack)
        # whether the words are no heading's: they stand on the next line, or behind 整改任务:
        entry = _ENTRY.search(text, mark, begin)
        headless = end != pieces[i][1] or (entry is not None and entry["task"] is not None)
        found.append(Unit(len(stack), style, begin, title_end, end, path, mark, headless))
        stack.append((style, text[begin:title_end]))
    return _without_measures(text, _with_parts(text, found))


def _unnumbered(text: str, start: int, end: int, bare: set[int]) -> str | None:
    if _PARAGRAPH.match(text, start, end):
        return "p"
    return "q" if start in bare else None


def _title_of(text: str, start: int, end: int) -> tuple[int, int]:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    if framed := _FRAMED.match(text, begin, end):
        return framed.span("words")
    entry = _ENTRY.match(text, begin, end)
    if entry and entry.end() < end:
        begin = entry.end()
    closed = _quotation_end(text, begin, end)
    if closed > begin and text.startswith("”,", closed):  # 对“…”,建立机制
        return begin, closed + 1
    stop = _TITLE_END.search(text, max(begin + 1, closed), end)
    if stop and stop.group() == ":" and _names_whose(text, begin, stop.end(), end):
        stop = _TITLE_END.search(text, stop.end(), end)
    title_end = stop.start() if stop else end
    comma = text.find(",", begin, title_end)
    if comma > 0 and _is_problem_and_more(text, begin, comma, title_end):
        title_end = comma
    return begin, title_end


def _names_whose(text: str, start: int, colon: int, end: int) -> bool:
    """Whether the words before a colon say whose problem follows: 某县:台账不全。"""
    whose = text[start : colon - 1]
    words = re.split("[,。;:\n]", text[colon:end], maxsplit=1)[0]
    if not _WHOSE.fullmatch(whose.strip()) or _OF_FORM.search(whose):
        return False
    if problem_like(whose):
        return False
    named = _BODY.search(whose) and not ledger_words("measure").search(words)
    return bool(named) or problem_like(words)


def _quotation_end(text: str, start: int, end: int) -> int:
    """Where the quotation closes that a title begins with; ``start`` where it begins with none."""
    quoted = _QUOTED.match(text, start, end)
    if quoted is None:
        return start
    depth = 0
    for i in range(quoted.start("open"), min(end, quoted.start("open") + _QUOTED_CAP)):
        depth += (text[i] == "“") - (text[i] == "”")
        if depth == 0:
            return i
    return start


def _is_problem_and_more(text: str, start: int, comma: int, end: int) -> bool:
    """Whether one sentence tells problem and progress: 联系实际不紧,已建立机制,完成整改。"""
    balanced = text.count("“", start, comma) == text.count("”", start, comma)
    words = text[start:comma]
    return balanced and problem_like(words) and prose_state(text, comma, end).status is not None


def _unwind(stack: list[tuple[str, str]], style: str, reversed_ranks: set[str]) -> None:
    """Close what a piece of this style ends: its like, or what ranks below it."""
    if any(style == above for above, _ in stack):
        while stack.pop()[0] != style:
            pass
    elif style in _RANKS:
        rank = _RANKS.index(style)
        while stack and _RANKS.find(stack[-1][0]) > rank:
            if stack[-1][0] + style in reversed_ranks:
                break
            stack.pop()


def _reversed_ranks(text: str, pieces: list[tuple[int, int]]) -> set[str]:
    """Pairs of styles that this notice sets the other way round: ①…1.…2.…②…1.…"""
    opened: Counter[str] = Counter()
    sure: set[str] = set()  # (1) and at once 1.
    above, was_first = "", False
    for start, end in pieces:
        number = _NUMBER.match(text, start, end)
        if number is None or (number.lastgroup or "") not in _RANKS:
            continue
        style = number.lastgroup or ""
        is_first = _FIRST.match(text, start, end) is not None
        if above != style and is_first:
            opened[above + style] += 1
            sure |= {above + style} if was_first else set()
        above, was_first = style, is_first
    return {
        pair
        for pair, often in opened.items()
        if len(pair) > 1
        and _RANKS.index(pair[0]) > _RANKS.index(pair[1])
        and (often >= _OFTEN or pair in sure)
        and not opened[pair[::-1]]
    }


def _heading(words: str) -> str:
    return words.strip(" 。:;,")[:80]


def _pieces(text: str) -> list[tuple[int, int]]:
    """Lines, cut where a new problem begins inside one."""
    pieces = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        told = _MEASURES.match(text, start, end)
        if told and _lists_measures(text, told.end(), end, pieces):
            pieces.append((start, end))
            start = end + 1
            continue
        found = _INLINE.finditer(text, start, end)
        inside = (
            cut.start()
            for cut in found
            if cut["sure"]
            or (not (told and text[cut.start() - 1] in ";:") and problem_like(cut["words"]))
        )
        for begin, stop in itertools.pairwise([start, *inside, end]):
            lead = len(text[begin:stop]) - len(text[begin:stop].lstrip())
            if begin + lead < stop:
                pieces.append((begin + lead, stop))
        start = end + 1
    return pieces


def _lists_measures(text: str, start: int, end: int, before: list[tuple[int, int]]) -> bool:
    """Whether what is numbered behind a label from the first word on are measures.

    As many as the pieces before, ①…②… for ①…②…, they tell what was done about each of these.
    """
    number = _NUMBER.match(text, start, end)
    if number is None:
        return False
    count = len(_CIRCLED.findall(text, start, end))
    if count > 1 and all(_CIRCLED.match(text, begin) for begin, _ in before[-count:]):
        return False
    first = re.split("[,。;:]", text[number.end() : min(end, number.end() + 80)], maxsplit=1)[0]
    return not problem_like(first)


def _bare_headings(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Several short lines without number or full stop, each with a told state behind it."""
    marks = {i for i, piece in enumerate(pieces) if _NUMBER.match(text, *piece)}
    short = [i for i in range(len(pieces)) if _is_short(text, pieces, i)]
    ends = sorted({*marks, *short, len(pieces)})
    found = set()
    for here, following in itertools.pairwise(ends):
        if here in marks or following - here < 2:
            continue
        body = pieces[here][1], pieces[following - 1][1]
        if tells_state(text, *body):
            found.add(pieces[here][0])
    return found if len(found) > 1 else set()


def _framed_headings(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Lines that stand whole between brackets, where several name what is wrong: 【参保不到位】"""
    framed = [(start, found) for start, end in pieces if (found := _FRAMED.match(text, start, end))]
    faults = sum(problem_like(found["words"]) for _, found in framed)
    return {start for start, _ in framed} if faults > 1 and faults * 3 >= len(framed) * 2 else set()


def _entries(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Lines that a label makes a problem, where there are several: 反馈问题:调处机制不顺"""
    found = set()
    named = False  # 1.关于失水率偏高问题, which 问题描述:… below it tells at length
    for start, end in pieces:
        label = _ENTRY.match(text, start, end)
        if label and label.end() < end and not (named and _DESCRIBED.match(text, start)):
            found.add(start)
        number = _NUMBER.match(text, start, end)
        named = number is not None and (
            problem_like(text[number.end() : end])
            or _PARAGRAPH.match(text[number.end() : end].strip()) is not None
        )
    if len(found) != 1:
        return found
    chapters = sum(bool(_CHAPTER_LABEL.match(text, *piece)) for piece in pieces)
    return found if chapters > 1 else set()


def _named_faults(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Sentences that name a problem each, where there are several: 对…问题,已…"""
    found = {start for start, end in pieces if _NAMED.match(text, start, end)}
    return found if len(found) > 1 else set()


def _stated_faults(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Paragraphs of a problem each, without number: 甲县产业滞后。甲县已配套。整改完成。"""
    told: dict[int, bool] = {}
    for start, end in pieces:
        first = _FIRST_SENTENCE.match(text, start, end)
        if first is None or _NUMBER.match(text, start, end):
            continue
        if closing_state(text, first.end(), end) or standing_state(text, first.end(), end):
            told[start] = problem_like(first["words"])
    faults = sum(told.values())
    return set(told) if faults > 1 and faults * 3 >= len(told) * 2 else set()


def _is_short(text: str, pieces: list[tuple[int, int]], i: int) -> bool:
    start, end = pieces[i]
    line = text[start:end].rstrip()
    return (
        4 <= len(line) <= _HEADING_CAP
        and line[-1] not in "。;:!?,)】"
        and not _NUMBER.match(line)
        and not _LABEL_LINE.match(line)
        and not ledger_words("closing").match(line)
    )


def _with_parts(text: str, found: list[Unit]) -> list[Unit]:
    """One problem told in chapters: 一、整改任务 二、整改措施 三、整改完成情况."""
    kept: list[Unit] = []
    whole: Unit | None = None  # the problem whose chapters follow
    for unit in found:
        if whole is not None and unit.level > whole.level:
            whole.body_end = unit.body_end
            continue
        if whole is not None and unit.level == whole.level and _is_part(text, unit):
            whole.body_end, whole.style = unit.body_end, "h"
            continue
        whole = unit if unit.headless else None
        kept.append(unit)
    return kept


def _is_part(text: str, unit: Unit) -> bool:
    heading = _heading(text[unit.start : unit.end]).partition(" ")[0]  # 整改目标 水质达到Ⅲ类
    return ledger_words("part").search(heading) is not None


def is_no_problem(text: str, unit: Unit) -> bool:
    """Whether a title is that of organisation or plans; what it quotes makes it no such title."""
    quoted = _QUOTED.match(text, unit.start, unit.end)
    if quoted or ends_in_fault(text[unit.start : unit.end]):  # 工作成效不明显
        return False
    return bool(ledger_words("not_problem").search(text, unit.start, unit.end))


def _without_measures(text: str, found: list[Unit]) -> list[Unit]:
    """Numbered measures under a problem belong to it: 1.关于…问题 一是加快报批。二是清理股权。"""
    kept: list[Unit] = []
    i = 0
    while i < len(found):
        unit, after = found[i], i + 1
        while after < len(found) and found[after].level > unit.level:
            after += 1
        below = found[i + 1 : after]
        if below and _belong(text, unit, below):
            unit.body_end = found[after - 1].body_end
            i = after - 1
        kept.append(unit)
        i += 1
    return kept


def _belong(text: str, unit: Unit, below: list[Unit]) -> bool:
    """Whether what stands below a piece tells of that one problem."""
    if is_no_problem(text, unit) or _answers(text, unit):
        return False
    if _are_parts(text, below):
        return True
    if _all_measures(text, below):
        return True
    if _is_problem(text, unit) and (
        _told_behind(text, below) or heading_state(text, unit.start, unit.end)
    ):
        return True
    if not _are_measures(text, below):
        return False
    if _summed_up(text, below):
        return True
    # 一是… and ①… are measures more often than 1.… and (一)…, which list problems under a section
    named = unit.style in "hpq" or text.startswith(("关于", "针对"), unit.start)
    sure = named or below[0].style in "fgi" or tells_state(text, *unit.body)
    return sure and _is_problem(text, unit)


def _answers(text: str, unit: Unit) -> bool:
    """Whether a chapter holds what was done about the problems of the one before it."""
    return unit.level == 0 and _ANSWERS.fullmatch(text, unit.start, unit.end) is not None


def _are_parts(text: str, children: list[Unit]) -> bool:
    """Whether what is numbered under a heading are the parts of one problem: (一)措施 (二)成效."""
    level = children[0].level
    return all(_is_part(text, child) for child in children if child.level == level)


def _is_problem(text: str, unit: Unit) -> bool:
    """Whether a title is one problem's, and not a section's: 巡视反馈问题, 作风不实方面."""
    words = text[unit.start : unit.end]
    if unit.style in "hpq":
        return True
    return problem_like(words) and not _SECTION.search(words)


def _are_measures(text: str, children: list[Unit]) -> bool:
    direct = [child for child in children if child.level == children[0].level]
    told = [tells_state(text, child.end, child.body_end) for child in direct]
    if len(children) > len(direct) or sum(told) > 1:
        return False
    problems = sum(problem_like(_clause(text, child)) for child in direct)
    inside = children[0].style in "fi" or (told[-1] and len(direct) > 1)
    return problems * 2 < len(direct) or (inside and problems < len(direct))


def _all_measures(text: str, children: list[Unit]) -> bool:
    """Whether 一是…二是… tell nothing but measures, and one state at most: theirs together."""
    if children[0].style not in "fg" or any(problem_like(_clause(text, c)) for c in children):
        return False
    return sum(tells_state(text, *child.body) for child in children) <= 1


def _clause(text: str, unit: Unit) -> str:
    """The first clause of a title."""
    return re.split("[,。]", text[unit.start : unit.end], maxsplit=1)[0]


def _told_behind(text: str, children: list[Unit]) -> bool:
    """Whether a line behind the last of several pieces tells the progress of them all."""
    last = children[-1]
    if last.level > children[0].level:
        return False
    line = text.rfind("\n", last.end, last.body_end) + 1
    stands_alone = line > 0 and _LABEL_LINE.match(text[line : last.body_end].lstrip())
    return bool(stands_alone) and _summed_up(text, children)


def _summed_up(text: str, children: list[Unit]) -> bool:
    """Whether only the last of several pieces has a label, for the progress of them all."""
    labels = [has_label(text, child.end, child.body_end) for child in children]
    return len(labels) > 1 and labels[-1] and sum(labels) == 1
