"""Colours and type: every token once, for the screen and for exports."""

from __future__ import annotations

from dataclasses import dataclass

BACKGROUND, PANEL, LINE = "#FBFBF8", "#F0F3EF", "#DDE3DD"
INK, MUTED = "#1E2A2F", "#5C6770"
ACCENT, ACCENT_PALE = "#0F6B5C", "#E3EFEA"
CAUTION, NEUTRAL, GREY = "#E2B04A", "#C9CFCA", "#9AA5AB"



@dataclass(frozen=True, slots=True)
class Palette:
    """The roles of colours in one mode; exports are always in the light one."""

    background: str
    line: str
    ink: str
    muted: str
    accent: str
    accent_pale: str
    caution: str
    neutral: str
    grey: str
    on_accent: str

    def shade(self, colour: str | None) -> str | None:
        """A colour of the light palette as this mode shows it; regions keep theirs."""
        roles = {getattr(LIGHT, role): getattr(self, role) for role in self.__slots__}
        return roles.get(colour, colour)


LIGHT = Palette(
    BACKGROUND, LINE, INK, MUTED, ACCENT, ACCENT_PALE, CAUTION, NEUTRAL, GREY, on_accent="#FFFFFF"
)
DARK = Palette(
    background="#141D1B",
    line="#33413D",
    ink="#E8EDEA",
    muted="#A9B5B0",
    accent="#3FA893",
    accent_pale="#1F3A34",
    caution="#E2B04A",
    neutral="#5A6763",
    grey="#87938F",
    on_accent="#0C1513",
)

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
