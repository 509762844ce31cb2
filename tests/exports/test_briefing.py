"""A briefing: one deck, one workbook, one report; a collection that is kept, opened and checked."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pptx
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.parts import briefings, collection, data, recipes
from pages.parts.chart import Series
from pages.parts.collection import Collection, CollectionError
from pages.parts.exports import briefing, deck, docx_face, xlsx_face
from pages.parts.exports.briefing import Briefing, key_numbers
from tests.exports import conftest as charts

ROOT = Path(__file__).parents[2]
ALL = tuple(charts.exhibit(kind()) for kind in charts.KINDS.values())
TOLD = Briefing("三季度简报", "甲市纪委", "2026年10月1日", ALL)


def test_a_deck_is_cover_key_numbers_charts_sources_and_appendix():
    made = pptx.Presentation(io.BytesIO(deck.render(TOLD)))
    titles = [slide.shapes.title.text for slide in made.slides]
    # a cloud is a picture, its data a table on a slide of their own
    of_charts = [t for each in ALL for t in [each.title] * (1 + (each.chart.kind == "cloud"))]
    assert titles == [
        "三季度简报", "要点", *of_charts, "来源", "附录：所用数据 3 个", "附录：清单 1 项",
    ]  # fmt: skip
    assert (made.slide_width, made.slide_height) == (12_192_000, 6_858_000)
    cover = "".join(shape.text_frame.text for shape in made.slides[0].placeholders)
    assert "甲市纪委" in cover and "2026年10月1日" in cover
    charts_held = [shape for slide in made.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts_held) == 3


def test_key_numbers_are_of_the_first_charts_and_no_target_is_among_them():
    told = [(number.label, number.value) for number in key_numbers(ALL)]
    assert told == [("甲（2022年） · 宣传稿件", "≥60篇"), ("通报 · 已完成", "28/36"), ("甲 · 2023年", "2次")]


def test_the_workbook_has_a_sheet_a_chart_and_one_of_all_figures():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_face.book(TOLD.exhibits, TOLD.cover)))
    assert book.sheetnames[0] == "目录" and book.sheetnames[-3:] == ["数据出处", "清单出处", "来源"]
    assert len(book.sheetnames) == len(ALL) + 4
    assert book["数据出处"].max_row == 1 + 3


def test_the_report_holds_pictures_tables_captions_and_the_appendix():
    report = Document(io.BytesIO(docx_face.render(TOLD)))
    text = "\n".join(paragraph.text for paragraph in report.paragraphs)
    for told in ("三季度简报", "要点", "来源", "附录：所用数据 3 个", charts.CAPTION):
        assert told in text
    assert len(report.inline_shapes) == 5  # bar, stacked, line, timeline, cloud
    assert len(report.tables) == len(ALL) + 3
    of_bars = report.tables[[each.chart.kind for each in ALL].index("bar")]
    assert of_bars.cell(4, 1).text == "报告未提及"
    fonts = report.styles["Normal"].element.rPr.rFonts.xml
    assert 'w:eastAsia="微软雅黑"' in fonts


MARKUP = '=HYPERLINK("http://x","点")</a:t><script>alert(1)</script> &amp; <w:fldSimple/>'


def test_markup_and_formulas_in_titles_stay_words_and_no_file_points_outside():
    bars = charts.bar()
    marks = tuple(replace(mark, text=MARKUP, note=MARKUP) for mark in bars.series[0].marks)
    chart = replace(bars, finding=MARKUP, caption=MARKUP, series=(Series(MARKUP, marks),))
    told = Briefing(MARKUP, MARKUP, "2026年10月1日", (charts.exhibit(chart),))
    made = {"pptx": deck.render(told), "docx": docx_face.render(told), "xlsx": xlsx_face.book(told.exhibits, told.cover)}
    slides = pptx.Presentation(io.BytesIO(made["pptx"])).slides
    assert [slides[0].shapes.title.text, slides[2].shapes.title.text] == [MARKUP, MARKUP]
    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(made["docx"])).paragraphs]
    assert paragraphs[0] == MARKUP and f"1. {MARKUP}" in paragraphs
    sheets = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    assert "f" not in {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row}
    for content in made.values():
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert not [name for name, part in parts.items() if b"<script" in part or b'TargetMode="External"' in part]


def test_a_long_appendix_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(briefing, "MOST_APPENDIX", 2)
    made = pptx.Presentation(io.BytesIO(deck.render(TOLD)))
    titles = [slide.shapes.title.text for slide in made.slides]
    assert "附录：所用数据 3 个（列前 2 个，其余见 Excel）" in titles
    assert len(briefing.appendix_rows(TOLD.exhibits)[1]) == 2


def test_progress_is_told_from_the_first_chart_to_the_end():
    heard = []
    deck.render(TOLD, None, lambda share, told: heard.append((share, told)))
    assert [share for share, _ in heard] == sorted(share for share, _ in heard)
    assert heard[0][1] == f"第 1/{len(ALL)} 张图" and heard[-1] == (1.0, "完成")


@pytest.fixture(scope="module")
def collected(shown):
    items = [collection.item(recipe, told.chart, data.version()) for recipe, told in shown.values()]
    return Collection("简报", "甲市", "2026年10月1日", tuple(items))


def test_every_chart_can_be_made_again_from_its_recipe(shown):
    for recipe, told in shown.values():
        assert recipes.rebuild(recipe) == told.chart


def test_a_collection_comes_back_from_its_file_as_it_was(collected):
    assert collection.load(collection.dump(collected)) == collected


def test_on_the_same_data_nothing_has_changed(collected, run):
    made = briefings.rebuilt(collected)
    assert [each.item.recipe.chart for each in made if each.changes or each.fault] == []


def test_a_number_that_is_another_now_is_named(collected, run):
    at = next(n for n, i in enumerate(collected.items) if i.recipe.chart == "training_training_attendance")
    item = collected.items[at]
    row = item.values[1]
    changed = replace(item, values=(item.values[0], (row[0], "1人次"), ("戊", "9人次"), *item.values[3:]))
    told = collection.changes(changed, recipes.rebuild(item.recipe))
    assert told[0] == f"{row[0]} 培训人次：1人次 → {row[1]}"
    assert any(line.startswith("不再有“戊”") for line in told)
    assert any(line.startswith("新增“") for line in told)


def test_what_the_data_no_longer_hold_is_named_and_left_out(collected, run):
    recipe = replace(collected.items[0].recipe, regions=("999999",))
    lost = replace(collected, items=(replace(collected.items[0], recipe=recipe), collected.items[1]))
    first, second = briefings.rebuilt(lost)
    assert first.fault == "地区“999999”不在现有数据中" and second.chart
    assert len(briefings.briefing(lost, [first, second]).exhibits) == 1


def test_charts_are_ordered_retitled_removed_and_kept_once(collected):
    a, b, c = collected.items[:3]
    three = Collection(items=(a, b, c))
    assert three.move(0, 1).items == (b, a, c)
    assert three.move(0, -1) == three and three.move(2, 1) == three
    assert three.remove(1).items == (a, c)
    assert three.retitle(0, " 新题\x00 ").items[0].heading == "新题"
    assert three.retitle(0, "新题").retitle(0, "").items[0].heading == a.finding
    assert three.add(a) == three


def spoilt(**changes):
    item = {
        "page": "training", "chart": "x", "regions": [], "years": [], "categories": [], "rollup": True,
        "own": [], "title": "", "finding": "f", "data_version": "0" * 12, "values": [["a"], ["b"]],
    }  # fmt: skip
    told = {"format": collection.FORMAT, "format_version": 1, "title": "t", "unit": "", "date": ""}
    own = {key: value for key, value in changes.items() if key in told or key == "items"}
    return json.dumps(told | {"items": [item | {k: v for k, v in changes.items() if k not in own}]} | own).encode()


HOSTILE = {
    "nothing": (b"", "不是可以读取的 JSON"),
    "no text": (b"\xff\xfe\x00", "不是可以读取的 JSON"),
    "deep": (b"[" * 100_000, "不是可以读取的 JSON"),
    "large": (b" " * 2_000_001, "超过 2 MB"),
    "a list": (b"[]", "不是本看板保存的"),
    "another format": (spoilt(format="x"), "不是本看板保存的"),
    "a later version": (spoilt(format_version=2), "版本不同"),
    "items no list": (spoilt(items={}), "不超过 60 项"),
    "too many": (spoilt(items=[{}] * 61), "不超过 60 项"),
    "an item no object": (spoilt(items=[1]), "第 1 张图：应是一组字段"),
    "a page that is none": (spoilt(page="../../etc/passwd"), "页面“../../etc/passwd”不存在"),
    "a page of another type": (spoilt(page=["training"]), "不存在"),
    "a path as chart": (spoilt(chart="../x"), "“chart”不合格式"),
    "a code that is none": (spoilt(regions=["1; drop"]), "“regions”里有不合格式的代码"),
    "years as text": (spoilt(years=["2022"]), "“years”里有不是年份的值"),
    "a truth as year": (spoilt(years=[True]), "“years”里有不是年份的值"),
    "rollup as text": (spoilt(rollup="true"), "“rollup”应是"),
    "a long title": (spoilt(title="甲" * 201), "“title”应是不超过 200 字的文字"),
    "a ragged table": (spoilt(values=[["a"], ["b", "c"]]), "“values”不是表格"),
    "numbers in the table": (spoilt(values=[[1]]), "“values”不是表格"),
    "a huge table": (spoilt(values=[["a"]] * 401), "“values”不是表格"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_collection_is_refused_with_the_reason(content, message):
    with pytest.raises(CollectionError, match="") as caught:
        collection.load(content)
    assert message in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("page", "chart", "regions", "years", "categories", "rollup", "own", "title", "finding", "data_version", "values")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([*FIELDS, "items", "unit", "date", "format_version"]), json_values)
def test_no_value_in_any_field_makes_anything_but_a_collection_or_a_message(field, value):
    try:
        found = collection.load(spoilt(**{field: value}))
    except CollectionError as error:
        assert str(error)
    else:
        assert isinstance(found, Collection)


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "pages.parts.briefing_cli", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_the_command_makes_all_files_without_the_app(collected, built_data, tmp_path):
    some = replace(collected, items=collected.items[:3])
    (tmp_path / "c.json").write_bytes(collection.dump(some))
    done = command("--collection", tmp_path / "c.json", "--out", tmp_path / "out", "--data", built_data)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(p.suffix for p in (tmp_path / "out").iterdir()) == [".docx", ".pptx", ".xlsx"]
    (made,) = (tmp_path / "out").glob("*.pptx")
    assert pptx.Presentation(made).slides[0].shapes.title.text == "简报"


def test_the_command_tells_what_is_lost_and_what_has_changed(collected, built_data, tmp_path):
    first, second, third = collected.items[:3]
    lost = replace(first, recipe=replace(first.recipe, years=(1999,)))
    other = replace(second, values=(second.values[0], (second.values[1][0], "1人次"), *second.values[2:]))
    (tmp_path / "c.json").write_bytes(collection.dump(replace(collected, items=(lost, other, third))))
    done = command("--collection", tmp_path / "c.json", "--out", tmp_path, "--data", built_data, "--format", "xlsx")
    assert done.returncode == 1
    assert "年份“1999”不在现有数据中" in done.stderr and "1人次 →" in done.stderr
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


def test_wrong_usage_ends_with_two_and_a_message(built_data, tmp_path):
    missing = command("--collection", tmp_path / "none.json", "--out", tmp_path)
    assert missing.returncode == 2 and "读不到" in missing.stderr
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    bad = command("--collection", tmp_path / "bad.json", "--out", tmp_path, "--data", built_data)
    assert bad.returncode == 2 and "不是本看板保存的" in bad.stderr
    assert command().returncode == 2
