"""Slides: native, editable, in the screen's colours, with gaps in words and the evidence in the notes."""

import io
import zipfile

import openpyxl
import pptx
import pytest
from pptx.oxml.ns import qn

from pages.parts.exports import pptx_face, template
from tests.exports import conftest as charts


def slides_of(exhibit, own=None):
    return list(pptx.Presentation(io.BytesIO(pptx_face.render(exhibit, own))).slides)


def frame(slide):
    (found,) = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
    return found


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_bars_and_lines_are_native_charts_with_a_workbook(kind):
    chart = charts.KINDS[kind]()
    (slide,) = slides_of(charts.exhibit(chart))
    shape = frame(slide)
    assert shape._element.tag == qn("p:graphicFrame")
    native = shape.chart
    assert [list(series.values) for series in native.plots[0].series] == [
        [mark.value for mark in series.marks] for series in chart.series
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).active
    column = [cell.value for cell in sheet["B"]]
    assert column == [chart.series[0].name, *(mark.value for mark in chart.series[0].marks)]


@pytest.mark.parametrize("kind", ["matrix", "list", "timeline"])
def test_other_kinds_are_native_tables_that_say_what_the_screen_says(kind):
    chart = charts.KINDS[kind]()
    (slide,) = slides_of(charts.exhibit(chart))
    rows = [[cell.text for cell in row.cells] for row in frame(slide).table.rows]
    if kind == "matrix":
        assert rows == [["类别", "甲", "丁"], ["培训", "4", "无报告"], ["制度", "未提及", "10"]]
    else:
        assert rows == [list(chart.table().columns), *chart.table().values.tolist()]


def test_a_gap_is_no_point_and_its_word_stands_with_the_name():
    (slide,) = slides_of(charts.exhibit(charts.bar()))
    native = frame(slide).chart
    assert list(native.plots[0].categories)[3:] == ["丙：报告未提及", "丁：无报告"]
    assert native.plots[0].series[0].values[3:] == (None, None)
    points = native._chartSpace.findall(f".//{qn('c:val')}//{qn('c:pt')}")
    assert [point.get("idx") for point in points] == ["0", "1", "2"]
    assert native._chartSpace.find(f".//{qn('c:dispBlanksAs')}").get("val") == "gap"


def test_bounds_colours_and_targets_are_those_of_the_screen():
    (slide,) = slides_of(charts.exhibit(charts.bar()))
    series = frame(slide).chart.plots[0].series[0]
    labels = [series.points[at].data_label.text_frame.text for at in range(3)]
    assert labels == ["≥60篇 ▸", "4.2万篇", "90篇"]
    fills = [series.points[at].format.fill for at in range(3)]
    assert [f"#{fill.fore_color.rgb}" for fill in fills[:2]] == [charts.BLUE, charts.ORANGE]
    assert fills[2].type is not None and fills[2].type.name == "BACKGROUND"
    assert f"#{series.points[2].format.line.color.rgb}" == charts.BLUE


def test_a_line_says_below_where_it_breaks():
    (slide,) = slides_of(charts.exhibit(charts.line()))
    told = template.placeholder(slide, template.SOURCE).text_frame.text
    assert told.startswith("乙2022年报告未提及 · ") and charts.CAPTION in told


def test_title_source_and_notes_say_finding_caption_and_evidence():
    chart = charts.bar()
    (slide,) = slides_of(charts.exhibit(chart, "自拟标题"))
    assert slide.shapes.title.text == "自拟标题"
    assert template.placeholder(slide, template.SOURCE).text_frame.text == chart.caption
    notes = slide.notes_slide.notes_text_frame.text
    for told in (chart.finding, "年份为推断", "≥60篇", "原文“60余篇”", "第 10—14 字", "编号 jia:1",
                 "《甲市总结》甲市纪委 2022-03", "目标 90篇"):  # fmt: skip
        assert told in notes


def test_chinese_letters_have_a_typeface_everywhere(each):
    content = pptx_face.render(each)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if n.startswith(("ppt/slides/slide", "ppt/charts/chart")) and n.endswith(".xml")]
        for name in parts:
            xml = archive.read(name).decode()
            # every run that names a size names a Chinese typeface too
            assert xml.count("<a:latin ") <= xml.count('<a:ea typeface="微软雅黑"/>')
            assert "微软雅黑" in xml


def test_a_drawing_is_described_for_who_cannot_see_it(each):
    (slide, *_) = slides_of(each)
    drawings = slide._element.xpath(".//p:graphicFrame//p:cNvPr | .//p:pic//p:cNvPr")
    assert [drawing.get("descr") for drawing in drawings] == [each.chart.alt]


def test_a_long_list_goes_over_slides_and_loses_no_row():
    chart = charts.listed(60)
    slides = slides_of(charts.exhibit(chart))
    rows = [row.cells[0].text for s in slides for row in list(frame(s).table.rows)[1:]]
    assert len(slides) > 2 and rows == [row[0] for row in chart.rows]
    assert slides[1].shapes.title.text == f"逐条数据（2/{len(slides)}）"
    bottom = max(frame(s).top + sum(r.height for r in frame(s).table.rows) for s in slides)
    assert bottom <= (1.5 + 5.05) * 914_400


def test_the_words_of_a_cloud_stand_beside_each_other_on_one_slide():
    names = tuple(f"词{n:02}" for n in range(60))
    marks = tuple(charts.Mark(float(n), f"{n}次") for n in range(60))
    chart = charts.Chart("c", "cloud", "词云", names, (charts.Series("次数", marks, charts.BLUE),), "注", "词")
    _, words = slides_of(charts.exhibit(chart))
    rows = [[cell.text for cell in row.cells] for row in frame(words).table.rows]
    assert len(rows) == 16 and len(rows[0]) == 8
    assert [row[at] for at in range(0, 8, 2) for row in rows[1:]] == list(names)


def test_a_list_over_several_slides_is_divided_evenly():
    slides = slides_of(charts.exhibit(charts.listed(18)))
    assert [len(frame(slide).table.rows) - 1 for slide in slides] in ([9, 9], [10, 8])


def test_control_characters_and_formulas_do_no_harm():
    marks = (charts.Mark(1, "=1+1"),)
    chart = charts.Chart("x", "bar", "题\x07目", ("=cmd|' /C calc'!A0",), (charts.Series("@名", marks),), "注\x00")
    (slide,) = slides_of(charts.exhibit(chart))
    native = frame(slide).chart
    sheet = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "n"}
    assert slide.shapes.title.text == "题目"


def own_template(change):
    deck = pptx.Presentation(io.BytesIO(template.default()))
    change(deck)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def rename_placeholder(deck):
    next(s for s in deck.slide_layouts[1].placeholders if s.name == "来源").name = "脚注"


def rename_layout(deck):
    deck.slide_layouts[0].name = "Cover"


FAULTY = {
    "a placeholder": (own_template(rename_placeholder), "版式“内容”的占位符 “来源”"),
    "a layout": (own_template(rename_layout), "版式“封面”（含占位符 标题、单位、日期）"),
    "no deck": (b"PK\x03\x04nothing", "模板不是可以打开的 .pptx 文件"),
    "text": ("不是".encode(), "模板不是可以打开的 .pptx 文件"),
    "another zip": (None, "模板不是可以打开的 .pptx 文件"),
}


@pytest.mark.parametrize(("content", "message"), FAULTY.values(), ids=FAULTY)
def test_a_template_that_lacks_something_is_refused_by_name(content, message):
    if content is None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.txt", "x")
        content = buffer.getvalue()
    with pytest.raises(template.TemplateError, match="") as caught:
        template.opened(content)
    assert message in str(caught.value)


def test_a_units_own_template_keeps_its_look_and_loses_its_slides():
    def move(deck):
        body = next(s for s in deck.slide_layouts[1].placeholders if s.name == "正文")
        body.left, body.width = 2_000_000, 8_000_000
        deck.slides.add_slide(deck.slide_layouts[0])

    (slide,) = slides_of(charts.exhibit(charts.bar()), own_template(move))
    shape = frame(slide)
    assert (shape.left, shape.width) == (2_000_000, 8_000_000)


def test_every_chart_of_every_page_makes_a_slide(shown):
    for recipe, exhibit in shown.values():
        assert recipe is not None
        slides = slides_of(exhibit)
        if exhibit.chart.kind == "cloud":
            assert slides[0]._element.xpath(".//p:pic")
        assert frame(slides[-1]) and slides[0].has_notes_slide
