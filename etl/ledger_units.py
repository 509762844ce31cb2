"""Put the pieces of a notice under the headings that they stand under, each with its title."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from etl.ledger_faults import problem_like
from etl.ledger_headings import (
    ENTRY,
    FRAMED,
    PARAGRAPH,
    by_faults,
    framed_fault,
    opening_fault,
    unnumbered_headings,
)
from etl.ledger_pieces import LABEL_LINE, NUMBER, N, pieces
from etl.ledger_status import count_of, prose_state
from etl.ledger_words import ledger_words

# Styles by their usual rank, from the outermost; the rest rank by where they stand.
_RANKS = "abcdkejfg"
_FIRST = re.compile(r"第一|\(?[一1][)、.是]|\u2460")
_OUTERMOST = _RANKS[0]
# 项目一:就业补助资金 and its 问题1:… 问题2:…, which else are numbered alike
_PROJECT = "项目"
_PROBLEM_OF_PROJECT = re.compile(rf"(?:问题|隐患)\s*{N}[:、.]")
_ANSWER = "m"  # measures numbered as the problems are
_COUNT = re.compile("\\d+|[一二三四五六七八九十]+")
_LABEL_ALONE = re.compile(r"[【\[]?整改[^\s,。;:]{0,8}[:】]\s*")
_OFTEN = 2  # lists that must open under a style of lower rank before it is taken to be above
_TITLE_END = re.compile(
    "[。:\n]|(?<=问题),|【|;(?=整改|措施)"
    r"|\((?=(?:原定|计划)?(?:整改|完成)?(?:[时期]限|时间|责任)[^()\n]{0,10}:)"  # (完成时限:3月底)
    r"|\u2014\u2014(?=[^\n。]{13})"
)
# 对尚未整改到位的问题,县审计局将继续督促。 局党组将以此为契机…
_LAST_WORDS = re.compile(
    r"\s*(?:对(?:于)?(?:尚未|仍未|未)[^,。;]{0,10}(?:问题|事项|任务)|从整改(?:情况|总体)"
    r"|[^,。;:“”]{0,16}(?:党[委组]|党工委|党总?支部|支部|政府|审计[局厅署]|领导小组|整改办|督[查察][组室]?|医院|学校|集团|公司|局)"
    r"(?:将|要)(?:以|持续|继续|坚[持决]|进一步|紧盯|一如既往|严格|认真|扎实))"
)
# 关于“…。…”的问题: a title in quotation marks may hold sentences and quotations of its own
QUOTED = re.compile(r"(?:[^“”。\n]{0,16}(?:关于|针对|反馈|指出|发现|整改|对|就),?)?(?P<open>“)")
_LABEL_BEHIND = re.compile("整改(?:落实|完成|进展)?(?:情况|进度|状态|结果)[:】]")
_WHOSE_REACH = 20  # characters in which a body's name ends
_QUOTED_CAP = 400
_DASH = "——"
_WHOSE = re.compile("[^\\s,。;:“”()【】]{2,14}")
_BODY = re.compile(
    "(?:[省市县区旗乡镇村院校园站队所厂店]|街道|社区|局|委|办|厅|公司|中心|集团|小学|中学|[一二三四五六七八九]中)$"
)
_OF_FORM = re.compile(
    "问题|意见|整改|措施|情况|时[限间]|责任|目标|状态|结果|成效|方面|表现|反馈|指出"
)
# 一、省级督察反馈问题, where the next chapters are 二、整改目标 and so on, not other problems
_ASKED = re.compile(
    r"(?!目标)[^,。;:“”]{0,30}(?:问题|任务|事项|意见)(?:建议)?(?:内容|描述|(?:基本)?情况)?[:。]?\s*"
)
# 第6项整改任务:… 反馈问题(整改任务第六项):… 受理编号X0241。反映:… say which one it is first
_WHICH = re.compile(
    rf"[^,。;:\n]{{0,40}}第{N}项(?:反馈)?(?:整改)?(?:任务|问题|意见|事项)?:\s*"
    rf"|[^,。;:()\n]{{0,8}}(?:问题|任务|事项)\([^()\n]{{0,12}}第{N}[项条]\):\s*"
    r"|(?:受理|举报|信访|投诉|案件)编号:?\s*[A-Za-z\d]{4,30}[。,;]?\s*(?:(?:反映|举报|投诉)(?:内容)?:)?\s*"
)
_COMMA = re.compile(r",(?!\d{3})")  # never that of 1,047人
_FIELD = re.compile("[^,。;:“”]{2,16}方面[。:]\\s*(?=\\S)")  # 1.医保方面。12家机构超收,已…
# 问题1, or 1.反馈问题, whose words stand on the next line
_NO_TITLE = re.compile(
    r"\s*(?:(?:巡[视察]|督[察查]|审计)?(?:反馈|存在|具体)的?(?:主要)?(?:问题|意见)"
    r"|(?:[^\s,。;:]{0,10}反馈(?:意见|问题)?)?整改(?:任务|事项)(?:内容|描述)?|问题(?:描述|内容|概述))?[:。]?\s*"
)


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
    told_from: int = 0  # where the chapter begins that tells the progress, for one told in chapters

    @property
    def progress(self) -> tuple[int, int]:
        """Where the progress is told: never in the chapters of goals and measures."""
        return self.told_from or self.end, self.body_end

    @property
    def body(self) -> tuple[int, int]:
        """What follows the title."""
        return self.end, self.body_end


def units(text: str, *, any_line: bool = False) -> list[Unit]:
    """The pieces in order, each under the headings that it stands under.

    ``any_line`` takes whatever line or sentence names a fault first, for texts that show no
    other sign of their problems.
    """
    found: list[Unit] = []
    stack: list[tuple[str, str]] = []
    cut = pieces(text)
    if any_line:
        cut = [piece for line in cut for piece in by_faults(text, *line)]
    bare = unnumbered_headings(text, cut, any_line=any_line)
    reversed_ranks = _reversed_ranks(text, cut)
    answers = _answers(text, cut, bare)
    projects = any(_PROBLEM_OF_PROJECT.match(text, *piece) for piece in cut)
    closed = False  # whether what the last unit has told is over
    taken = -1  # a piece whose words were taken for the title of the one before it
    for i, (start, end) in enumerate(cut):
        if i == taken:
            continue
        number = NUMBER.match(text, start, end)
        style = number.lastgroup if number else _unnumbered(text, start, end, bare)
        if start in answers:
            style = _ANSWER
        if number and projects and number.group().startswith(_PROJECT):
            style = _OUTERMOST
        if style is None:
            closed = closed or (bool(found) and _closes(text, found[-1], start, end))
            if found and not closed:
                found[-1].body_end = end
            continue
        closed = False
        begin, title_end = _title_of(text, number.end() if number else start, end)
        if any_line and (opening := opening_fault(text, start, end)):
            begin, title_end = opening
        mark = start
        if i + 1 < len(cut):
            following = cut[i + 1]
            below = NUMBER.match(text, *following)
            plain = not below and not LABEL_LINE.match(text, *following)
            if opens := _opens_form(text, cut, i, begin, title_end):
                taken = i + 1
            if opens or (plain and _NO_TITLE.fullmatch(text, begin, title_end)):
                first = below.end() if below else following[0]
                end = following[1]
                begin, title_end = _title_of(text, first, end)
        _unwind(stack, style, reversed_ranks)
        path = tuple(heading_words(words) for _, words in stack)
        # whether the words are no heading's: they stand on the next line, or behind 整改任务:
        entry = ENTRY.search(text, mark, begin)
        headless = end != cut[i][1] or (entry is not None and entry["task"] is not None)
        found.append(Unit(len(stack), style, begin, title_end, end, path, mark, headless))
        stack.append((style, text[begin:title_end]))
    return found


def _answers(text: str, cut: list[tuple[int, int]], bare: set[int]) -> set[int]:
    """Where the measures begin that are numbered as their problems are: 1.… 整改情况: 1.… 2.… 2.…

    They stand below a label on a line of its own and are counted anew, or answer 问题描述:… of
    ``bare`` above it; what goes on with the count of the problems is the next of these.
    """
    found: set[int] = set()
    counts: dict[str, int] = {}  # of each style, how far the problems are counted
    inner: dict[str, int] = {}  # and the measures of the last of them
    labels = [_LABEL_ALONE.fullmatch(text, *piece) is not None for piece in cut]
    numbers = [NUMBER.match(text, *piece) for piece in cut]
    labelled = asked = False
    for i, (start, _) in enumerate(cut):
        number = numbers[i]
        if number is None:
            labelled = labels[i]
            asked = asked or start in bare
            continue
        style, told = number.lastgroup or "", _COUNT.search(number.group())
        count = count_of(told.group()) if told else None
        if count is None or style == "f":  # 一是…;二是… answered in turns
            continue
        if count == 1 and labelled and (style in counts or asked):
            inner = {style: 1}
            found.add(start)
        elif inner.get(style) == count - 1 and not (
            counts.get(style) == count - 1 and _labelled_next(labels, numbers, i)
        ):
            inner[style] = count
            found.add(start)
        else:
            counts[style], inner = count, {}
        labelled = asked = False
    return found


def _labelled_next(labels: list[bool], numbers: list[re.Match[str] | None], i: int) -> bool:
    """Whether a label on a line of its own stands before the next number."""
    behind = itertools.takewhile(lambda at: numbers[at] is None, range(i + 1, len(labels)))
    return any(labels[at] for at in behind)


def _closes(text: str, unit: Unit, start: int, end: int) -> bool:
    """Whether a paragraph speaks of the whole notice, and no longer of the problem before it."""
    if ledger_words("closing").match(text, start, end):
        return True
    told = text[slice(*unit.body)].strip("。;, \n")
    return bool(told) and _LAST_WORDS.match(text, start, end) is not None


def _opens_form(text: str, cut: list[tuple[int, int]], i: int, begin: int, title_end: int) -> bool:
    """Whether a chapter holds the notice's one problem: the next is 二、整改目标 or the like.

    The problem's words are its only piece, numbered or not.
    """
    number = NUMBER.match(text, *cut[i])
    if number is None or i + 2 >= len(cut) or not _ASKED.fullmatch(text, begin, title_end):
        return False
    after = NUMBER.match(text, *cut[i + 2])
    if after is None or after.lastgroup != number.lastgroup:
        return False
    below = [NUMBER.match(text, *piece) for piece in cut[i + 3 : i + 5]]
    listed = [mark for mark in below if mark and mark.lastgroup != number.lastgroup]
    if len(listed) > 1 and all(_heads_problem(text, mark.end()) for mark in listed):
        return False  # 二、整改情况 (一)重复发放补贴。… lists problems of its own
    return is_part(heading_words(text[after.end() : cut[i + 2][1]]))


def _heads_problem(text: str, start: int) -> bool:
    """Whether the words behind a number, up to their first stop, name a fault."""
    return problem_like(re.split("[。:\n]", text[start : start + _QUOTED_CAP], maxsplit=1)[0])


def in_its_line(text: str, unit: Unit, last: Unit) -> bool:
    """Whether a later piece stands in the line that a piece begins."""
    return text.find("\n", unit.start, last.start) < 0


def is_part(heading: str) -> bool:
    """Whether a heading is that of a part of what is told of one problem: 整改措施."""
    words = heading.partition(" ")[0]  # 整改目标 水质达到Ⅲ类
    return ledger_words("part").search(words) is not None


def _unnumbered(text: str, start: int, end: int, bare: set[int]) -> str | None:
    if PARAGRAPH.match(text, start, end):
        return "p"
    return "q" if start in bare else None


def _title_of(text: str, start: int, end: int) -> tuple[int, int]:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    if framed := FRAMED.match(text, begin, end):
        return framed.span("words")
    if first := framed_fault(text, begin, end):
        return first
    entry = ENTRY.match(text, begin, end)
    if entry and entry.end() < end:
        begin = entry.end()
    if (which := _WHICH.match(text, begin, end)) and which.end() < end:
        begin = which.end()
    if (field := _FIELD.match(text, begin, end)) and opening_fault(text, field.end(), end):
        begin = field.end()
    dash = text.find(_DASH, begin, begin + _WHOSE_REACH) + len(_DASH)
    if dash > begin and _names_whose(text, begin, dash, end):
        begin = dash
    closed = _quotation_end(text, begin, end)
    if closed > begin and _LABEL_BEHIND.match(text, closed + 1, end):  # “…”整改进展情况:已完成
        return begin, closed + 1
    if closed > begin and text.startswith("”,", closed):  # 对“…”,建立机制
        return begin, closed + 1
    stop = _TITLE_END.search(text, max(begin + 1, closed), end)
    if stop and stop.group() == ":" and _names_whose(text, begin, stop.end(), end):
        stop = _TITLE_END.search(text, stop.end(), end)
    title_end = stop.start() if stop else end
    comma = _COMMA.search(text, begin, title_end)
    if comma and _is_problem_and_more(text, begin, comma.start(), title_end):
        title_end = comma.start()
    return begin, title_end


def _names_whose(text: str, start: int, colon: int, end: int) -> bool:
    """Whether the words before a colon or dash say whose problem follows: 某县:台账不全。"""
    whose = text[start:colon].rstrip(":—")
    words = re.split("[,。;:\n]", text[colon:end], maxsplit=1)[0]
    if not _WHOSE.fullmatch(whose.strip()) or _OF_FORM.search(whose):
        return False
    is_body = _BODY.search(whose) is not None
    if problem_like(whose) and not is_body:
        return False
    return (is_body and not ledger_words("measure").search(words)) or problem_like(words)


def _quotation_end(text: str, start: int, end: int) -> int:
    """Where the quotation closes that a title begins with; ``start`` where it begins with none."""
    quoted = QUOTED.match(text, start, end)
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
    if re.search(r"问题\s*(?:\([^()]*\))?$", text[comma:end]):  # 设备老化,隐患未根除的问题
        return False
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
        number = NUMBER.match(text, start, end)
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


def heading_words(words: str) -> str:
    """A heading without the signs around it, as paths give it."""
    return words.strip(" 。:;,")[:80]
