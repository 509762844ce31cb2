"""A Chart as CSV that a spreadsheet opens right."""

from __future__ import annotations

from pages.parts import downloads
from pages.parts.exports import tidy
from pages.parts.exports.exhibit import Exhibit


def render(exhibit: Exhibit) -> bytes:
    """Numbers as numbers, gaps empty with their word beside, finding and caption in each row."""
    return downloads.csv_bytes(tidy.with_source(exhibit.chart, exhibit.title))
