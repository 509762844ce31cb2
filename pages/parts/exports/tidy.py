"""A Chart as plain rows: what CSV and the data sheet hold."""

from __future__ import annotations

import pandas as pd

from pages.parts import words
from pages.parts.chart import Chart

BOUNDS = {"exact": "", "at_least": "至少", "at_most": "至多", "about": "约"}


def rows(chart: Chart) -> pd.DataFrame:
    """A list as it stands; else a row a mark: number (none for a gap), wording, qualifiers."""
    if chart.columns:
        return chart.table()
    return pd.DataFrame(
        [
            {
                chart.category_title: category,
                "系列": series.name,
                "数值": mark.value,
                "显示": mark.text,
                "界限": BOUNDS[mark.bound],
                "状态": words.STATUS_NAMES["target"] if mark.target else "",
                "说明": mark.note,
                "数据编号": " ".join(mark.figures),
            }
            for series in chart.series
            for category, mark in zip(chart.categories, series.marks, strict=True)
        ],
        columns=[chart.category_title, "系列", "数值", "显示", "界限", "状态", "说明", "数据编号"],
    )


def with_source(chart: Chart, title: str) -> pd.DataFrame:
    """The same, each row with the finding and caption: a CSV file has no other place for them."""
    return rows(chart).assign(图表=title, 来源与说明=chart.caption)
