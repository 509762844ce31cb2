"""Every page runs under every kind of filter, and shows at least what it is there for."""

from dataclasses import dataclass

import pytest

from etl.build import build
from pages.parts import shell
from tests.conftest import copy_reviewed_data
from tests.pages.helpers import open_page


@dataclass(frozen=True)
class Expected:
    """A page with its name in the menu and the least it shows without filters."""

    stem: str
    name: str
    charts: int
    tables: int


PAGES = (
    Expected("overview", "总览", charts=1, tables=0),
    Expected("region_profile", "地区画像", charts=1, tables=1),
    Expected("region_comparison", "地区对比", charts=1, tables=1),
    Expected("rectification", "整改完成", charts=1, tables=1),
    Expected("training", "学习培训", charts=1, tables=1),
    Expected("category_analysis", "分类分析", charts=1, tables=1),
    Expected("themes", "主题词", charts=1, tables=0),
    Expected("evidence", "数据出处", charts=0, tables=1),
    Expected("briefing", "简报导出", charts=0, tables=0),
    Expected("intake", "报告录入", charts=0, tables=0),
    Expected("about", "说明", charts=0, tables=1),
)

ADDRESSES = {
    "no filter": {},
    "a province": {"region": "山西"},
    "a province by itself": {"region": "山西", "rollup": "false"},
    "a city": {"region": "阳泉"},
    "a county": {"region": "垣曲"},
    "a region with no report": {"region": "沈阳"},
    "a region with neither": {"region": "陕西", "rollup": "false"},
    "two levels": {"region": ["山西", "阳泉"]},
    "two provinces": {"region": ["辽宁", "山西"]},
    "a year": {"year": "2022"},
    "no year stated": {"year": "未注明"},
    "years with a gap": {"year": ["2020", "2024"]},
    "a category": {"category": "学习培训"},
    "a category that few report": {"category": "行业治理"},
    "all at once": {"region": ["阳泉", "咸阳"], "year": ["2023", "2024"], "category": ["学习培训", "警示教育"]},
    "nothing left": {"region": "沈阳", "year": "2020", "category": "政务服务"},
    "nonsense": {"region": "火星", "year": "abc", "category": "<b>"},
}


def test_every_page_of_the_registry_has_a_row_here_in_its_order():
    assert [(page.stem, page.name) for page in PAGES] == [(e.stem, e.title) for e in shell.PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_its_charts_and_tables(project_data, page):
    at = open_page(page.stem)
    assert not at.exception
    assert len(at.title) == 1
    assert len(at.get("plotly_chart")) >= page.charts
    assert len(at.dataframe) >= page.tables


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_stands_any_filter(project_data, page):
    for name, address in ADDRESSES.items():
        at = open_page(page.stem, **address)
        assert not at.exception, (name, at.exception[0])
        assert len(at.title) == 1, name
        told = " ".join(e.value for kind in ("title", "subheader", "markdown", "caption") for e in at.get(kind))
        assert not any(word in told.split() for word in ("nan", "None", "NaT", "<NA>")), name


@pytest.fixture(scope="module")
def without_figures(tmp_path_factory):
    """The project's reports and reference tables, and nothing read from the reports."""
    folder = copy_reviewed_data(tmp_path_factory.mktemp("empty") / "data")
    for path in [path for name in ("figures", "ledgers", "terms") for path in folder.glob(f"{name}/*.csv")]:
        path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    build(folder, folder / "build")
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_stands_a_project_without_any_figure(without_figures, use_data, page):
    use_data(without_figures)
    at = open_page(page.stem)
    assert not at.exception, at.exception[0]
    assert len(at.title) == 1


def test_filters_go_along_from_page_to_page(project_data):
    at = open_page(region="阳泉", year="2023")
    for page in PAGES:
        at.switch_page(f"pages/{page.stem}.py").run()
        assert not at.exception, (page.stem, at.exception[0])
        if next(entry for entry in shell.PAGES if entry.stem == page.stem).filtered:
            assert at.multiselect(key="region").value == ["阳泉"]
            assert at.multiselect(key="year").value == ["2023"]
