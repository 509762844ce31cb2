"""Find the year that a figure's work was done in, or is due in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.outline import Context

_YEAR = r"(?:19|20)\d\d"
# What a wording that tells a time begins with: asked first, it spares nearly every place of a text.
_FIRST = '[自从对建始成出生一二三四五六七八九十两过刚去前近比较同与上本今年目如现新明来下次后“"\\d]'
_BEGINS = (
    f"(?={_FIRST})"
    r"(?=[自从对]?于?(?:19|20)\d|[一二两三四五六七八九十\d]{1,4}年|[建始成出生](?:建|生|立|成)?于|过去"
    r"|刚刚|自?[去前今本明来次后]年|近|[比较同与][12去上前往同比]|上[年一]|年内|目前|如今|现[在已]|新的|下一"
    r"|[“\"]?十[三四五六]五)"
)
# One pass finds every wording that tells a time; which group matched tells what it means.
_TIME = re.compile(
    rf"{_BEGINS}(?:"
    rf"(?P<since>(?:自|从)?{_YEAR}年?[^,。;:、]{{0,18}}?(?:以来|至今))"
    rf"|(?P<span>(?<!对)(?<!对于){_YEAR}年?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?[-~\u2014至到]+(?P<to>{_YEAR})年?)"
    rf"|(?P<founded>{_YEAR}年[^,。;\d]{{0,24}}(?:建成|成立|启动|挂牌|投用|开馆|开园|上线|开通|设立|组建|启用|开设|创办)"
    r"[^,。;\d]{0,16},(?=[^。;,]{0,10}(?:累计|已|迄今|至今|目前)))"
    rf"|(?P<built>(?:建于|始建于|成立于|出生于|建成于|生于){_YEAR}年|{_YEAR}年(?:建成的|出生|后出生|建的))"
    rf"|(?P<object>对{_YEAR}年?[-~\u2014至到]+{_YEAR}年|对(?:于)?{_YEAR}年(?![^,。;]{{0,14}}以来)"
    rf"|{_YEAR}年度(?:本级|[省市县区]级)?[^,。;]{{0,14}}(?:预算|审计|财政收支))"
    rf"|(?P<year>{_YEAR})(?:[”\"](?:专项)?行动|年(?!(?:度)?(?:市|县|区|省)?(?:政府)?(?:民生)?实事)|财年)"
    r"|(?P<past>(?<![\d近五三两几])(?:一年来|一年以来)|(?:过去|刚刚过去)的?一年)"
    r"|(?P<recent>(?:去年|前年|近[几两三四五六七八九十\d]{0,4}年|过去[几两三四五六七八九十]年"
    r"|[一两三四五六七八九十\d]{1,4}年)[^,。;:、]{0,10}?(?:以来|来(?=,))|近年来?|自[去前]年)"
    rf"|(?P<compared>(?:比|较|同|与)(?:{_YEAR}年(?:\d{{1,2}}月)?(?:[至到-]{_YEAR}年(?:\d{{1,2}}月)?)?|去年|上年|前年|往年|同期|上一年度?)(?:同期)?(?:相比)?|同比"
    r"|(?:去年|上年)同期)"
    r"|(?P<last>去年|上年度?|上一年度?)"
    r"|(?P<before_last>前年)"
    r"|(?P<this>今年|本年度?|年内|目前|如今|现在|现已)"
    r"|(?P<new>新的一年)"
    r"|(?P<next>明年|来年|下一年度?|次年)"
    r"|(?P<after_next>后年)"
    r"|(?P<plan>[“\"]?十(?P<nth>[三四五六])五[”\"]?(?:规划)?(?P<end>时?期?末|期间|收官|时期)?)"
    ")"
)
# The same begun by a plain set of characters, which is looked for several times as fast.
_MAY_BEGIN = re.compile(f"{_FIRST}(?<={_BEGINS}.)")
_SHIFTS = {"last": -1, "before_last": -2, "next": 1, "after_next": 2}
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
# 由去年同期的57件降至21件: the first of the two is last year's.
_LAST_YEARS = re.compile(r"(?:去年|上年)(?!以来|至今)(?:同期|同月|底)?的?(?:[^,。;\d]{0,4})$")
_DONE_IN = re.compile(rf"[^,。;]{{0,6}}(?:已|均)[^,。;\d]{{0,3}}[于在]({_YEAR})年")
_SEVERAL = re.compile(rf"(?=\d)(?:{_YEAR}年?(?:、|和|与)){{1,4}}{_YEAR}年[^,。;\d]{{0,20}}分别")
_COUNTED = re.compile(r"\d[\d.,]*[^\d、和,。;]{1,6}(?=[、和,])")
_PLANNED = re.compile(rf"({_YEAR})年[^,。;:]{{0,6}}(?:打算|计划|安排|目标|思路|任务)[,:]")
# 2016年至2019年冒领3万元,已追缴: in a notice of rectification the year is the finding's.
_FINDING = re.compile(
    "[^,。;]{0,16}(?:违规|违反|多发|超发|多付|多报|重复|冒领|虚报|套取|骗取|挪用|侵占|漏缴|少缴|欠缴|超标准|超范围|未)"
)
_OWN_COUNT = re.compile(r"(?:\d{1,2}月)?(?:\d{1,2}日)?[^,。;、\d]{0,6}[的之](?=\d)")
_AMOUNT = re.compile(r"(?<!\d)\d[\d.,]*(?![\d.,年月日])")
_WORDED_YEAR = re.compile("(?:二[〇零○O0]|一九)[〇零○O0一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[.、]"
)
_TITLE = re.compile(r"[《〔\[(](?:(?<=《)[^《》\n]{0,120}》|(?<!《)(?:19|20)\d\d[〕\])])")
_DUE = ("year", "this", "new", "next", "after_next", "plan", "span")
_OWNED = ("year", "compared", "last", "span")
_COMPARING = {"比", "较", "同", "与", "出", "于", "过"}
# 去年同期被立案审查的厅级干部仅58人: last year's count is the subject.
_LAST_YEARS_OWN = re.compile(r"(?:去年|上年)同期(?!相比|比)[^,。;\d比增减升降多少]{1,24}$")
# 比上年同期847件少297件: the first of the two is last year's.
_LESS_THAN = re.compile(r"[比较](?:去年|上年|上一年度?)(?:同期|同月)?的?$")
_DIFFERS = re.compile("(?:有所|明显|大幅)?(?:[增减少多升降]|下降|上升|提高)")
_OPENING_YEAR = re.compile(
    rf"(?:(?:据悉|据了解|据介绍|据统计|与此同时|此外|同时),)?[^,。;\d]{{0,6}}"
    rf"(?:({_YEAR})年(?=[,度全,]|以来)|(去年|上年)(?=[,全\d]))"
)
_DAY = re.compile(r"\d{1,2}月")  # 2021年11月…: an event's date, no topic
_TOPIC_REACH = 14  # a paragraph that opens with a year goes on about it
_LISTED = 12  # so many paragraphs a list may have, blank ones among them
_LEADS_IN = re.compile(rf"(?:[^,。;\d]{{2,8}},)?({_YEAR})年,")
_RUN = 600  # so far back goes a run of parts that ; joins
_AS_OF = ("截至", "截止")
_FOR = ("配合", "迎接")  # 为配合明年选举,…: what is done for it is done now
_MEMORY = 12  # a year longer ago than this is history, not the year of the work


@dataclass(frozen=True, slots=True)
class Times:
    """What a document tells of its own time."""

    year: int | None  # the year that its work was done in
    published: int | None  # the year of its publication
    finds: bool = False  # it tells what became of an inspection's findings


class Years:
    """The times that a text names, found once, and what they say of a figure."""

    def __init__(self, text: str, times: Times) -> None:
        self._text = _blank_titles(with_digit_years(text))
        self._times = times
        self._found = [
            found
            for found in _times_in(self._text)
            if not self._text.startswith(_FOR, found.start() - 2)
        ]
        self._ends = [found.end() for found in self._found]
        # What no passage of the text can match is not asked for of each figure.
        self._lists_years = "分别" in text and _SEVERAL.search(self._text) is not None
        self._future = [found for found in self._found if self._is_future(found)]
        self._future_starts = [found.start() for found in self._future]
        self._names_last_year = "去年" in text or "上年" in text
        self._passage: tuple[tuple[object, ...], int | None] = ((), None)

    def year_of(
        self, context: Context, figure: tuple[int, int], *, target: bool
    ) -> tuple[int | None, bool]:
        """The year, and whether the words around tell it; else it is the document's."""
        home = _heading_year(context.headings) or self._times.year
        told = self._told(context, figure, home, target=target)
        return (home, False) if told is None else (told, True)

    def _told(
        self, context: Context, figure: tuple[int, int], home: int | None, *, target: bool
    ) -> int | None:
        """The year by the words of clause, sentence or paragraph; ``home`` is the chapter's."""
        sentence, start = context.sentence, figure[0]
        times = self._times if home == self._times.year else replace(self._times, year=home)
        if target:
            return self._due_year(context, figure, times)
        if self._names_last_year and self._counted_last_year(sentence[0], figure):
            return _shift(times, -1)
        if self._lists_years and (each := self._one_of_several(sentence[0], start)) is not None:
            return each
        said = as_of = None
        for found in self._between(sentence[0], start):
            if self._in_an_aside(found, sentence[0], start):
                continue
            # 较2022年的226件, 由2020年底的90%: a year that belongs to one count alone.
            own = _OWN_COUNT.match(self._text, found.end())
            if own is not None and any(found[kind] for kind in _OWNED):
                if own.end() >= start and (years := re.findall(_YEAR, found.group())):
                    return int(years[-1])
                if own.end() >= start and found["last"]:
                    return _shift(times, -1)
                continue
            if times.finds and self._tells_a_finding(found, start):
                continue
            meant = _meant(found, times)
            if meant is None or (as_of is not None and meant > as_of):
                continue  # 截至2021年底,已下达2022年预算: counted before that year began
            said = meant
            if self._text.startswith(_AS_OF, found.start() - 2):
                as_of = meant
        if said is None:
            said = self._year_behind(figure[1], context.clause[1])
        return self._of_the_passage(context, times) if said is None else said

    def _in_an_aside(self, found: re.Match[str], begin: int, start: int) -> bool:
        """Whether it belongs to what brackets tell beside: 57件(上年72件),处置63件."""
        opened = self._text.rfind("(", begin, found.start())
        if opened < 0 or self._text.find(")", opened, found.start()) >= 0:
            return False
        closed = self._text.find(")", found.end(), start)
        return closed >= 0 and _AMOUNT.search(self._text, found.end(), closed) is not None

    def _of_the_passage(self, context: Context, times: Times) -> int | None:
        """The year by what stands before the sentence: the same for all its figures."""
        passage = context.sentence[0], context.line, times
        if self._passage[0] != passage:
            year = None
            if context.sentence[0] > context.line[0]:
                year = self._year_of_the_run(context, times)
                year = self._opening_year(context, times) if year is None else year
            self._passage = passage, self._year_of_the_list(context) if year is None else year
        return self._passage[1]

    def _counted_last_year(self, begin: int, figure: tuple[int, int]) -> bool:
        left = self._text[begin : figure[0]]
        if _LESS_THAN.search(left):
            return _DIFFERS.match(self._text, figure[1]) is not None
        last = _LAST_YEARS.search(left)
        if last is not None and last.group().endswith("的"):
            return True
        last = last or _LAST_YEARS_OWN.search(left)
        return last is not None and left[last.start() - 1 : last.start()] not in _COMPARING

    def names_future(self, start: int, end: int) -> bool:
        """Whether a stretch names a year after the publication's, or 明年."""
        i = bisect_left(self._future_starts, start)
        return i < len(self._future) and self._future[i].end() <= end

    def _is_future(self, found: re.Match[str]) -> bool:
        now = self._times.published or self._times.year
        if now is None or self._text.startswith("的", found.end()):
            return False
        if self._text.startswith(_AS_OF, found.start() - 2):
            return False
        return bool(
            found["next"]
            or found["after_next"]
            or (found["year"] and int(found["year"]) > now)
            or (found["end"] and "末" in found["end"] and _PLAN_END[found["nth"]] > now)
        )

    def _between(self, start: int, end: int) -> list[re.Match[str]]:
        i, j = bisect_right(self._ends, start), bisect_right(self._ends, end)
        if i == j:
            return []
        return [found for found in self._found[i:j] if found.start() >= start]

    def _one_of_several(self, begin: int, start: int) -> int | None:
        """2023、2024年分别立案320件、410件: the second count is the second year's."""
        lists = list(_SEVERAL.finditer(self._text, begin, start))
        if not lists:
            return None
        years = re.findall(_YEAR, lists[-1].group())
        counted = len(_COUNTED.findall(self._text, lists[-1].end(), start))
        return int(years[counted]) if counted < len(years) else None

    def _year_behind(self, end: int, clause_end: int) -> int | None:
        """2.46万元已于2023年12月全部清退: when it was done, told behind the figure."""
        found = _DONE_IN.match(self._text, end, clause_end)
        year = int(found[1]) if found else None
        now = self._times.published or self._times.year
        return year if year is None or now is None or year <= now else None

    def _tells_a_finding(self, found: re.Match[str], start: int) -> bool:
        when = found["year"] or found["span"] or found["since"]
        return when is not None and _FINDING.match(self._text, found.end(), start) is not None

    def _year_of_the_run(self, context: Context, times: Times) -> int | None:
        """2021年11月8日至12月20日,对4家…;对32家…: what ; joins goes on about one time."""
        end = context.sentence[0]
        begin = max(context.line[0], end - _RUN)
        if begin >= end or self._text[end - 1] != ";":
            return None
        begin = max(self._text.rfind("。", begin, end) + 1, begin)
        named = [
            found
            for found in self._between(begin, end)
            if found["year"] or (found["last"] and found.start() <= begin + _TOPIC_REACH // 2)
        ]
        if any(found["year"] and not _DAY.match(self._text, found.end()) for found in named):
            return None
        return (
            _meant(named[-1], times) if named and (named[-1]["year"] or named[-1]["last"]) else None
        )

    def _opening_year(self, context: Context, times: Times) -> int | None:
        """2023年,…: a paragraph that opens with a year goes on about it."""
        begin = context.line[0]
        opening = self._text[begin : min(begin + _TOPIC_REACH, context.sentence[0])]
        found = _OPENING_YEAR.match(opening) if "年" in opening else None
        if found is None:
            return None
        return int(found[1]) if found[1] else _shift(times, -1)

    def _year_of_the_list(self, context: Context) -> int | None:
        """审计结果表明,2022年,…: the paragraphs behind it that begin with — go on about it."""
        begin = context.line[0]
        if not self._text.startswith("\u2014", begin):
            return None
        for _ in range(_LISTED):
            end = max(begin - 1, 0)
            begin = self._text.rfind("\n", max(0, end - _RUN), end) + 1
            line = self._text[begin : begin + _TOPIC_REACH]
            if line.strip() and not line.startswith("\u2014"):
                found = _LEADS_IN.match(line)
                return int(found[1]) if found else None
        return None

    def _due_year(self, context: Context, figure: tuple[int, int], times: Times) -> int | None:
        clause, sentence = context.clause, context.sentence
        stretches = ((clause[0], figure[0]), (figure[1], clause[1]), (sentence[0], clause[0]))
        for start, end in stretches:
            for found in reversed(self._between(start, end)):
                if any(found[kind] for kind in _DUE):
                    named = self._year_within(sentence[0], found)
                    meant = named or _meant(found, times, due=True)
                    if meant is not None:
                        return meant
        return self._planned_year(context)

    def _year_within(self, begin: int, found: re.Match[str]) -> int | None:
        """2024年将启动新一轮行动,年内新增…: 年内 is the year that the sentence has named."""
        if found["this"] not in ("年内", "本年", "本年度"):
            return None
        named = [one["year"] for one in self._between(begin, found.start()) if one["year"]]
        return int(named[-1]) if named else None

    def _planned_year(self, context: Context) -> int | None:
        """2023年打算:一是…;二是…: the year that the paragraph so far has been planning."""
        planned = _PLANNED.findall(self._text, context.line[0], context.sentence[0])
        return int(planned[-1]) if planned else None


def _times_in(text: str) -> Iterator[re.Match[str]]:
    """What ``_TIME.finditer`` finds, asked only where a wording can begin."""
    end = 0
    for begin in _MAY_BEGIN.finditer(text):
        if begin.start() >= end and (found := _TIME.match(text, begin.start())):
            yield found
            end = found.end()


def with_digit_years(text: str) -> str:
    """The text with 2019年 for 二〇一九年, each character in its place."""
    if "年" not in text:
        return text
    return _WORDED_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


@lru_cache(maxsize=4096)
def _heading_year(headings: tuple[str, ...]) -> int | None:
    """2022年工作回顾, 2023年主要任务: the innermost numbered heading that names one year."""
    for heading in reversed(headings):
        years = set(re.findall(rf"({_YEAR})年", _blank_titles(heading)))
        if (
            len(years) == 1
            and len(heading) < 30
            and _NUMBERED.match(heading)
            and "审计" not in heading  # 2023年度审计整改工作: the accounts of 2023, put right later
            and re.search("工作|任务|计划|安排|打算|回顾|情况", heading)
        ):
            return int(years.pop())
    return None


def _meant(found: re.Match[str], times: Times, *, due: bool = False) -> int | None:
    """The year that one wording leads to; None where it only compares or tells history."""
    now = times.published or times.year
    if found["span"]:
        end = int(found["to"])
        return end if due or now is None else min(end, now)  # a campaign may go on after today
    if found["plan"]:
        return _PLAN_END[found["nth"]] if found["end"] or due else None
    if found["since"] or found["recent"]:
        return now
    if found["past"] or found["founded"]:
        return times.year
    if found["new"]:
        return None if now is None or times.year is None else max(now, times.year + 1)
    if found["year"]:
        year = int(found["year"])
        return year if now is None or year > now - _MEMORY else None
    if found["this"]:
        return now if due or found["this"].startswith("今") else times.year
    if found["next"] in ("下一年度", "下一年", "次年") and times.year is not None:
        return times.year + 1  # 下一年度 in the report of 2023 is 2024, whenever it came out
    kind = found.lastgroup or ""
    return _shift(times, _SHIFTS[kind]) if kind in _SHIFTS else None


def _shift(times: Times, years: int) -> int | None:
    base = times.published or times.year
    return None if base is None else base + years


def _blank_titles(words: str) -> str:
    if "《" not in words and "(" not in words and "〔" not in words and "[" not in words:
        return words
    return _TITLE.sub(lambda found: " " * len(found.group()), words)
