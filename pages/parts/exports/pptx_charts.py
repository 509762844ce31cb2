"""Native, editable PowerPoint charts: bars, stacked bars and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from pages.parts import theme
from pages.parts.chart import Chart, Mark, Series
from pages.parts.exports import office
from pages.parts.exports.grid import axis_names, sign_text
from pages.parts.exports.grid import totals as chart_totals

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as NativeChart
    from pptx.slide import Slide

NATIVE = ("bar", "stacked", "line")
KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
STROKES = (
    MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT,
    MSO_LINE.DASH_DOT, MSO_LINE.LONG_DASH, MSO_LINE.LONG_DASH_DOT,
)  # fmt: skip
SYMBOLS = (
    XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.X, XL_MARKER_STYLE.STAR,
)  # fmt: skip
ROW = Emu(640_000)  # what a bar's row takes at most: a few bars do not fill a slide
LEGEND = Emu(420_000)
LABEL, SMALL = 14, 12


def add(slide: Slide, chart: Chart, left: int, top: int, width: int, height: int) -> Any:
    """Draw the chart within the room; return its graphic frame."""
    names = axis_names(chart)
    if chart.kind != "line":
        several = LEGEND if len(chart.series) > 1 else 0
        height = min(height, ROW * len(names) + several)
    frame = slide.shapes.add_chart(
        KINDS[chart.kind], left, top, width, height, _numbers(chart, names)
    )
    native = frame.chart
    native.part.chart_workbook.update_from_xlsx_blob(office.chart_book(chart, names))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", office.clean(chart.alt))
    frame.name = chart.key
    office.set_font(native.font, LABEL)
    native.has_title = False
    _legend(native, chart)
    _blanks_as_gaps(native)
    draw = {"bar": _bars, "stacked": _stacked, "line": _lines}[chart.kind]
    draw(native, chart)
    return frame


def _numbers(chart: Chart, names: list[str]) -> CategoryChartData:
    data = CategoryChartData(number_format="General")
    data.categories = names
    for series in chart.series:
        data.add_series(series.name, [mark.value for mark in series.marks])
    return data


def _bars(native: NativeChart, chart: Chart) -> None:
    plot = native.plots[0]
    plot.gap_width, plot.overlap = 55, -5
    plot.vary_by_categories = False
    for drawn, series in zip(plot.series, chart.series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = office.rgb(series.colour or theme.ACCENT)
        for at, mark in enumerate(series.marks):
            if mark.value is None:
                continue
            point = drawn.points[at]
            _fill(point.format, mark, series)
            _label(point, sign_text(mark), XL_LABEL_POSITION.OUTSIDE_END)
    _name_axis(native)
    _hidden_values(native, max((m.value or 0 for s in chart.series for m in s.marks), default=0))


def _stacked(native: NativeChart, chart: Chart) -> None:
    plot = native.plots[0]
    plot.gap_width, plot.overlap = 55, 100
    for drawn, series in zip(plot.series, chart.series, strict=True):
        colour = series.colour or theme.ACCENT
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = office.rgb(colour)
        drawn.format.line.color.rgb = office.rgb(theme.BACKGROUND)
        ink = "#FFFFFF" if colour == theme.ACCENT else theme.INK
        for at, mark in enumerate(series.marks):
            if mark.value:
                _label(drawn.points[at], mark.text, XL_LABEL_POSITION.CENTER, ink)
    _name_axis(native)
    _hidden_values(native, max(chart_totals(chart), default=0), room=1.02)


def _lines(native: NativeChart, chart: Chart) -> None:
    for drawn, series in zip(native.plots[0].series, chart.series, strict=True):
        colour = office.rgb(series.colour or theme.ACCENT)
        drawn.smooth = False
        drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.5)
        drawn.format.line.dash_style = STROKES[series.stroke]
        drawn.marker.style, drawn.marker.size = SYMBOLS[series.stroke], 8
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = colour
        drawn.marker.format.line.color.rgb = colour
        for at, mark in enumerate(series.marks):
            if mark.value is not None:
                _label(drawn.points[at], sign_text(mark), XL_LABEL_POSITION.ABOVE)
    axis = native.category_axis
    office.set_font(axis.tick_labels.font, LABEL)
    axis.format.line.color.rgb = office.rgb(theme.LINE)
    axis.has_major_gridlines = False
    values = native.value_axis
    values.minimum_scale = 0
    values.maximum_scale = None
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = office.rgb(theme.LINE)
    values.format.line.fill.background()
    office.set_font(values.tick_labels.font, SMALL, theme.MUTED)


def _fill(look: Any, mark: Mark, series: Series) -> None:
    """A region's colour; a target is hollow."""
    colour = office.rgb(mark.colour or series.colour or theme.ACCENT)
    if mark.target:
        look.fill.background()
        look.line.color.rgb, look.line.width = colour, Pt(1.75)
    else:
        look.fill.solid()
        look.fill.fore_color.rgb = colour


def _label(point: Any, text: str, position: Any, colour: str = theme.INK) -> None:
    label = point.data_label
    office.write(label.text_frame, text, LABEL, colour=colour)
    label.position = position


def _name_axis(native: NativeChart) -> None:
    axis = native.category_axis
    axis.reverse_order = True  # the first category at the top
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = _no_tick()
    axis.format.line.color.rgb = office.rgb(theme.LINE)
    office.set_font(axis.tick_labels.font, LABEL)


def _hidden_values(native: NativeChart, largest: float, room: float = 1.3) -> None:
    """No scale: every value is written at its mark; bars begin at zero, labels have room."""
    axis = native.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, (largest or 1) * room
    axis.has_major_gridlines = False
    axis.visible = False


def _legend(native: NativeChart, chart: Chart) -> None:
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False
        office.set_font(native.legend.font, SMALL)


def _blanks_as_gaps(native: NativeChart) -> None:
    """A year without a value breaks the line."""
    chart = native._chartSpace.chart
    shown = chart.find(qn("c:dispBlanksAs"))
    if shown is None:
        shown = parse_xml(f"<c:dispBlanksAs {nsdecls('c')}/>")
        before = chart.find(qn("c:plotVisOnly"))
        before.addnext(shown)
    shown.set("val", "gap")


def _no_tick() -> Any:
    from pptx.enum.chart import XL_TICK_MARK

    return XL_TICK_MARK.NONE
