"""Find the division whose work a figure measures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from etl.outline import Context
from etl.places import (
    LONGEST_NAME,
    Named,
    find_chained,
    find_named,
    find_short,
    find_short_inside,
    places,
    resolve,
    short_at,
    stem,
    within,
)

# Begun by a plain set of characters, a pattern is looked for several times as fast.
_WHOLE = re.compile(
    "[全我本省市县该](?:(?<=全)(?P<level>[省市县区州盟旗])|(?<=[我本])(?P<own>[省市县区州])"
    "|(?<=(?P<at>[省市县]))(?:本级|县两级)|(?<=该)(?P<that>[省市县区州旗]))"
)
_LEVELS = {
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_BLANKS = re.compile(r"\s*")
# 会同县委巡察办联合督查 is together with whom, and no county of Hunan.
_TOGETHER = re.compile("会同县(?=[委政纪监审财公人民住教农卫市水直])")
_INTO = re.compile(r"\s*在?")
_JOINED = re.compile("、|和|与|及|以及")
_DIRECTION = re.compile("(?:赴|前往|到|学习|考察|对标|移交|来自|与|同|协同|联合|对口)$")
# 汉中市、安康市等地前来观摩: who came, not whose work it was.
_PROVINCE_ACTS = re.compile(
    "([\u4e00-\u9fff]{2,3})(?:共|累计|已|则|全省|全区|全市)?"
    "(?:查处|查办|立案|处分|处理|通报|曝光|发现|整治|清理|清退|追缴|开展|召开|出台|建成|打造|培育|命名)"
)
_GUESTS = re.compile(r"[^,。;]{2,8}?[省市县区州旗](?:[、和与等]|前?来)")
_EXAMPLE = re.compile(r"[^,。;]{0,40}等\d*[一二三四五六七八九十]*[家个所地]?$")
_LISTED = re.compile("[、和与及]?该?[省市县区州]?")
_ALL_OF = re.compile("等")
# 13个市州、某某林区、116个县市区: one of those over which the work is spread.
_COUNTED_WITH = re.compile(r"[、和](?=\d)")
_BEFORE_SHORT = set(",。;:、!?\n\t 在由中的以是据让推—·“")
_AFTER_SHORT = set("会段线站路港湾山河江湖高铁桥号大话剧戏新式版模牌籍")
_ANAPHOR = re.compile("该[县区市镇乡旗村]|当地|最终|循线|经查|随后")
_BESIDE = set("和与同像跟")
# 全国查处…, where a division's report tells what the whole country did: no division's figure.
_NATION = re.compile(
    "全国(?:各级)?(?:纪检监察|检察|审计|公安|法院|法检|共|累计|查处|立案|处分|受理)(?!学会|协会|系统先进)"
    "|(?:查处|通报|处分)(?:了)?全国"
)
# 本报武汉5月3日电: where the reporter sits.
_DATELINE = re.compile(
    r"(?:本报|新华社|新华网|中新社|中评社|中新网|人民网|央视网|中国\w{1,4}报|\w{2}网)[\s·,]{0,2}"
    r"[\u4e00-\u9fff]{2,8}?"
    r"\s?\d{1,2}月\d{1,2}日\s?(?:专?电|讯|消息)"
)
_WIRED = re.compile(r"日\s?(?:专?电|讯|消息)")
_ELSEWHERE = "-"  # what _in_sentence says of a figure of no division
_NAME_REACH = 12
_LEADS = ("", "邻近的", "其中", "相邻的")
_SUBJECT_REACH = 3 + LONGEST_NAME  # the longest of these and the name behind it
_SUMS_UP = re.compile("上述|以上|这些|综上|总的|总体")
_BARE = re.compile("[^,。;、省市县区州]{0,12}")  # 废止权力: no subject of its own
_SEVERAL = 3  # so many places before 等5个 are what the number counts
_RUN = 300
_SHORT_REACH = 4  # the longest name of a province without its suffix
_TOPIC_REACH = 14  # a paragraph that opens with a place is about it


class Divisions:
    """The divisions inside the document's own that a text names, found once."""

    def __init__(self, text: str, home: str | None) -> None:
        text = without_datelines(text)
        self.text, self.home = text, home
        self._pairs = _inner(text, 0, len(text), home)
        self._starts = [named.start for named, _ in self._pairs]
        self.names_nation = "全国" in text
        self._wholes = list(_WHOLE.finditer(text))
        self._whole_ends = [found.end() for found in self._wholes]
        self._subjects: dict[int, str | None] = {}
        self._around: tuple[tuple[object, ...], str | None] = ((), None)

    def between(self, start: int, end: int) -> list[tuple[Named, str]]:
        """Those that stand in a stretch of the text, in order."""
        i, j = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [pair for pair in self._pairs[i:j] if pair[0].end <= end] if i < j else []

    def whole_before(self, start: int, end: int) -> re.Match[str] | None:
        """The last 全市 or 我区 that stands in a stretch of the text."""
        i = bisect_right(self._whole_ends, end) - 1
        if i < 0 or self._whole_ends[i] <= start:
            return None
        found = self._wholes[i]
        return found if found.start() >= start else _WHOLE.search(self.text, start, end)

    def subject_of_sentence(self, context: Context, home: str) -> str | None:
        """The division elsewhere that a figure's sentence begins with, in a clause before."""
        begin = context.sentence[0]
        if begin not in self._subjects:
            self._subjects[begin] = _subject(self.text, begin, context.clause[0], home)
        return self._subjects[begin]

    def around(self, context: Context, before: str | None) -> str | None:
        """What a silent sentence leaves to paragraph and headings: alike for its figures."""
        passage = context.sentence[0], before, context.line, context.headings
        if self._around[0] != passage:
            self._around = passage, _around(self, context, before)
        return self._around[1]

    def home_wide(self, whole: re.Match[str]) -> bool:
        """Whether 全市, 县本级 mean the document's own division, not those inside."""
        level = whole["at"] or whole["level"]
        return level is None or self.home is None or places()[self.home].level == _LEVELS[level]


def without_datelines(text: str) -> str:
    """The text with blanks in place of 本报武汉5月3日电, which names no division's work."""
    if _WIRED.search(text) is None:  # found far sooner than a dateline, which few texts have
        return text
    return _DATELINE.sub(lambda found: " " * len(found.group()), text)


def region_of(
    divisions: Divisions, context: Context, start: int, before: str | None = None
) -> str | None:
    """The division named for this figure, else the document's own.

    ``before`` is that of the paragraph before, which 该县 or 最终 goes on about.
    """
    said = _in_sentence(divisions, context, start)
    if said is not None:
        return None if said == _ELSEWHERE else said or divisions.home
    run = _of_the_run(divisions, context, start)
    if run is not None:
        return run
    spoken_of = _spoken_of(divisions, context) if divisions.home is None else None
    return spoken_of or divisions.around(context, before)


def _around(divisions: Divisions, context: Context, before: str | None) -> str | None:
    """The division of a figure whose sentence names none, by its paragraph and headings."""
    text, home = divisions.text, divisions.home
    topic = _topic(divisions, context) if home else None
    topic = topic or _topic_elsewhere(divisions, context)
    if topic is not None:
        return topic
    if before and _ANAPHOR.search(text[context.line[0] : context.line[0] + _NAME_REACH]):
        return before
    own = _BLANKS.match(text, *context.line).end()  # type: ignore[union-attr]
    for heading in reversed(context.headings[1:]):
        if text.startswith(heading, own):
            continue  # what the paragraph itself opens with
        inner = _named_in_heading(heading[:30], home)
        if len(inner) == 1:
            return inner[0][1]
    return home


def _in_sentence(divisions: Divisions, context: Context, start: int) -> str | None:
    """A code, "" where the words speak of the document's whole division, None where silent."""
    text, begin = divisions.text, context.sentence[0]
    whole = divisions.whole_before(begin, start)
    between = divisions.between(begin, start)
    if not between:
        return _without_names(divisions, context, start, whole)
    examples = _examples(text, between, start)
    if examples and whole is not None and whole.start() > min(examples):
        whole = None  # 该市 in the list of examples
    inner = [
        pair
        for pair in between
        if not _DIRECTION.search(text, begin, pair[0].start)
        and not _EXAMPLE.fullmatch(text, pair[0].end, start)
        and pair[0].start not in examples
        and not (_COUNTED_WITH.match(text, pair[0].end) and text[pair[0].start - 1] in "、和")
    ]
    closes = _EXAMPLE.fullmatch(text, between[-1][0].end, start)
    if closes and whole is None and len({code for _, code in inner}) >= _SEVERAL:
        return ""  # 甲市某园,乙市某馆,丙市某林等5个基地
    if inner and (
        whole is None or inner[-1][0].start > whole.start() or _own_level_of(whole, inner[-1][1])
    ):
        return _pick(text, inner, start, context.clause[0])
    return _without_names(divisions, context, start, whole)


def _without_names(
    divisions: Divisions, context: Context, start: int, whole: re.Match[str] | None
) -> str | None:
    """The same where no division inside the document's own is named for the figure."""
    if whole is not None:
        return _whole_of(divisions, context, whole)
    home = divisions.home
    if home is None:
        return _subject_behind(divisions, context)
    if divisions.names_nation and _nation_wide(divisions, context, start):
        return _ELSEWHERE
    return _neighbour(divisions, context, start, home) or _subject_behind(divisions, context)


def _nation_wide(divisions: Divisions, context: Context, start: int) -> bool:
    """全国查处案件8.3万件,处分8.7万人;…查处1.5万人: and what ; joins to it."""
    text, begin = divisions.text, context.sentence[0]
    if text[begin - 1 : begin] == ";":
        run = max(context.line[0], begin - _RUN, text.rfind("。", 0, begin) + 1)
        begin = begin if divisions.between(run, start) else run
    return _NATION.search(text, begin, start) is not None


def _examples(text: str, named: list[tuple[Named, str]], start: int) -> set[int]:
    """Where those stand of 甲市乙县、丙市丁县等20个县区: examples, however long their list."""
    told: set[int] = set()
    stop = start
    for one, _ in reversed(named):
        joint = _LISTED if told else _ALL_OF
        if not joint.fullmatch(text, one.end, stop):
            break
        told.add(one.start)
        stop = one.start
    return told


def _own_level_of(whole: re.Match[str], code: str) -> bool:
    """邯郸市…,其中县本级…: the counties of the city spoken of, not of the whole province."""
    ranks = ("province", "city", "county")
    held = whole["at"] and ranks.index(_LEVELS[whole["at"]])
    return held is not None and ranks.index(places()[code].level) <= held


def _whole_of(divisions: Divisions, context: Context, whole: re.Match[str]) -> str:
    """全县 in a city's report is the county that the paragraph speaks of; else it is home."""
    home = divisions.home
    letter = whole["level"] or whole["that"] or whole["at"]
    if letter is None or (home is not None and places()[home].level == _LEVELS[letter]):
        return ""
    named = [
        code
        for _, code in divisions.between(context.line[0], whole.start())
        if places()[code].level == _LEVELS[letter]
    ]
    return named[-1] if named else ""


def _neighbour(divisions: Divisions, context: Context, start: int, home: str) -> str | None:
    """A division elsewhere that is the clause's subject: 同期,邻近的汉中市返还….

    Else the sentence's: 汉中市受理线索40件,立案12件,处分9人.
    """
    text, begin = divisions.text, context.sentence[0]
    subject = _subject(text, context.clause[0], start, home)
    if subject is not None or begin >= context.clause[0]:
        return subject
    subject = divisions.subject_of_sentence(context, home)
    if subject is None or stem(home) in text[begin:start] or _GUESTS.match(text, begin):
        return None
    return subject


def _subject(text: str, begin: int, end: int, home: str) -> str | None:
    """The division elsewhere that a stretch of the text begins with; of plain names a province."""
    reach = min(end, begin + _SUBJECT_REACH)
    for named in (*_province_at(text, begin), *find_named(text, begin, reach)):
        if text[begin : named.start] in _LEADS and len(named.codes) == 1:
            code = named.codes[0]
            outside = not within(code, home) and not within(home, code)
            if outside and not _TOGETHER.match(text, named.start):
                return code
    return None


def _province_at(text: str, begin: int) -> list[Named]:
    """浙江 in 浙江查处案件800件, not in 浙江大学."""
    found = _PROVINCE_ACTS.match(text, begin)
    return find_short(text, begin, found.end(1)) if found else []


def _subject_behind(divisions: Divisions, context: Context) -> str | None:
    """The division that the next clause begins with: 结束了8个…观摩后,淳化县的观摩组…."""
    begin = context.clause[1]
    if not divisions.text.endswith("后,", 0, begin):
        return None
    end = min(begin + _NAME_REACH, context.sentence[1])
    named = divisions.between(begin, end)
    return named[0][1] if named and named[0][0].start == begin else None


@lru_cache(maxsize=4096)
def _named_in_heading(heading: str, home: str | None) -> tuple[tuple[Named, str], ...]:
    return tuple(_inner(heading, 0, len(heading), home))


def _inner(text: str, start: int, end: int, home: str | None) -> list[tuple[Named, str]]:
    """The divisions named in a stretch that lie inside the document's own."""
    pairs: list[tuple[Named, str]] = []
    for named in find_named(text, start, end):
        code = resolve(named.codes, home)
        if code and code != home and (home is None or within(code, home)):
            pairs.append((named, code))
    if home is None or places()[home].level != "county":
        covered = [(p.start, p.end) for p, _ in pairs]
        for named, code in find_short_inside(text, start, end, home):
            known = any(a <= named.start < b for a, b in covered)
            if not known and _stands_free(text, start, named):
                pairs.append((named, code))
    pairs += _chained(text, start, end, home, pairs)
    return sorted(pairs, key=lambda pair: pair[0].start)


def _chained(
    text: str, start: int, end: int, home: str | None, pairs: list[tuple[Named, str]]
) -> list[tuple[Named, str]]:
    """黑河市五大连池…: plain names that lean on the one in front of them."""
    begun = {named.start for named, _ in pairs}
    leads = [(named.end, code) for named, code in pairs]
    if home is not None:
        leads += [(found.end(), home) for found in _names_of(home).finditer(text, start, end)]
    chained = []
    for stop, outer in leads:  # grows: 广东广州天河
        inner = find_chained(text, stop, outer)
        if inner is not None and inner[0].end <= end and inner[0].start not in begun:
            chained.append(inner)
            leads.append((inner[0].end, inner[1]))
    return chained


@cache
def _names_of(code: str) -> re.Pattern[str]:
    return re.compile(f"{places()[code].name}|{stem(code)}")


def _stands_free(text: str, start: int, named: Named) -> bool:
    """Whether a name without 市 or 县 is a word of its own: not in 34072台安装 or 沈阳路."""
    if named.start > start and text[named.start - 1] not in _BEFORE_SHORT:
        return False
    return text[named.end : named.end + 1] not in _AFTER_SHORT


def _pick(text: str, inner: list[tuple[Named, str]], start: int, clause: int) -> str | None:
    """The last division named; of several joined ones, the one that 分别 assigns."""
    group = [inner[-1]]
    for pair in reversed(inner[:-1]):
        between = text[pair[0].end : group[0][0].start]
        if _JOINED.fullmatch(between):
            group.insert(0, pair)
        else:
            break
    if len(group) == 1:
        return "" if _ends_a_list(text, inner, clause) else group[0][1]
    words = text[group[-1][0].end : start]
    if "分别" in words or _as_many(text, group, start):
        number = len(re.findall(r"\d[\d,.]*[万亿]?[余多]?[^\d、,]{1,4}(?=[、和及])", words))
        return group[min(number, len(group) - 1)][1]
    return ""  # 甲市、乙市等: no single division


def _as_many(text: str, group: list[tuple[Named, str]], start: int) -> bool:
    """武威市、张掖市加固淤地坝9座和6座: as many counts as divisions, in the same order."""
    end = re.compile("[,。;\n]|$").search(text, start)
    clause = text[group[-1][0].end : end.start() if end else start]
    units = re.findall(r"\d[\d,.]*[万亿]?[余多]?([^\d、,和及与]{1,4})(?=[、和及与]|$)", clause)
    return len(units) == len(group) and len(set(units)) == 1


def _ends_a_list(text: str, inner: list[tuple[Named, str]], clause: int) -> bool:
    """甲板块、乙板块扭亏为盈,上半年…: several divisions, listed before this clause began."""
    last, code = inner[-1]
    others = [named for named, other in inner[:-1] if other != code]
    if last.start >= clause or not others:
        return False
    between = text[others[-1].end : last.start]
    return "、" in between and "," not in between


def _spoken_of(divisions: Divisions, context: Context) -> str | None:
    """In an account of many divisions, the city or county that the paragraph last spoke of."""
    begin, end = context.line[0], context.sentence[0]
    if _SUMS_UP.match(divisions.text, end) or "全国" in divisions.text[end : context.clause[1]]:
        return None
    named = [code for _, code in divisions.between(begin, end)]
    return named[-1] if named and places()[named[-1]].level != "province" else None


def _of_the_run(divisions: Divisions, context: Context, start: int) -> str | None:
    """邯郸市清理权力12项;废止3项: what ; joins goes on about the one division named."""
    text, end = divisions.text, context.sentence[0]
    if divisions.home is None or text[end - 1 : end] != ";":
        return None
    if not _BARE.fullmatch(text, end, start):
        return None
    begin = max(context.line[0], end - _RUN)
    begin = max(text.rfind("。", begin, end) + 1, begin)
    named = {code for _, code in divisions.between(begin, end)}
    alone = len(named) == 1 and not any(
        divisions.home_wide(found) for found in _WHOLE.finditer(text, begin, end)
    )
    return named.pop() if alone else None


def _topic(divisions: Divisions, context: Context) -> str | None:
    """The place that the paragraph opens with, unless a sentence in between turns away."""
    text, begin, sentence = divisions.text, context.line[0], context.sentence[0]
    if sentence <= begin:
        return None
    opening = divisions.between(begin, min(begin + _TOPIC_REACH, sentence))
    if len(opening) != 1 or text[opening[0][0].start - 1 : opening[0][0].start] in _BESIDE:
        return None
    if divisions.whole_before(begin, sentence):
        return None
    others = {code for _, code in divisions.between(begin, sentence)}
    return opening[0][1] if others == {opening[0][1]} else None


def _topic_elsewhere(divisions: Divisions, context: Context) -> str | None:
    """The division outside the document's own that the paragraph opens with: 湖南永州在….

    A paper that tells of one city tells of another in a paragraph of its own.
    """
    text, home = divisions.text, divisions.home
    begin, end = context.line[0], context.sentence[0]
    topic = None if home is None else _opens_with(text, begin, end, home)
    if topic is None or divisions.whole_before(begin, end) or stem(home) in text[begin:end]:
        return None
    return topic


def _opens_with(text: str, begin: int, end: int, home: str) -> str | None:
    """The division elsewhere that stands first in a stretch: 湖南永州, 永州市."""
    begin = _INTO.match(text, begin, end).end()  # type: ignore[union-attr]
    lead = short_at(text, begin, begin + _SHORT_REACH)
    chained = lead and find_chained(text, lead.end, lead.codes[0])
    if chained and not within(chained[1], home) and not within(home, chained[1]):
        return chained[1]
    return _subject(text, begin, min(begin + _TOPIC_REACH, end), home)
