"""Pictures without a browser: the right size, Chinese drawn as outlines, nothing left out."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from pages.parts.exports import cloud, echarts_face, outline, picture
from tests.exports import conftest as charts

CLOUD_WORDS = ("清廉", "监督", "家风", "廉洁文化", "一体推进", "整改", "警示教育", "基层", "主体责任", "作风")


def dark(image, box):
    """How many pixels of a part are ink."""
    grey = image.convert("L").crop(box)
    return sum(grey.histogram()[:110])


def test_a_picture_is_as_large_as_a_slide_and_its_title_is_drawn(each):
    image = Image.open(io.BytesIO(picture.png(each.chart)))
    assert image.size == (3840, 2160)
    title, caption = (150, 100, 3700, 250), (150, 2020, 3700, 2090)
    assert dark(image, title) > 200 * len(each.chart.finding)
    assert dark(image, caption) > 50 * len(charts.CAPTION)


def test_without_text_nothing_dark_is_in_the_titles_place():
    # the measure above tells glyphs from none
    chart = charts.Chart("x", "list", " ", (), (), " ", columns=("甲",), rows=(("乙",),))
    image = Image.open(io.BytesIO(picture.png(chart)))
    assert dark(image, (250, 100, 3700, 170)) == 0


def test_an_svg_needs_no_font_and_says_in_words_what_it_shows(each):
    svg = picture.svg(each.chart).decode()
    root = ElementTree.fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"text", "tspan", "style", "image", "script", "foreignObject"}
    assert "font-family" not in svg and "http" not in svg.replace(outline.SVG, "")
    assert root.find(f"{{{outline.SVG}}}desc").text == each.chart.alt
    assert root.get("viewBox") == "0 0 1280 720"


def test_every_character_has_an_outline():
    for kind in charts.KINDS.values():
        assert outline.missing(kind().alt + kind().caption + "▸") == ""
    assert outline.missing("\U0001f600") == "\U0001f600"


def test_every_chart_of_every_page_is_drawn_with_no_glyph_missing(shown):
    for _, exhibit in shown.values():
        chart = exhibit.chart
        table = "".join(map(str, chart.table().to_numpy().ravel()))
        assert outline.missing(chart.alt + chart.caption + table) == ""
        assert ElementTree.fromstring(picture.svg(chart)) is not None


def test_a_gap_is_written_and_a_target_is_hollow():
    svg = picture.svg(charts.bar()).decode()
    # five texts at marks: three values and two words for why there is none
    assert svg.count('fill="#0072B2"') >= 1 and 'stroke="#0072B2"' in svg
    with_gap, without = (len(picture.svg(c).decode()) for c in (charts.bar(), no_gaps()))
    assert with_gap > without


def test_a_line_is_drawn_on_both_sides_of_a_gap():
    svg = picture.svg(charts.line()).decode()
    # a point for each of three and of two values, one in the legend, and the empty area below the line
    assert [svg.count(f'fill="{colour}"') for colour in (charts.BLUE, charts.ORANGE)] == [5, 4]


def test_a_timeline_writes_whole_years_and_what_is_not_told():
    drawn = picture._draw(echarts_face.options(charts.timeline()), 1000, 300)
    written = re.findall(r"<text[^>]*>([^<]+)<", drawn)
    assert {"2025年底", "未写明"} <= set(written)
    assert {text for text in written if text[0] == "2"} == {"2025年底", "2025年", "2026年"}


def no_gaps():
    chart = charts.bar()
    marks = tuple(m if not m.gap else charts.Mark(None, "", gap=True) for m in chart.series[0].marks)
    return charts.Chart("x", "bar", chart.finding, chart.categories, (charts.Series("s", marks),), chart.caption)


LINES = {
    "short": ("甲乙丙", 100, ["甲乙丙"]),
    "broken": ("甲乙丙丁", 25, ["甲乙", "丙丁"]),
    "no comma begins a line": ("甲乙，丙", 25, ["甲乙，", "丙"]),
    "no bracket ends one": ("甲（乙）", 25, ["甲", "（乙）"]),
    "numbers stay whole": ("甲2022年", 30, ["甲", "2022", "年"]),
}


@pytest.mark.parametrize(("text", "room", "lines"), LINES.values(), ids=LINES)
def test_lines_break_as_chinese_text_does(text, room, lines):
    assert outline.wrapped(text, 10, room) == lines


def test_what_is_too_long_ends_in_an_ellipsis():
    assert outline.wrapped("甲" * 50, 10, 100, 2)[1].endswith("…")


def test_braces_in_names_are_no_template():
    marks = (charts.Mark(1, "{a}1篇"),)
    chart = charts.Chart("x", "bar", "题", ("{b}",), (charts.Series("s", marks),), "注")
    assert re.search("<svg", picture.svg(chart).decode())


def test_no_word_of_a_cloud_stands_outside_its_picture():
    words = tuple(f"{a}{b}廉政" for a in "清风正气" for b in "家国社会")
    marks = tuple(charts.Mark(float(n), f"{n}次") for n in range(40, 40 - len(words), -1))
    chart = charts.Chart("c", "cloud", "词云", words, (charts.Series("次", marks, "#000000"),), "注")
    clear = Image.open(io.BytesIO(picture.png(chart, zoom=1, bare=True)))
    image = Image.new("RGBA", clear.size, "white")
    image.alpha_composite(clear)
    wide, tall = image.size
    assert dark(image, (0, 0, wide, tall)) > 5_000
    for edge in ((0, 0, wide, 2), (0, tall - 2, wide, tall), (0, 0, 2, tall), (wide - 2, 0, wide, tall)):
        assert dark(image, edge) == 0


def test_words_of_a_cloud_stand_apart_and_within_its_room():
    weights = tuple((word, 60.0 / (1 + at)) for at, word in enumerate(CLOUD_WORDS))
    placed = cloud._placed(weights)
    assert [word for word, *_ in placed] == list(CLOUD_WORDS)
    boxes = []
    for word, size, across, baseline in placed:
        left, top, right, bottom = cloud._font(size).getbbox(word, anchor="ls")
        boxes.append((across + left, baseline + top, across + right, baseline + bottom))
    for at, (left, top, right, bottom) in enumerate(boxes):
        assert 0 <= left < right <= cloud.WIDTH
        assert 0 <= top < bottom <= cloud.HEIGHT
        for other in boxes[:at]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
