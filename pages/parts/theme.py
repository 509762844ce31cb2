"""Colours and type: every token once, for the screen and for exports."""

from __future__ import annotations

BACKGROUND, PANEL, LINE = "#FBFBF8", "#F0F3EF", "#DDE3DD"
INK, MUTED = "#1E2A2F", "#5C6770"
ACCENT, ACCENT_PALE = "#0F6B5C", "#E3EFEA"
CAUTION, NEUTRAL, GREY = "#E2B04A", "#C9CFCA", "#9AA5AB"

FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"

# A region keeps its colour on every page and in every export.
REGION_COLOURS = {
    "140300": "#0072B2",
    "610400": "#E69F00",
    "140827": "#009E73",
    "210000": "#C4512D",
    "140000": "#7B5EA7",
}
# The same family (Okabe and Ito, darkened for paper) for every other region, by its code.
OTHER_COLOURS = ("#4C8C9E", "#A6761D", "#5B7F3A", "#B8587B", "#3F6FB0", "#8C6D8A", "#7A8450")


def region_colour(code: str | None) -> str:
    """The colour of a region's marks; text beside them stays in ink."""
    if code is None:
        return NEUTRAL
    return REGION_COLOURS.get(code) or OTHER_COLOURS[int(code) % len(OTHER_COLOURS)]
