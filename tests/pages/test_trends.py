"""Lines over years can be told apart and read against their axes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.parts import plotly_bars, plotly_frame, plotly_points, theme, trends
from pages.parts.chart import Chart, Mark, Series
from pages.parts.exports import echarts_face, pptx_charts, xlsx_face

YEARS = tuple(f"{year}年" for year in range(2012, 2025))


def chart(*lasts: float) -> Chart:
    """Lines of 13 years that end at these values."""
    series = [
        Series(
            f"线{n}", (*(Mark(1.0, "1次") for _ in YEARS[1:]), Mark(last, f"{last:g}次")), "#7B5EA7"
        )
        for n, last in enumerate(lasts)
    ]
    return Chart("lines", "line", "多年", YEARS, trends._told_apart(series), "", "年份")


def test_lines_of_one_colour_have_strokes_of_their_own():
    traces, _ = plotly_points.lines(chart(10, 20, 30), theme.LIGHT)
    looks = {(trace["line"]["dash"], trace["marker"]["symbol"]) for trace in traces}
    assert len(looks) == len(traces)


@pytest.mark.parametrize("face", [plotly_points, echarts_face, pptx_charts, xlsx_face])
def test_every_face_has_a_stroke_and_a_symbol_for_each_line(face):
    assert len(set(map(str, face.STROKES))) == trends.MOST_LINES
    assert len(set(face.SYMBOLS)) == trends.MOST_LINES


def test_a_line_whose_end_lies_on_anothers_is_not_labelled():
    traces, _ = plotly_points.lines(chart(100, 97, 40), theme.LIGHT)
    assert [[text for text in trace["text"] if text] for trace in traces] == [
        ["100次"],
        [],
        ["40次"],
    ]


def test_axes_name_some_years_and_round_amounts_in_chinese():
    _, layout = plotly_points.lines(chart(1_860_000), theme.LIGHT)
    assert layout["xaxis"]["tickvals"] == ["2012年", "2016年", "2020年", "2024年"]
    assert layout["yaxis"]["ticktext"] == ["0", "50万", "100万", "150万"]
    assert layout["xaxis"]["automargin"]
    assert layout["yaxis"]["automargin"]


@pytest.mark.parametrize(
    ("largest", "told"), [(1, [0, 0.5, 1]), (7, [0, 2, 4, 6]), (97.3, [0, 50]), (100, [0, 50, 100])]
)
def test_ticks_are_round(largest, told):
    assert plotly_points.ticks(largest, 4) == pytest.approx(told)


@given(st.floats(min_value=1e-6, max_value=1e13), st.integers(min_value=3, max_value=8))
def test_ticks_fill_the_axis_and_are_not_too_many(largest, most):
    ticks = plotly_points.ticks(largest, most)
    assert 2 <= len(ticks) <= most
    assert ticks[-1] <= largest * (1 + 1e-9)
    assert 2 * ticks[-1] >= largest * 0.99


def two_lines():
    """A page of two charts of one kind."""
    from pages.parts import frame
    from pages.parts.chart import Chart, Mark, Series

    years = ("2023年", "2024年")
    line = Series("山西", (Mark(1.0, "1次"), Mark(2.0, "2次")))
    charts = [
        Chart(f"trend_{name}", "line", f"{name}历年", years, (line,), "", "年份", name)
        for name in ("场次", "人次")
    ]
    frame.one_of("查看历年变化", "trend", charts)


@pytest.mark.parametrize("asked", ["场次", "人次"])
def test_of_several_lines_the_one_that_the_address_names_is_drawn(project_data, asked):
    page = AppTest.from_function(two_lines)
    page.query_params["trend"] = asked
    page.run()
    assert not page.exception
    assert [heading.value for heading in page.subheader] == [f"{asked}历年"]
    page.selectbox(key="trend").set_value("人次").run()
    assert [heading.value for heading in page.subheader] == ["人次历年"]


def test_a_bars_label_fits_beside_it_on_a_phone():
    bars = chart(19_462_239)
    mark = Mark(19_462_239, "19,462,239人次")
    bars = replace(bars, kind="bar", categories=("山西",), series=(Series("人次", (mark,)),))
    _, layout = plotly_bars.bars(bars, theme.LIGHT)
    room = plotly_bars.PHONE_AXIS * (1 - mark.value / layout["xaxis"]["range"][1])
    assert room >= plotly_frame.width(mark.text)
