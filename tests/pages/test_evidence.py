"""数据出处: each figure leads back to its sentence, its whole and its parts."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.build import build
from pages.parts import data, downloads, evidence, list_downloads, words
from tests.pages.helpers import add_report, add_rows, figures_of, keep_text, open_page, rows

PAGE = "evidence"
REPORT = "# 一季度\n先说别的事。今年共办培训班12场，参加人员3400人次，其中线上[1200]人次*！下一句话。\n再下一段"
FIGURES = {
    "12场": {"value": 12, "item": "培训班"},
    "3400人次": {"value": 3400, "unit": "人次", "item": "参加人员"},
}


@pytest.fixture
def demo(own_data, use_data):
    """The project's data with one invented report; its text is on this machine."""
    keep_text(own_data, add_report(own_data, REPORT, FIGURES), REPORT)
    build(use_data(own_data), own_data / "build")
    return own_data


def figure_id(quote):
    return f"demo:{REPORT.index(quote)}"


def shown(at):
    """Everything in words on the page."""
    return "\n".join(element.value for kind in ("title", "subheader", "markdown", "info", "caption") for element in at.get(kind))


def table(at):
    return at.dataframe[0].value


def test_the_title_counts_figures_and_reports(project_data):
    figures = figures_of(project_data)
    reports = len({f["doc"] for f in figures})
    assert open_page(PAGE).title[0].value == f"{len(figures)} 个数据，出自 {reports} 份公开报告"


def test_a_cold_deep_link_shows_what_the_shell_shows(project_data):
    address = {"region": "阳泉", "category": "学习培训"}
    cold = open_page(PAGE, **address)
    warm = open_page(**address)
    warm.switch_page(f"pages/{PAGE}.py").run()
    assert shown(cold) == shown(warm)
    assert table(cold).equals(table(warm))
    assert cold.multiselect(key="region").value == ["阳泉"]


def test_a_chosen_figure_shows_its_sentence_with_the_number_marked(demo):
    at = open_page(PAGE, figure=figure_id("3400人次"))
    (sentence,) = (m.value for m in at.markdown if "green-background" in m.value)
    assert sentence == "今年共办培训班12场，参加人员:green-background[**3400人次**]，其中线上\\[1200\\]人次\\*！"
    assert at.subheader[0].value == "阳泉 · 参加人员 3\\,400人次 · 2023年"
    assert "make reports" not in shown(at)


def test_without_the_reports_text_it_says_how_to_add_it(demo):
    for path in (demo / "reports").iterdir():
        path.unlink()
    at = open_page(PAGE, figure=figure_id("12场"))
    assert "原文数字：**12场**" in [m.value for m in at.markdown]
    assert any("make reports DIR=" in info.value for info in at.info)


def test_a_report_taken_in_later_is_shown_without_a_restart(demo):
    kept = next((demo / "reports").iterdir())
    hidden = kept.rename(kept.with_suffix(".away"))
    at = open_page(PAGE, figure=figure_id("12场"))
    assert "green-background" not in shown(at)
    hidden.rename(kept)
    assert "green-background" in shown(at.run())


def test_markup_in_a_report_or_an_item_does_not_act(own_data, use_data):
    text = "宣讲<b>5场</b>，见[此处](http://example.org)与**别处**。"
    sha256 = add_report(own_data, text, {"5场": {"value": 5, "item": "[讲](http://x) **座** :red[x]"}}, title="《<i>报</i>》$x$")
    keep_text(own_data, sha256, text)
    build(use_data(own_data), own_data / "build")
    at = open_page(PAGE, figure=f"demo:{text.index('5场')}")
    assert not at.exception
    for told in (at.subheader[0].value, *(m.value for m in at.markdown), *(c.value for c in at.caption)):
        ours = re.sub(r":(gray|green-background)\[|\*\*|\]$|`[^`]*`", "", told)
        assert not re.search(r"(?<!\\)[<\[$*]", ours), told


def test_an_unknown_figure_is_named_and_nothing_fails(project_data):
    at = open_page(PAGE, figure="atlantis:1 [x](y)")
    assert not at.exception
    assert [info.value for info in at.info if "没有编号为" in info.value] == [
        "没有编号为“atlantis\\:1 \\[x\\]\\(y\\)”的数据。请在上表点选一行，或核对编号。"
    ]


def test_a_figure_of_every_kind_can_be_opened(project_data):
    at = open_page(PAGE)
    kinds = {
        (f["doc"], f["bound"], f["status"], f["role"], f["indicator"] == "", f["year"] == ""): f
        for f in figures_of(project_data)
    }
    for figure in kinds.values():
        at.text_input(key="figure").set_value(figure["id"]).run()
        assert not at.exception, figure["id"]
        amount = words.amount(float(figure["value"]), figure["unit"], figure["bound"])
        assert words.literal(f"{figure['item']} ") in at.subheader[0].value
        assert words.literal(amount) in at.subheader[0].value
        assert ("目标" in at.subheader[0].value) >= (figure["status"] == "target")
        assert not re.search(r"\b(nan|None|NaT|<NA>)\b", shown(at)), figure["id"]


def test_a_figure_shows_its_whole_and_all_its_parts(project_data):
    figures = figures_of(project_data)
    part = next(f for f in figures if f["role"] == "part")
    family = {f["id"] for f in figures if part["of"] in (f["id"], f["of"])}
    at = open_page(PAGE, figure=part["id"])
    shown_family = at.dataframe[-1].value
    assert shown_family["编号"].iloc[0] == part["of"]
    assert family <= set(shown_family["编号"])
    roles = dict(zip(shown_family["编号"], shown_family["角色"], strict=True))
    assert roles[part["id"]] == "其中"
    assert len(shown_family) == shown_family["编号"].nunique()


def test_a_figure_of_its_own_has_no_table_of_parts(demo):
    assert len(open_page(PAGE, figure=figure_id("12场")).dataframe) == 1


@pytest.mark.parametrize("address", [{"q": "查无此事"}, {"region": "沈阳", "category": "政务服务"}])
def test_an_empty_result_says_so_and_what_to_change(project_data, address):
    at = open_page(PAGE, **address)
    assert at.title[0].value == "没有符合条件的数据"
    assert "放宽地区、年份或类别" in shown(at)
    assert len(at.dataframe) == 0
    assert len(at.get("download_button")) == 0


def test_a_search_finds_items_numbers_regions_and_titles(project_data):
    titles = {s["doc"]: s["title"] for s in rows(project_data / "sources.csv")}
    figures = figures_of(project_data)
    for word in (figures[0]["item"], figures[-1]["quote"], titles[figures[0]["doc"]][:6]):
        found = table(open_page(PAGE, q=word))
        direct = [f for f in figures if word in f["item"] or word in f["quote"] or word in titles[f["doc"]]]
        assert len(found) >= len(direct) > 0
    assert set(table(open_page(PAGE, q="阳泉"))["地区"]) >= {"阳泉"}


@pytest.mark.parametrize("word", ["%", "_", "'", "\\", ".*"])
def test_a_search_takes_every_character_as_itself(project_data, word):
    figures = figures_of(project_data)
    at = open_page(PAGE, q=word)
    count = sum(word in f["item"] + f["quote"] for f in figures)
    assert at.title[0].value.startswith(f"{count} 个数据" if count else "没有符合条件的数据")


def test_the_table_sorts_by_value_and_by_year(project_data):
    by_value = table(open_page(PAGE, sort="数值从大到小"))["数值"]
    assert list(by_value) == sorted(by_value, reverse=True)
    years = [y[:4] for y in table(open_page(PAGE, sort="年份从近到远"))["年份"] if y != "未注明"]
    assert years == sorted(years, reverse=True)
    first = figures_of(project_data)[0]
    assert table(open_page(PAGE))["计什么"].iloc[0] == first["item"]


def test_indicator_and_status_narrow_the_table(project_data):
    figures = figures_of(project_data)
    targets = [f for f in figures if f["status"] == "target"]
    assert len(table(open_page(PAGE, status="目标"))) == len(targets)
    names = {r["id"]: r["name"] for r in rows(project_data / "reference" / "indicators.csv")}
    indicator = next(f["indicator"] for f in figures if f["indicator"])
    wanted = [f for f in figures if f["indicator"] == indicator]
    assert len(table(open_page(PAGE, indicator=names[indicator]))) == len(wanted)


def test_bounds_missing_regions_and_inferred_years_are_written_out(own_data, use_data):
    text = "至少60篇，不超过70篇，约80篇，另有90篇。"
    add_report(
        own_data, text,
        {
            "60篇": {"value": 60, "bound": "at_least"}, "70篇": {"value": 70, "bound": "at_most"},
            "80篇": {"value": 80, "bound": "about", "year": ""}, "90篇": {"value": 90, "region": ""},
        },
        year_basis="inferred: 示例",
    )  # fmt: skip
    build(use_data(own_data), own_data / "build")
    found = table(open_page(PAGE, q="示例事项"))
    assert list(found["界限"]) == ["≥", "≤", "约", ""]
    assert list(found["年份"]) == ["2023年（推断）", "2023年（推断）", "未注明", "2023年（推断）"]
    assert list(found["地区"]) == ["阳泉", "阳泉", "阳泉", "未注明"]
    assert open_page(PAGE, figure=f"demo:{text.index('90篇')}").subheader[0].value.startswith("地区未注明")


def test_a_long_table_comes_in_pages_that_together_hold_every_figure(own_data, use_data):
    text = "".join(f"第{n:03}项{n + 1000}件。" for n in range(450))
    figures = {f"{n + 1000}件": {"value": n + 1000, "unit": "件", "item": f"事{n:03}"} for n in range(450)}
    add_report(own_data, text, figures)
    build(use_data(own_data), own_data / "build")
    at = open_page(PAGE, q="示例报告")
    assert at.title[0].value.startswith("450 个数据")
    seen = list(table(at)["计什么"])
    assert len(seen) == 200
    for number in (2, 3):
        at.get("pagination")[0].set_value(number).run()
        assert not at.exception
        seen += list(table(at)["计什么"])
    assert seen == [f"事{n:03}" for n in range(450)]
    at.text_input(key="q").set_value("事00").run()
    assert list(table(at)["计什么"]) == [f"事{n:03}" for n in range(10)]


def test_an_export_holds_every_column_that_an_analyst_checks(project_data):
    data.begin_run()
    asked = data.ask(
        "figure_list", regions=[], years=[], categories=[], rollup=True, indicator="", status="",
        search="", sort="source", limit=10**5, offset=0,
    )  # fmt: skip
    exported = evidence.export_table(asked)
    figures = figures_of(project_data)
    assert len(exported) == len(figures)
    for column, key in {"计什么": "item", "原文数字": "quote", "单位": "unit", "编号": "id", "核对": "review"}.items():
        assert list(exported[column]) == [f[key] for f in figures]
    assert list(exported["数值"]) == [float(f["value"]) for f in figures]
    assert list(exported["起点"]) == [int(f["start"]) for f in figures]
    assert list(exported["终点"]) == [int(f["end"]) for f in figures]
    assert list(exported["界限"]) == [words.BOUND_SIGNS[f["bound"]] for f in figures]
    assert list(exported["角色"]) == [words.ROLE_NAMES[f["role"]] for f in figures]
    assert [of if pd.notna(of) else "" for of in exported["所属数据"]] == [f["of"] for f in figures]
    assert set(exported["数据版本"]) == {data.version()}


def test_a_long_export_is_made_with_its_progress_shown_and_only_for_what_was_asked(project_data, monkeypatch):
    monkeypatch.setattr(list_downloads, "QUICK", 2)
    monkeypatch.setattr(downloads, "TOLD_ROWS", 50)
    told = []
    real = downloads.xlsx_bytes
    monkeypatch.setattr(
        downloads, "xlsx_bytes",
        lambda table, sheet, progress: real(table, sheet, lambda share: (told.append(share), progress(share))),
    )  # fmt: skip
    at = open_page(PAGE)
    assert offered(at) == []
    at.button(key="list_make_xlsx").click().run()
    assert not at.exception
    assert offered(at) == ["下载 Excel"]
    assert told == [pytest.approx(n / len(figures_of(project_data))) for n in (50, 100, 150)]
    # another question: the file that was made does not answer it
    at.text_input(key="q").set_value("培训").run()
    assert offered(at) == []


def offered(at):
    return [element.proto.label for element in at.get("download_button")]


@given(st.text("字，。！；\n ab", max_size=600), st.data())
def test_what_stands_around_a_number_is_its_sentence_and_bounded(text, chosen):
    start = chosen.draw(st.integers(0, len(text)))
    end = chosen.draw(st.integers(start, len(text)))
    before, after = evidence.around(text, start, end)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert len(before) <= evidence.CONTEXT
    assert len(after) <= evidence.CONTEXT
    assert not evidence.SENTENCE_END.search(before)
    assert not evidence.SENTENCE_END.search(after[:-1])


def test_a_sentence_ends_at_its_own_full_stop():
    text = "甲。乙丙12场丁。戊"
    assert evidence.around(text, 4, 7) == ("乙丙", "丁。")
    assert evidence.around("12场", 0, 3) == ("", "")


@pytest.mark.parametrize("name", [None, "", "../../secrets", "a" * 63, "A" * 64, "a" * 64 + "\n", float("nan")])
def test_a_name_that_is_no_hash_never_becomes_a_path(project_data, name):
    assert data.report_text(name) is None


def test_a_report_that_tells_nothing_of_itself_is_shown_without_gaps(own_data, use_data):
    add_rows(own_data / "sources.csv", [{"doc": "demo", "title": "示例", "scope": "region"}])
    add_rows(
        own_data / "figures" / "demo.csv",
        [{"doc": "demo", "start": 1, "end": 3, "quote": "8个", "value": 8, "unit": "个", "bound": "exact",
          "item": "示例", "status": "actual", "category": "training", "role": "total",
          "review": "rule 2026-11-22"}],
    )  # fmt: skip
    build(use_data(own_data), own_data / "build")
    at = open_page(PAGE, figure="demo:1")
    assert not at.exception
    assert at.subheader[0].value == "地区未注明 · 示例 8个 · 未注明"
    assert "出处：《示例》 · 类别：学习培训" in [c.value for c in at.caption]
    assert any("规则提取" in c.value for c in at.caption)
