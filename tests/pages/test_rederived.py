"""What the pages show agrees, under 200 random filters, with a derivation from the CSV files."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import data, plotly_face, shell, theme, words
from pages.parts.chart import Chart
from pages.parts.views import (
    category_analysis,
    overview,
    rectification,
    region_comparison,
    region_profile,
    themes,
    training,
)
from tests.conftest import ROOT
from tests.pages import batches, expected, filter_states
from tests.pages.batches import TODAY

derived_anew = pytest.mark.parametrize(
    "batch", batches.DERIVED_ANEW, indirect=True, ids=lambda told: "-".join(map(str, told))
)


@derived_anew
def test_every_number_of_every_page_agrees_with_the_files(run, batch):
    """All pages of a state one after the other: they share the answers that are kept."""
    for choice in batch.choices:
        an_overview(choice, batch.view(choice, "overview"))
        a_profile(choice, batch.view(choice, "region_profile"))
        a_comparison(choice, batch.view(choice, "region_comparison"))
        a_rectification(choice, with_every_notice(batch, choice))
        a_training(choice, batch.view(choice, "training"))
        an_analysis(choice, batch.view(choice, "category_analysis"))


def with_every_notice(batch, choice: filter_states.Choice) -> rectification.Rectification:
    """Every notice is listed, so that all can be compared."""
    wholes, lists = expected.last_notices(choice.state)
    if len({notice.source.doc for notice in (*wholes, *lists)}) <= rectification.MOST_NOTICES:
        return batch.view(choice, "rectification")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rectification, "MOST_NOTICES", 10**6)
        return rectification.build(choice.filters, TODAY)


def an_overview(choice: filter_states.Choice, view: overview.Overview) -> None:
    state = choice.state
    same(choice, expected.matrix(state), expected.held(view.matrix))
    told = [i for i in expected.BAR_INDICATORS if state.on(i)]
    assert [chart.key for chart in view.bars] == [f"overview_{i}" for i in told], choice
    for indicator, chart in zip(told, view.bars, strict=True):
        same(choice, expected.bars(state, indicator), expected.held(chart))
    drawn_right(choice, view.matrix, *view.bars)


def a_profile(choice: filter_states.Choice, view: region_profile.Profile) -> None:
    state = expected.for_place(choice)
    same(choice, expected.profile_categories(state), expected.held(view.categories))
    amounts = expected.listed(view.amounts, "指标", "数量", "状态", "年份")
    same(choice, expected.profile_amounts(state), amounts)
    optional(choice, expected.ledger(state, TODAY), view.ledger, "序号", "事项", "期限", "进展")
    optional(choice, expected.reports(state, choice.place), view.reports, "报告", "年份")
    optional(choice, expected.below(state, choice.place), view.below, "下级地区", "数据个数")
    optional(choice, expected.elsewhere(state, choice.place), view.elsewhere)
    drawn_right(choice, view.categories)


def a_comparison(choice: filter_states.Choice, view: region_comparison.Comparison) -> None:
    state = choice.state
    measured = [i for i in choice.state.world.measured if i in choice.metrics]
    picked = measured or expected.commonest(state)
    assert view.table.columns[1:] == tuple(map(state.world.name, picked)), choice
    same(choice, expected.comparison_table(state, picked), expected.listed(view.table))
    for indicator, chart in zip(picked, view.bars, strict=True):
        same(choice, expected.bars(state, indicator), expected.held(chart))
    drawn_right(choice, *view.bars)


def a_rectification(choice: filter_states.Choice, view: rectification.Rectification) -> None:
    state = choice.state
    same(choice, expected.rectification_table(state), expected.listed(view.table))
    optional(choice, expected.open_matters(state, TODAY), view.open_matters)
    optional(choice, expected.others(state), view.others, "问题", "数量", "年份")
    for wanted, chart in (
        (expected.sections(state), view.sections),
        (expected.bases(state), view.bases),
    ):
        same(choice, wanted, expected.stacked(chart) if chart else Counter())
    a_funnel(choice, view.funnel)
    dates = view.timeline.series[0].marks if view.timeline else ()
    shown = Counter((mark.text, mark.note) for mark in dates)
    same(choice, expected.due_dates(state, TODAY), shown)
    drawn_right(choice, *filter(None, (view.sections, view.bases, view.funnel)))


def a_funnel(choice: filter_states.Choice, chart: Chart | None) -> None:
    """One of the notices that tell what is done, with its own measures where it has any."""
    notices = expected.funnels(choice.state)
    assert bool(chart) == bool(notices), choice.address
    if chart:
        marks = zip(chart.categories, chart.series[0].marks, strict=True)
        steps = [(name, mark.value, mark.text, mark.bound) for name, mark in marks]
        assert [step for step in steps if step[0] != "整改措施"] in notices, choice.address
        told = {step for step in steps if step[0] == "整改措施"}
        assert told <= expected.measures(choice.state), choice.address


def a_training(choice: filter_states.Choice, view: training.Training) -> None:
    state = expected.without_categories(choice)
    rows = Counter(
        (*row[:-2], "、".join(sorted(row[-2].split("、"))), sources_told(row[-1]))
        for row in view.table.rows
    )
    same(choice, expected.training_table(state), rows)
    measured(choice, state, view.bars, view.trends, expected.TRAINING)


def an_analysis(choice: filter_states.Choice, view: category_analysis.Analysis) -> None:
    state = expected.for_category(choice)
    same(choice, expected.category_regions(state, choice.category), expected.held(view.regions))
    columns = ("计什么", "数量", "地区", "年份", "状态")
    optional(choice, expected.figures_list(state), view.figures, *columns)
    measured(choice, state, view.bars, view.trends, state.world.measured)
    drawn_right(choice, view.regions)


@derived_anew
def test_every_page_renders_what_its_view_says(run, batch):
    """Each state on another page than the one before."""
    at = batch.first // batches.BATCH
    for number, choice in enumerate(batch.choices):
        entry = shell.PAGES[(at + number) % len(shell.PAGES)]
        page = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        page.switch_page(entry.path)
        for key, value in choice.address.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception, (entry.stem, choice.address, page.exception[0])
        assert len(page.title) == 1, (entry.stem, choice.address)
        expected_title = title_of(entry.stem, choice)
        # a page that draws nothing from the filters has its own title
        if expected_title is not None:
            assert page.title[0].value == words.literal(expected_title)


@derived_anew
def test_every_figure_of_the_filter_is_listed_with_its_source(run, batch):
    for choice in batch.choices:
        given = choice.filters.parameters() | {"indicator": "", "status": "", "search": ""}
        found = data.ask("figure_list", **given, sort="source", limit=1000, offset=0)
        listed = {f.id for f in choice.state.listed_figures}
        assert set(found["id"]) == listed, choice
        count = data.ask("figure_count", **given).iloc[0]
        undated = {
            f.id for f in expected.replace(choice.state, years=()).listed_figures if not f.year
        }
        assert count["figures"] == len(listed)
        assert count["undated_left_out"] == len(undated - listed)


def title_of(stem: str, choice: filter_states.Choice) -> str | None:
    """What the page begins with; None for one that draws no charts from the filters."""
    filters = choice.filters
    name = choice.state.world.categories[choice.category]
    if stem == "evidence":
        listed = choice.state.listed_figures
        reports = len({f.doc for f in listed})
        return (
            f"{len(listed):,} 个数据，出自 {reports} 份公开报告" if listed else "没有符合条件的数据"
        )
    built = {
        "overview": lambda: overview.build(filters),
        "region_profile": lambda: region_profile.build(filters, choice.place, date.today()),
        "region_comparison": lambda: region_comparison.build(filters, choice.metrics),
        "rectification": lambda: rectification.build(filters, date.today()),
        "training": lambda: training.build(filters),
        "themes": lambda: themes.build(filters),
        "category_analysis": lambda: category_analysis.build(filters, choice.category, name),
    }.get(stem)
    return built().title if built else None


def measured(choice, state, bars: tuple[Chart, ...], trends: tuple[Chart, ...], indicators) -> None:
    """A page that draws bars and lines of every indicator that any shown region reports."""
    told = [i for i in indicators if state.on(i)]
    assert len(bars) == len(told), choice
    for indicator, chart in zip(told, bars, strict=True):
        same(choice, expected.bars(state, indicator), expected.held(chart))
    by_name = {chart.key.partition("trend_")[2]: chart for chart in trends}
    for indicator in told:
        chart = by_name.get(indicator)
        units = Counter(
            a.unit for a in state.on(indicator) if not a.target and a.year and a.value is not None
        )
        unit = chart.caption.removeprefix("单位：").partition("；")[0] if chart else None
        assert chart is None or units[unit] == max(units.values())
        if chart is None:
            commonest = units.most_common(1)
            tied = len(set(units.values())) < len(units)
            assert tied or not commonest or not expected.trend(state, indicator, commonest[0][0])
            continue
        shown = {
            (series.name, year): (mark.value, mark.text, mark.bound)
            for series in chart.series
            for year, mark in zip(chart.categories, series.marks, strict=True)
            if not mark.gap
        }
        wanted = expected.trend(state, indicator, unit)
        assert shown.items() <= wanted.items(), choice
        assert len(chart.series) == min(6, len({label for label, _ in wanted}))
    drawn_right(choice, *bars, *trends)


def same(choice: filter_states.Choice, wanted: Counter, shown: Counter) -> None:
    missing, extra = list((wanted - shown).items()), list((shown - wanted).items())
    assert not missing, f"{choice.address}: not shown {missing[:5]}; instead {extra[:5]}"
    assert not extra, f"{choice.address}: shown {extra[:5]}"


def optional(choice: filter_states.Choice, wanted: Counter, chart: Chart | None, *columns) -> None:
    same(choice, wanted, expected.listed(chart, *columns) if chart else Counter())


def sources_told(cell: str) -> int:
    if cell == "—":
        return 0
    return cell.count("《") or int(cell.split()[0])


def drawn_right(choice: filter_states.Choice, *charts: Chart) -> None:
    """Nothing that is missing is a mark with a length, and no two bars bear one name."""
    for chart in charts:
        where = (choice.address, chart.key)
        marks = [mark for series in chart.series for mark in series.marks]
        for mark in marks:
            assert mark.gap == (mark.value is None), (where, mark)
            assert mark.value != 0 or chart.kind == "stacked", (where, mark)
        assert len(set(chart.categories)) == len(chart.categories), where
        figure = plotly_face.figure(chart, theme.LIGHT)
        drawn = [x for trace in figure.data for x in lengths(chart, trace)]
        if chart.kind == "bar":
            assert sorted(drawn) == sorted(m.value for m in marks if not m.gap), where
        elif chart.kind in ("line", "matrix"):
            wanted = Counter(m.value for m in marks)
            assert Counter(drawn) == wanted, where


def lengths(chart: Chart, trace: object) -> list:
    if chart.kind == "matrix":
        return [z for row in trace.z for z in row] if trace.type == "heatmap" else []
    return list(trace.y if chart.kind == "line" else trace.x)
