"""The formats that a chart is offered in, and how their files are named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pages.parts import words
from pages.parts.chart import Chart
from pages.parts.exports.exhibit import Exhibit

OFFICE = "application/vnd.openxmlformats-officedocument."
YEARS = re.compile(r"\d{4}(—\d{4})?年")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name in the menu, its file's suffix and type, and what makes it."""

    label: str
    suffix: str
    mime: str
    icon: str
    render: Callable[[Exhibit, bytes | None], bytes]  # the template is PowerPoint's alone


def _pptx(exhibit: Exhibit, template: bytes | None) -> bytes:
    from pages.parts.exports import pptx_face

    return pptx_face.render(exhibit, template)


def _xlsx(exhibit: Exhibit, _: bytes | None) -> bytes:
    from pages.parts.exports import xlsx_face

    return xlsx_face.render(exhibit)


def _png(exhibit: Exhibit, _: bytes | None) -> bytes:
    from pages.parts.exports import picture

    return picture.png(exhibit.chart, exhibit.title)


def _svg(exhibit: Exhibit, _: bytes | None) -> bytes:
    from pages.parts.exports import picture

    return picture.svg(exhibit.chart, exhibit.title)


def _csv(exhibit: Exhibit, _: bytes | None) -> bytes:
    from pages.parts.exports import csv_face

    return csv_face.render(exhibit)


FORMATS = (
    Format(
        "PowerPoint", "pptx", f"{OFFICE}presentationml.presentation", ":material/slideshow:", _pptx
    ),
    Format("Excel", "xlsx", f"{OFFICE}spreadsheetml.sheet", ":material/table_chart:", _xlsx),
    Format("PNG 图片", "png", "image/png", ":material/image:", _png),
    Format("SVG 图片", "svg", "image/svg+xml", ":material/shapes:", _svg),
    Format("CSV 数据", "csv", "text/csv", ":material/csv:", _csv),
)


def file_name(chart: Chart, entry: Format) -> str:
    """Content, regions, years and date: ``培训人次_山西、阳泉_2022—2023年_20261122.pptx``."""
    parts = [content(chart), regions(chart), years(chart), f"{date.today():%Y%m%d}"]
    return "_".join(part for part in parts if part) + f".{entry.suffix}"


def content(chart: Chart) -> str:
    """What the chart is about: its only series' name, else its finding."""
    single = chart.kind == "bar" and len(chart.series) == 1
    return _part(chart.series[0].name if single else chart.finding, 30)


def regions(chart: Chart) -> str:
    """The regions that its marks lead to."""
    drills = [mark.drill for series in chart.series for mark in series.marks] + [*chart.drills]
    found = dict.fromkeys(drill.region for drill in drills if drill and drill.region)
    return _part(words.joined(found, 3), 30)


def years(chart: Chart) -> str:
    """The years as the caption says them."""
    found = YEARS.search(chart.caption)
    return found.group() if found else ""


def _part(text: str, most: int) -> str:
    return re.sub(r"[^\w、—·-]+", "_", text).strip("_")[:most].rstrip("_、")
