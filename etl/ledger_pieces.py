"""Cut a notice's text into lines and numbered stretches, its labels in one form."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

from etl.ledger_faults import problem_like

N = r"[\d一二三四五六七八九十]{1,3}"
_HAN = "[一二三四五六七八九十]{1,3}"
_BULLET = (
    "[\u2503\u25c6\u25a0\u2606\u2605\u258c\u25b6\u25cf\u25aa\u2022\u203b\u25b2\u25b3\u25c7\u25cb]"
)
NUMBER = re.compile(
    rf"(?P<a>第{_HAN}(?:部分|章))"
    rf"|(?P<b>{_HAN}、)"
    rf"|(?P<c>\({_HAN}\)、?)"
    rf"|(?P<s>{_BULLET}\s*(?!\s|[^\s,。;:“”]{{0,6}}问题\s*{N}(?!\d*[个项条类])))"
    r"|(?P<d>\d{1,3}(?:\.(?!\d)|、|\.(?=\d{1,3}[个家名户宗笔起处所项条座眼口套辆台件栋艘盏]|(?:19|20)\d\d年|\d{5}"
    # 1.1203运输巷, but 1.1203万元
    r"|\d{4}(?=[\u4e00-\u9fff])(?![万亿元米公吨倍千年]))))"
    r"|(?P<k>\d{1,2}\.\d{1,2}(?=[\s\u3000、]))|(?P<e>\(\d{1,3}\))|(?P<j>\d{1,2}\))"
    rf"|(?P<f>{_HAN}是(?!否)|第{_HAN},)"
    r"|(?P<g>[\u2460-\u2473])"
    # 问题7: 反馈问题一: 反馈问题之一: 【问题1】 (问题3) 第二项问题: 主要表现一: 【1】
    # 隐患2: 项目2-01 问题①:
    rf"|(?P<h>(?:{_BULLET}\s*)?[【\[(]?[^\s,。;:“”()【】]{{0,6}}(?:问题|意见|事项|任务|隐患|工单|项目)(?:编号|序号|清单|之)?\s*"
    rf"(?:\(?{N}(?:[-—.]\d{{1,3}})?|[\u2460-\u2473])\s*"
    rf"(?:[】\])]\s*[:.、]?|[:.、]|(?=\s|关于|[“\"])|$)\s*|第{N}[项个条](?:问题)?[:,、]|{N}号(?:问题|任务|事项):"
    rf"|(?:主要|具体|突出)?表现{N}[:.、]|【{N}】)"
    r"|(?P<i>\u2014\u2014)"
)
# 对…问题,已…。对…问题,正在…: several of one paragraph, never 对反馈的问题,逐项整改
NAMED_FAULT = (
    r"对(?!于|照|上述|以上|这些|此|其他|尚未|未|整改|[^,。:;\n]{0,6}(?:反馈|存在|查出|发现|指出)的?问题)"
    r"[^,。:;\n]{6,80}?问题,"
)
# 针对设施老旧,露天存放的问题(整改时限:9月底前),…: the limit behind it closes a title with commas
LIMITED_FAULT = r"针对[^。:;\n()]{4,80}?问题(?=\((?:(?:整改)?[时期]限|要求|限期?)[^()]{2,20}\))"
# A new problem may begin inside a line: …问题。二是关于“…”的问题。… ②整改“…”问题。
_INLINE = re.compile(
    rf"(?:(?<=[。;:\s])|(?<=方面,)(?=针对))(?:(?P<sure>{_HAN}是(?:关于|针对)|(?<=。)关于(?:[^,。:;\n]|(?<=\d),(?=\d)){{4,60}}?问题[,。]"
    rf"|(?<=。)针对[“\"][^,。:;\n]{{4,60}}?问题[,。]"
    r"|(?<=。)针对(?![^,。:;\n]{0,10}(?:反馈|存在|指出|发现|以上|上述))[^,。:;\n]{4,60}?问题(?=,)"
    rf"|(?<=[。;]){LIMITED_FAULT}"
    r"|(?<=方面,)针对[^,。:;\n]{4,60}?问题(?=,)"
    rf"|(?<=。){NAMED_FAULT}"
    rf"|(?<=。)(?:反馈)?问题\s*{N}[:、.]|(?:{_HAN}是|\d{{1,2}}[.、]|\(\d{{1,2}}\))(?:反馈|存在)?问题:"
    rf"|[\u2460-\u2473](?!\S{{0,2}}[\u2460-\u2473]))"
    rf"|(?:{_HAN}是|第{_HAN},|\(\d{{1,2}}\)|\d{{1,2}}(?:、|\.(?!\d)))(?P<words>[^,。;:\n]{{4,60}})[,。:])"
)
# …整改进展清单一、关于“…”: a title that its first chapter was glued to
GLUED_TITLE = re.compile("(?<=清单|情况|报告|通报|公示|台账)一、(?=关于|针对)")
# 发现以下问题: 1、…; 2、…。现将整改情况报告如下: 1、…; 2、…: lists within one line
_OPENS_LIST = re.compile(r"(?:问题|整改情况[^。;:\n]{0,8})(?:如下)?:\s*(?=1[、.](?!\d))")
_NEXT = re.compile(r"(?<=[;。,])\s*(?P<number>\d{1,2})[、.](?!\d)")
_LISTS = 2
# what heads a problem's words, be it alone: 检查存在问题: 整改前:
ASKED = (
    "(?:(?:检查|督[察查]|巡[视察]|审计)?(?:发现|存在|反馈|指出|查出)的?(?:主要|具体)?问题"
    "|整改前(?:情况|问题)?)[:】]"
)
LABEL_LINE = re.compile(r"[^\s,。;:]{0,10}[:】]|[(【]")
# 整改情况:(1)…;(2)…: what is numbered in one sentence of such a line are measures
_MEASURES = re.compile(
    r"\s*[【\[]?(?:整改|落实|主要|具体|采取的?)*(?:情况|措施|举措|做法|成效|进展)[^:,。]{0,6}[:】]"
)
_LABELS = (
    "(?:反馈|存在|具体|主要|发现|检查)?的?(?:主要|具体)?(?:问题|意见|事项)(?:描述|表述|表现|内容|概述)?"
    "|整改(?:任务|事项)(?:内容|描述)?|整改(?:措施|情况|举措|成效|结果|状态|进展|时限|期限|目标|责任人|责任单位|(?:完成|落实|进展)情况)"
    "|(?:完成|办理|落实)(?:情况|结果|时限|时间)|责任(?:单位|领导|部门|人)|牵头(?:单位|部门)|是否完成"
)
_STRAIGHT = re.compile(r'"([^"\n]*)"')
# the head of a table's column stands but once; 进展情况 alone may end a title cut in two
_LABEL_ALONE = re.compile(rf"^[^\S\n]*(?P<label>{_LABELS})[^\S\n]*\n\s*(?=\S)", re.MULTILINE)
_LABEL_FRAMED = re.compile(rf"[【\[]((?:{_LABELS}))[】\]](?!:)")
# 【巡视组说】… and 【我们这样改】… in turns
_OWN_LABEL = re.compile(
    r"^[^\S\n]*(?P<label>【[^【】\n]{3,12}】:?|[^\s,。;:“”()【】]{4,12}:)(?=[^\n]{4})", re.MULTILINE
)
# 巡察指出:一是…;二是… 整改情况:针对第一个问题,…。: two lists of a line each, item by item
_IN_TURN = re.compile(
    r"^(?P<asked>[^\n:]{0,12}(?:指出|反馈|存在|发现|问题)[^\n:。]{0,6}[:。][^\S\n]*(?=一是)[^\n]*)\n\s*"
    r"(?P<told>[^\n:]{0,4}整改[^\n:。]{0,8}[:。][^\S\n]*(?=一是)[^\n]*)",
    re.MULTILINE,
)
_BY_ITEM = re.compile(r"针对第(?P<number>[一二三四五六七八九])[个项条](?:问题|事项)[,:]?")
_ITEM = re.compile(rf"(?<=[:;。\s])(?={_HAN}是)")
# labels of a form, which are nobody's own
_USUAL = re.compile("整改|问题|责任|时[限间]|期限|单位|措施|情况|结果|成效|进展")
_FAULT_REACH = 80  # characters behind a label in which a fault is named
_TURNS = 2  # that a pair of labels must take
_FEWEST_LABELS = 3  # that make a form of one problem, each of its labels once on a line of its own
_BAR = re.compile(r"[|│┃](?=[ \t]*$)|^[ \t]*[|│┃]", re.MULTILINE)
# 整改前: and its words below
_ASKED = re.compile(rf"^[^\S\n]*{ASKED}\s*\n\s*(?=[^\s(【\[\d一二三四五六七八九十])", re.MULTILINE)
# a page whose line breaks are lost: what should head lines stands within them
_GLUED_ABOVE = re.compile(r"[。;](?:[二三四五六七八九]、|\([二三四五六七八九]\))")
_GLUED = re.compile(r"\s*(?:\d{1,2}[.、]|\(1\))[^\n]*?。(?:\d{1,2}[.、](?!\d)|\(2\))")
_NUMBERED = re.compile(
    rf"(?<=[。;])(?={_HAN}、|\({_HAN}\)|\d{{1,2}}[.、](?!\d)|\(\d{{1,2}}\)|[\u2460-\u2473]|问题{N}[:.、])"
)
# (1)组织示范课28门;(2)…。(完成情况:正在推进): measures; their state is the problem's above
_MEASURES_BEFORE_STATE = re.compile(
    r"^[ \t]*\([1一]\)[^\n]*[;。]\([2二]\)[^\n]*\((?:整改时限|完成情况|整改情况)[^()\n]*\)[ \t]*$",
    re.MULTILINE,
)
_NUMBER_OF_MEASURE = re.compile(rf"\({N}\)")
_CIRCLED = re.compile(r"[\u2460-\u2473]")


def with_labels(text: str) -> str:
    """The text, of the same length, with quotation marks that open and close and labels that end
    in a colon.

    Forms lose their frames when copied: 问题, then its words, then 整改情况, then what was done.
    """
    text = _STRAIGHT.sub(r"“\1”", text)
    text = _LABEL_FRAMED.sub(r" \1:", text)
    text = _with_usual_labels(text)
    text = _BY_ITEM.sub(lambda found: (found["number"] + "是").rjust(len(found.group())), text)
    often = Counter(found["label"] for found in _LABEL_ALONE.finditer(text))

    def closed(found: re.Match[str]) -> str:
        words, gap = found.group(), found.end() - found.end("label")
        return words if often[found["label"]] < 2 else words[:-gap] + ":" + " " * (gap - 1)

    text = _LABEL_ALONE.sub(closed, text)
    text = _MEASURES_BEFORE_STATE.sub(_without_numbers, text)
    text = _ASKED.sub(lambda found: found.group().replace("\n", " "), text)
    return _IN_TURN.sub(_item_by_item, text)


def _with_usual_labels(text: str) -> str:
    """The text with 问题: and 整改情况: for a notice's own labels that take turns."""
    labels = list(_OWN_LABEL.finditer(text))
    pairs: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for here, after in itertools.pairwise(labels):
        both = here["label"], after["label"]
        if not any(_USUAL.search(label) or NUMBER.match(label) for label in both):
            faults = _names_fault(text, here.end()), _names_fault(text, after.end())
            pairs[both].append(faults)
    (asked, told), turns = max(pairs.items(), key=lambda pair: len(pair[1]), default=(("", ""), []))
    asked_faults, told_faults = (sum(turn[i] for turn in turns) for i in (0, 1))
    if len(turns) < _TURNS or not 2 * told_faults < len(turns) <= 2 * asked_faults:
        return text
    usual = {asked: "问题:", told: "整改情况:"}

    def named(found: re.Match[str]) -> str:
        words, label = found.group(), found["label"]
        lead = len(words) - len(label)
        return words[:lead] + usual.get(label, label).rjust(len(label))

    return _OWN_LABEL.sub(named, text)


def _item_by_item(lines: re.Match[str]) -> str:
    """Two lists with each item on a line of its own, where they are as long."""
    both = lines["asked"], lines["told"]
    first, second = ([found.start() for found in _ITEM.finditer(line)] for line in both)
    if len(first) != len(second) or len(first) < _LISTS:
        return lines.group()
    if sum(_names_fault(both[0], start + 2) for start in first) * 2 < len(first):
        return lines.group()
    begin = lines.start()
    chars = list(lines.group())
    for line, items in (("asked", first), ("told", second)):
        for start in items:
            chars[lines.start(line) - begin + start - 1] = "\n"
    return "".join(chars)


def _names_fault(text: str, start: int) -> bool:
    """Whether the words behind a label, up to their first stop, say what is wrong."""
    return problem_like(re.split("[,。:\n]", text[start : start + _FAULT_REACH], maxsplit=1)[0])


def _without_numbers(line: re.Match[str]) -> str:
    return _NUMBER_OF_MEASURE.sub(lambda number: " " * len(number.group()), line.group())


def as_form(text: str) -> str:
    """The text, of the same length, with the labels of a form of one problem ended in a colon.

    整改任务, then its words, then 整改目标: so pages leave a table of two columns, bars or no bars.
    """
    bare = _BAR.sub(" ", text)
    often = Counter(found["label"] for found in _LABEL_ALONE.finditer(bare))
    if len(often) < _FEWEST_LABELS or max(often.values()) > 1:
        return text

    def closed(found: re.Match[str]) -> str:
        gap = found.end() - found.end("label")
        return found.group()[:-gap] + ":" + " " * (gap - 1)

    return _LABEL_ALONE.sub(closed, bare)


def pieces(text: str) -> list[tuple[int, int]]:
    """Lines, cut where a new problem begins inside one."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        for begin, stop in itertools.pairwise([start, *_cuts(text, start, end, found), end]):
            lead = len(text[begin:stop]) - len(text[begin:stop].lstrip())
            if begin + lead < stop:
                found.append((begin + lead, stop))
        start = end + 1
    return found


def _cuts(text: str, start: int, end: int, before: list[tuple[int, int]]) -> list[int]:
    """Where new problems begin inside a line."""
    if glued := _glued(text, start, end):
        return glued
    if listed := _listed(text, start, end):
        return listed
    told = _MEASURES.match(text, start, end)
    if told and _lists_measures(text, told.end(), end, before):
        return []
    cuts = [
        cut.start()
        for cut in _INLINE.finditer(text, start, end)
        if cut["sure"]
        or (not (told and text[cut.start() - 1] in ";:") and problem_like(cut["words"]))
    ]
    title = GLUED_TITLE.search(text, start, end)
    return sorted({title.start(), *cuts}) if title else cuts


def _listed(text: str, start: int, end: int) -> list[int]:
    """Where the items begin of two lists in one line: the problems, and what was done about each.

    One list alone is a sentence of its own.
    """
    opened = [opens.end() for opens in _OPENS_LIST.finditer(text, start, end)]
    lists = [_items(text, *within) for within in itertools.pairwise([*opened, end])]
    long = [items for items in lists if len(items) > 1]
    if len(long) != _LISTS or len(long[0]) != len(long[1]):
        return []
    return [*long[0], *long[1]]


def _items(text: str, start: int, end: int) -> list[int]:
    """Where 1、 2、 3、 … begin, one after the other."""
    items = [start]
    for found in _NEXT.finditer(text, start, end):
        if found["number"] == str(len(items) + 1):
            items.append(found.start("number"))
    return items


def _glued(text: str, start: int, end: int) -> list[int]:
    """Where lines began that are now one; (一)…。(二)…。 of a sentence each is but a list."""
    if not (_GLUED.match(text, start, end) or _GLUED_ABOVE.search(text, start, end)):
        return []
    cuts = [cut.start() for cut in _NUMBERED.finditer(text, start, end)]
    return cuts if text.count("。", start, end) > len(cuts) + 1 else []


def _lists_measures(text: str, start: int, end: int, before: list[tuple[int, int]]) -> bool:
    """Whether what is numbered behind a label from the first word on are measures.

    As many as the pieces before, ①…②… for ①…②…, they tell what was done about each of these.
    """
    number = NUMBER.match(text, start, end)
    if number is None:
        return False
    count = len(_CIRCLED.findall(text, start, end))
    if count > 1 and all(_CIRCLED.match(text, begin) for begin, _ in before[-count:]):
        return False
    first = re.split("[,。;:]", text[number.end() : min(end, number.end() + 80)], maxsplit=1)[0]
    return not problem_like(first)
