"""The shipped fonts draw every place name and every symbol of the interface."""

import csv
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
FONTS = sorted(
    path for path in (ROOT / "static" / "fonts").iterdir() if path.suffix in {".ttf", ".woff2"}
)
SYMBOLS = "≥≤≈·—…%‰①⑩⑳→←↑↓✓×÷■□▲△▼○●◆〔〕（），。、；：？！“”《》【】％＋－～"


def labels():
    """Characters of every name and short label in the reference tables."""
    found = set()
    for path in (ROOT / "data" / "reference").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.update(*(row.get(key) or "" for key in ("name", "short", "alias")))
    return found


def gb2312():
    """Every character of GB 2312, in the rows that hold any."""
    rows = [*range(0xA1, 0xAA), *range(0xB0, 0xF8)]
    raw = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return {char for pair in raw for char in pair.decode("gb2312", "ignore")}


@pytest.fixture(scope="module", params=FONTS, ids=lambda path: path.name)
def glyphs(request):
    with TTFont(request.param, lazy=True) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_the_three_files_are_there():
    assert [path.name for path in FONTS] == [
        "NotoSansSC-Bold.woff2",
        "NotoSansSC-Regular.ttf",
        "NotoSansSC-Regular.woff2",
    ]
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "OFL.txt").read_text("utf-8")


def test_place_names_are_drawn(glyphs):
    assert "鄠" in labels()
    assert labels() - glyphs == set()


def test_common_characters_and_symbols_are_drawn(glyphs):
    assert gb2312() - glyphs == set()
    assert set(SYMBOLS) - glyphs == set()


@pytest.mark.parametrize(
    ("name", "weight"), [("NotoSansSC-Regular.ttf", 400), ("NotoSansSC-Bold.woff2", 700)]
)
def test_family_and_weight(name, weight):
    with TTFont(ROOT / "static" / "fonts" / name) as font:
        assert font["name"].getDebugName(1) == "Noto Sans SC"
        assert font["OS/2"].usWeightClass == weight


def test_the_font_that_words_are_measured_with_needs_no_hints_found():
    # FreeType looks for hints of its own unless this program is longer than seven bytes
    with TTFont(ROOT / "static" / "fonts" / "NotoSansSC-Regular.ttf", lazy=True) as font:
        assert len(font["prep"].program.getBytecode()) > 7
