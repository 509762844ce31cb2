"""Find the lines that head a problem without a number."""

from __future__ import annotations

import itertools
import re

from etl.ledger_faults import problem_like
from etl.ledger_pieces import ASKED, LABEL_LINE, LIMITED_FAULT, NAMED_FAULT, NUMBER, N
from etl.ledger_status import closing_state, standing_state, tells_progress, tells_state
from etl.ledger_words import ledger_words

_NAMED = re.compile(NAMED_FAULT)
PARAGRAPH = re.compile(
    '(?:关于|针对)(?!督[察查]组|巡[视察]组|[^,。:“]{0,10}(?:以上|上述|[的出][\\d一二三四五六七八九十]+(?:个|方面|项|类|条)))(?:[“"]|(?:反馈的?)?[^,。:;\n]{4,80}?问题(?=[,。:(]|$))|[“"][^”"\n]{2,80}[”"][。:]?$'
    rf"|{LIMITED_FAULT}"
    "|针对(?![^,。:;\n]{0,10}(?:反馈|存在|指出|发现|以上|上述))[^。:;\n]{4,80}?,[^,。:;\n]{2,60}的问题(?=,)"
    # 反馈“…”的问题,已…
    "|[^\\s“”,。;:]{0,8}“[^”\n]{4,120}”(?:的|等|这一)*(?:问题|意见)"
    # 巡察反馈,“…”。
    "|(?:巡[视察]|审计|督[查察])组?(?:反馈|指出)[,:]?“[^”\n]{4,120}”。"
)
ENTRY = re.compile(
    r"[【\[]?原?(?:反馈|交办|反映|举报|投诉|存在|具体|主要|检视|查摆|检查|自查)?的?(?:主要|重大|突出|一般)?"
    r"(?:问题|意见|事项|隐患|不足|短板)(?:描述|内容|表述|概述|表现|名称|清单|基本情况)?[:】\]]\s*"
    rf"|(?P<task>(?:[^\s,。;:]{{0,14}}反馈(?:意见|问题)?)?整改(?:任务|事项)(?:内容|描述)?(?:\s*问题(?:编号|序号){N})?[:】]\s*)"
    r"|(?!整改)[^\s,。;:]{2,6}(?:反馈|指出|(?<=(?:审计|检查|督查|巡察|巡视))发现)(?:的?问题)?:\s*"
    # 审计查明,…。 省督导组指出,…。 a paragraph each
    rf"|(?!整改)[^\s,。;:]{{0,10}}(?:反馈|指出|查明|反映|发现),(?!“)|{ASKED}\s*"
)
_ASKED = re.compile(rf"{ASKED}\s*[^\s]")
_ANSWERED = re.compile("[^\\s,。;:]{0,4}整改[^\\s,。;:]{0,6}[:】]")  # 今日整改进度: 整改后:
_DESCRIBED = re.compile("[【\\[]?(?:问题|具体|主要)(?:描述|表述|概述|表现)|整改前")
_CHAPTER_LABEL = re.compile(
    "(?:整改(?:目标|措施|时限)|(?:整改)?(?:责任|牵头)单位|(?:整改)?完成情况)[:】]"
)
FRAMED = re.compile(r"[【\[](?P<words>[^【】\[\]\n]{4,80})[】\]]\s*$", re.MULTILINE)
_FRAMED_FIRST = re.compile(r"[【\[](?P<words>[^【】\[\]\n]{4,80})[】\]](?=[^:\s])")
_FIRST_SENTENCE = re.compile(r"(?P<words>[^。:,\n]{4,60}|[^。:\n]{4,40})。(?=[^\n]{6})")
_ONLY_SENTENCE = re.compile(r"(?P<words>[^。:\n]{4,60})。\s*$")
_LEAD = "(?:[^\\s,。;:“”]{0,10}(?:指出|查明|反映|反馈|发现)(?:问题)?[,:]?)?"
_OPENING = re.compile(rf"\s*{_LEAD}(?P<words>(?:[^,。;:\n]|(?<=\d),(?=\d)){{4,60}})[,。;:]")
_TASK = re.compile(r"\s*整改(?:任务|事项)\s*(?:\([^()\n]{0,20}\))?\s*")  # 整改任务(反馈意见第7项)
_ANSWERED_LINE = re.compile(
    r"(?P<words>(?![^:\n]*(?:整改|责任|时限|单位|措施|情况|电话|公示))[^。;:\n]{6,50}):(?=[^\n]{10})"
)
# 某乡:优亲厚友 says whose problem it is, where 责任单位: is a label
_OF_BODY = re.compile(
    r"[^\s,。;:]{1,12}(?:[省市县区旗乡镇村院校园站队场局委办厅]|街道|社区|公司|中心|集团|小学|中学):"
)
_NO_HEADING = re.compile("[^,。;:]{0,6}(?:编号|序号)")
_SENTENCE = re.compile(r"[^。\n]+(?=。)")
_WHERE = re.compile("^[^,。:]{2,16}[中时内],")  # 抽查的两处点位中,供水站台账缺失
_PARAGRAPH_LEAST, _SENTENCE_CAP = 60, 120  # characters
_HEADING_CAP = 40
_OFTEN = 2  # headings of other kinds that show how the notice sets its problems apart
_LEAST_BODIES = 3  # lines of their own that must name a fault before each is a problem


def unnumbered_headings(
    text: str, pieces: list[tuple[int, int]], *, any_line: bool = False
) -> set[int]:
    """Where the pieces begin that head a problem though they bear no number.

    ``any_line`` takes whatever piece names a fault first, for texts that show no other sign.
    """
    if any_line:
        return {piece[0] for piece in pieces if opening_fault(text, *piece)}
    short = _bare_headings(text, pieces) | _fault_headings(text, pieces)
    below = {after[0] for here, after in itertools.pairwise(pieces) if here[0] in short}
    kinds = (_framed_headings, _entries, _named_faults, _of_bodies, _answered_faults)
    found = short.union(*(kind(text, pieces) for kind in kinds))
    found |= _stated_faults(text, pieces) - below
    running = _running_faults(text, pieces)
    found |= running if len(found - running) < _OFTEN else set()
    return {start for start in found if not ledger_words("closing").match(text, start)}


def by_faults(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line cut where a sentence names a fault first."""
    stops = (found.end() for found in re.compile("[。:]").finditer(text, start, end))
    cuts = [start, *(stop for stop in stops if opening_fault(text, stop, end)), end]
    return [piece for piece in itertools.pairwise(cuts) if piece[0] < piece[1]]


def opening_fault(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause that a piece without number opens with, where it names a fault."""
    opening = None if NUMBER.match(text, start, end) else _OPENING.match(text, start, end)
    return opening.span("words") if opening and problem_like(opening["words"]) else None


def _bare_headings(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Several short lines without number or full stop, each with a told state behind it."""
    marks = {i for i, piece in enumerate(pieces) if NUMBER.match(text, *piece)}
    short = [i for i in range(len(pieces)) if _is_short(text, pieces, i)]
    ends = sorted({*marks, *short, len(pieces)})
    found = set()
    for here, following in itertools.pairwise(ends):
        if here in marks or following - here < 2:
            continue
        body = pieces[here][1], pieces[following - 1][1]
        if tells_state(text, *body) or tells_progress(text, pieces[here][0], body[1]):
            found.add(pieces[here][0])
    return found if len(found) > 1 else set()


def _fault_headings(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Several short lines without number over a paragraph each, most of which name a fault."""
    found: dict[int, bool] = {}
    for i, (here, following) in enumerate(itertools.pairwise(pieces)):
        paragraph = text[slice(*following)].rstrip()
        if _is_short(text, pieces, i) and len(paragraph) > _HEADING_CAP and paragraph[-1] in "。;":
            found[here[0]] = problem_like(text[slice(*here)])
    several = len(found) >= _LEAST_BODIES and 3 * sum(found.values()) >= 2 * len(found)
    return set(found) if several else set()


def _answered_faults(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Lines with a fault before a colon and its account behind it: 部分学生未投保:已统一投保。

    Where they are several, and most of the lines that have a colon so early.
    """
    plain = (piece for piece in pieces if not NUMBER.match(text, *piece))
    parted = (_ANSWERED_LINE.match(text, start, end) for start, end in plain)
    found = {line.start(): problem_like(line["words"]) for line in parted if line}
    several = sum(found.values()) > _LEAST_BODIES and 3 * sum(found.values()) >= 2 * len(found)
    return set(found) if several else set()


def _framed_headings(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Lines that stand whole between brackets, where several name what is wrong: 【参保不到位】

    Or whose first words do, where these are faults: 【清收不力】中心发函催收。
    """
    framed = [(start, found) for start, end in pieces if (found := FRAMED.match(text, start, end))]
    faults = sum(problem_like(found["words"]) for _, found in framed)
    if faults > 1 and faults * 3 >= len(framed) * 2:
        return {start for start, _ in framed}
    first = {start for start, end in pieces if framed_fault(text, start, end)}
    return first if len(first) > 1 else set()


def framed_fault(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words between the brackets that open a piece, where they name a fault."""
    found = _FRAMED_FIRST.match(text, start, end)
    return found.span("words") if found and problem_like(found["words"]) else None


def _entries(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Lines that a label makes a problem, where there are several: 反馈问题:调处机制不顺"""
    found = set()
    named = False  # 1.关于失水率偏高问题, which 问题描述:… below it tells at length
    several = _describes_several(text, pieces)
    for start, end in pieces:
        label = ENTRY.match(text, start, end)
        described = named and not several and _DESCRIBED.match(text, start)
        if label and label.end() < end and not described:
            found.add(start)
        number = NUMBER.match(text, start, end)
        named = number is not None and (
            (
                problem_like(text[number.end() : end])
                and not _TASK.fullmatch(text, number.end(), end)
            )
            or PARAGRAPH.match(text[number.end() : end].strip()) is not None
            or ENTRY.match(text, number.end(), end) is not None
        )
    if len(found) != 1:
        return found
    for here, following in itertools.pairwise(pieces):
        if _ASKED.match(text, *here) and _ANSWERED.match(text, *following):
            return found
    chapters = sum(bool(_CHAPTER_LABEL.match(text, *piece)) for piece in pieces)
    return found if chapters > 1 else set()


def _describes_several(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether a chapter holds several 【问题描述】, each a problem of its own."""
    last = False  # whether a description stands behind the last number
    for start, end in pieces:
        if NUMBER.match(text, start, end):
            last = False
        elif _DESCRIBED.match(text, start):
            if last:
                return True
            last = True
    return False


def _named_faults(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Sentences that name a problem each, where there are several: 对…问题,已…"""
    found = {start for start, end in pieces if _NAMED.match(text, start, end)}
    return found if len(found) > 1 else set()


def _stated_faults(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Paragraphs of a problem each, without number: 甲县产业滞后。甲县已配套。整改完成。"""
    told: dict[int, bool] = {}
    many = 0
    faulty = set()  # those that say what is wrong, whether or not a state closes them
    for start, end in pieces:
        first = _FIRST_SENTENCE.match(text, start, end)
        if first is None or NUMBER.match(text, start, end):
            continue
        fault = problem_like(_WHERE.sub("", first["words"]))
        many += 1
        if fault:
            faulty.add(start)
        if closing_state(text, first.end(), end) or standing_state(text, first.end(), end):
            told[start] = fault
    faults = sum(told.values())
    if faults > 1 and faults * 3 >= len(told) * 2:
        return faulty | told.keys()
    return faulty if len(faulty) >= _LEAST_BODIES and 3 * len(faulty) >= 2 * many else set()


def _of_bodies(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Paragraphs that tell a body's problem each: 某乡:公厕常年上锁。乡里已配保洁员。"""
    found: dict[int, bool] = {}
    for start, end in pieces:
        body = _OF_BODY.match(text, start, end)
        if body is None:
            continue
        first = _FIRST_SENTENCE.match(text, body.end(), end)
        if first := first or _ONLY_SENTENCE.match(text, body.end(), end):
            found[start] = problem_like(first["words"])
    several = len(found) >= _LEAST_BODIES and 2 * sum(found.values()) >= len(found)
    return set(found) if several else set()


def _running_faults(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """Paragraphs whose first sentence names a fault, where most do and no number heads one.

    抽查发现,城关镇食堂生熟食品混放,货架未离地。所里… So reports tell problems in running prose.
    """
    told: dict[int, bool] = {}
    for start, end in pieces:
        if number := NUMBER.match(text, start, end):
            words = re.split("[。:\n]", text[number.end() : end], maxsplit=1)[0]
            if problem_like(words):
                return set()
        elif end - start >= _PARAGRAPH_LEAST and not LABEL_LINE.match(text, start, end):
            first = _SENTENCE.match(text, start, min(end, start + _SENTENCE_CAP))
            clauses = first.group().split(",") if first else []
            told[start] = any(map(problem_like, clauses))
    faults = sum(told.values())
    several = faults > _LEAST_BODIES and 2 * faults >= len(told)
    return {start for start, fault in told.items() if fault} if several else set()


def _is_short(text: str, pieces: list[tuple[int, int]], i: int) -> bool:
    start, end = pieces[i]
    line = text[start:end].rstrip()
    return (
        4 <= len(line) <= _HEADING_CAP
        and line[-1] not in "。;:!?,)】"
        and not NUMBER.match(line)
        and not _NO_HEADING.match(line)
        and (not LABEL_LINE.match(line) or _OF_BODY.match(line))
        and not ledger_words("closing").match(line)
    )
