"""The national table of divisions: look names up and read them in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.reference import table, word_set

_SUFFIX = re.compile("[省市县区州盟旗]")
_DISTRICT = re.compile("(?<=..)(?:新区|特区|区|旗)$")
LONGEST_NAME = 16
_ROAD_SIGNS = set("路站港湾山河江湖桥号大道街")  # 上海静安路, 广东中山大学: no division
_COMMON = {"市区", "郊区", "城区", "矿区", "开县", "新区", "老区", "社区", "地区", "小区"}


@dataclass(frozen=True, slots=True)
class Place:
    """A division of province, city or county level."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place name in a text and the codes it may mean."""

    start: int
    end: int
    codes: tuple[str, ...]


@cache
def places() -> dict[str, Place]:
    """Code → division."""
    rows = table("regions.csv")
    return {
        r["code"]: Place(r["code"], r["name"], r["short"], r["level"], r["parent"]) for r in rows
    }


@cache
def _full_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for place in places().values():
        names.setdefault(place.name, []).append(place.code)
    for row in table("region_aliases.csv"):
        alias = row["alias"]
        if not alias.isdigit() and _SUFFIX.match(alias[-1]) and row["code"] in places():
            names.setdefault(alias, []).append(row["code"])
    return {name: tuple(codes) for name, codes in names.items() if len(name) > 1}


@cache
def _lengths_by_end() -> dict[str, tuple[int, ...]]:
    """The last two characters of full names → how long such names are, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in _full_names():
        if len(name) <= LONGEST_NAME:
            lengths.setdefault(name[-2:], set()).add(len(name))
    return {end: tuple(sorted(some, reverse=True)) for end, some in lengths.items()}


@cache
def _short_names() -> dict[str, tuple[str, ...]]:
    """Those names without suffix that are no everyday words and stand inside none."""
    return {name: codes for name, codes in _all_short_names().items() if not is_common_word(name)}


@cache
def _all_short_names() -> dict[str, tuple[str, ...]]:
    """Names without their suffix: 咸阳, 山西, 浏阳; two characters at least."""
    names: dict[str, list[str]] = {}
    for place in places().values():
        short = re.sub("\uff08.*", "", place.short)
        for name in {short, stem(place.code), re.sub("(?<=..)[省市县]$", "", place.name)}:
            if len(name) > 1 and name not in _full_names():
                names.setdefault(name, []).append(place.code)
    for row in table("region_aliases.csv"):
        alias = row["alias"]
        if len(alias) > 1 and not alias.isdigit() and alias not in _full_names():
            names.setdefault(alias, []).append(row["code"])
    return {name: tuple(dict.fromkeys(codes)) for name, codes in names.items()}


@cache
def _names_of() -> dict[str, list[str]]:
    """Division → its names without suffix."""
    names: dict[str, list[str]] = {}
    for name, codes in _all_short_names().items():
        for code in codes:
            names.setdefault(code, []).append(name)
    return names


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    codes = {row["word"]: tuple(row["codes"].split()) for row in table("region_marks.csv")}
    return re.compile("|".join(sorted(codes, key=len, reverse=True))), codes


def find_marks(text: str) -> list[str]:
    """The divisions that words stand for which only they use: 新台币, 廉署.

    Of two that share a word the text means the one that it names the more often.
    """
    pattern, codes = _marks()
    named = [codes[found.group()] for found in pattern.finditer(text)]
    meant = {some: max(some, key=lambda code: text.count(stem(code))) for some in set(named)}
    return [meant[some] for some in named]


@cache
def ancestors(code: str) -> tuple[str, ...]:
    """The division itself and those it belongs to, from the inside out."""
    chain = []
    while code in places():
        chain.append(code)
        code = places()[code].parent
    return tuple(chain)


@cache
def _divisions_in() -> dict[str, list[str]]:
    """Division → all that lie in it, in the table's order."""
    inner: dict[str, list[str]] = {}
    for code in places():
        for outer in ancestors(code)[1:]:
            inner.setdefault(outer, []).append(code)
    return inner


def has_parts(code: str) -> bool:
    """Whether the table knows divisions inside it: none of 台湾 and 香港."""
    return code in _divisions_in()


def top_of(code: str) -> str:
    """The province that a division is or lies in."""
    return ancestors(code)[-1]


def is_plain_word(name: str) -> bool:
    """Whether a name without 市 or 县 is a word of its own: 资源, 合作."""
    return name in word_set("place_words.txt")


def is_common_word(name: str) -> bool:
    """Whether a name without 市 or 县 is everyday language, or stands inside some: 搭建平台."""
    return is_plain_word(name) or name in word_set("place_common_words.txt")


@cache
def stem(code: str) -> str:
    """A division's name without 省, 市, 县: 咸阳."""
    short = re.sub("\uff08.*", "", places()[code].short)
    return re.sub("(?<=..)[省市县]$", "", short)


def within(code: str, outer: str) -> bool:
    """Whether a division is another one or lies in it."""
    return outer in ancestors(code)


def find_named(text: str, start: int, end: int) -> list[Named]:
    """Full names (山西省, 咸阳市, 泾阳县) in a stretch of text, the longest at each place."""
    names, lengths_by_end = _full_names(), _lengths_by_end()
    found: list[Named] = []
    for suffix in _SUFFIX.finditer(text, start, end):
        stop = suffix.end()
        for length in lengths_by_end.get(text[stop - 2 : stop], ()):
            begin = stop - length
            word = text[begin:stop] if begin >= start else ""
            if word in names and word not in _COMMON and (length > 2 or _begins(text, begin, word)):
                while found and found[-1].start >= begin:
                    found.pop()
                found.append(Named(begin, stop, names[word]))
                break
    return found


def _begins(text: str, begin: int, word: str) -> bool:
    """Whether a name of two characters is no end of 示范县, 建成县域 or 省、市和县."""
    common = word_set("place_common_words.txt")
    before = text[max(0, begin - 4) : begin]
    if not before or not "\u4e00" <= before[-1] <= "\u9fff":
        return True
    if word not in common:
        return before[-1] + word not in common
    return any(before[-length:] in _short_names() for length in (2, 3, 4))


def find_short(text: str, start: int, end: int) -> list[Named]:
    """Names without suffix (咸阳, 山西) in a stretch of text."""
    found = []
    position = start
    while position < end - 1:
        named = short_at(text, position, end)
        if named is not None:
            found.append(named)
            position = named.end - 1
        position += 1
    return found


def short_at(text: str, start: int, end: int) -> Named | None:
    """The longest name without suffix that a stretch of text begins with."""
    names = _short_names()
    for length in (4, 3, 2):
        word = text[start : start + length]
        if word in names and start + length <= end:
            return Named(start, start + length, names[word])
    return None


def find_short_inside(text: str, start: int, end: int, home: str | None) -> list[tuple[Named, str]]:
    """Names without suffix that mean one division inside ``home``, which none of them names.

    Inside the whole country (``home`` is None) they are the provinces' alone.
    """
    pattern, codes = _short_inside(home)
    if pattern is None:
        return []
    return [
        (Named(found.start(), found.end(), (codes[found.group()],)), codes[found.group()])
        for found in pattern.finditer(text, start, end)
    ]


def find_chained(text: str, end: int, outer: str) -> tuple[Named, str] | None:
    """The plain name right behind that of the division around it: 山东济南, 重庆铜梁."""
    pattern, codes = _chained_in(outer)
    found = pattern.match(text, end) if pattern else None
    if found is None or text[found.end() : found.end() + 1] in _ROAD_SIGNS:
        return None
    code = codes[found.group()]
    return Named(found.start(), found.end(), (code,)), code


@cache
def _chained_in(outer: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """The plain names inside a division, those of districts (铜梁) too."""
    codes: dict[str, str] = {}
    inner = _divisions_in().get(outer, ())
    for code in sorted(inner, key=lambda one: len(ancestors(one)), reverse=True):
        name = _DISTRICT.sub("", stem(code))
        district_word = name in word_set("place_district_words.txt")
        if len(name) > 1 and not is_common_word(name) and not district_word:
            codes[name] = code  # the outer one of a name comes last
    if not codes:
        return None, codes
    return re.compile("|".join(sorted(codes, key=len, reverse=True))), codes


@cache
def _short_inside(home: str | None) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    codes = {}
    if home is None:
        codes = {stem(code): code for code, place in places().items() if place.level == "province"}
        return re.compile("|".join(sorted(codes, key=len, reverse=True))), codes
    inner = _divisions_in().get(home, ())
    for name in dict.fromkeys(name for code in inner for name in _names_of().get(code, ())):
        meant = _all_short_names()[name]
        inside = [code for code in meant if code != home and within(code, home)]
        # 新乡 the city and 新乡 the county in it: the plain word means the city.
        outer = [code for code in inside if all(within(other, code) for other in inside)]
        if outer and home not in meant and not is_plain_word(name):
            codes[name] = outer[0]
    if not codes:
        return None, codes
    return re.compile("|".join(sorted(codes, key=len, reverse=True))), codes


def resolve(codes: tuple[str, ...], home: str | None) -> str | None:
    """The one division meant: in the document's own family first, else only a plain name."""
    if len(codes) == 1:
        return codes[0]
    if home is None:
        return None
    for outer in ancestors(home):
        inside = [code for code in codes if within(code, outer)]
        if inside:
            return inside[0] if len(inside) == 1 or inside[0] == outer else _highest(inside)
    return None


def _highest(codes: list[str]) -> str | None:
    """A name shared by a division and one inside it (朝阳, 吉林) means the outer one."""
    rank = {"province": 0, "city": 1, "county": 2}
    ordered = sorted(codes, key=lambda code: rank[places()[code].level])
    first, second = (places()[code].level for code in ordered[:2])
    return ordered[0] if first != second else None
