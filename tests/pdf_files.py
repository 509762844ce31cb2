"""PDF files as printers leave them: words at places, ruled lines, no paragraphs."""

from __future__ import annotations

from typing import NamedTuple

WIDTH, HEIGHT = 595, 842  # points of an A4 page


class Words(NamedTuple):
    """Words of one line, each character as wide as high; points from the upper left corner."""

    x: float
    y: float
    text: str
    size: float = 16


class Rule(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


def pdf(*pages: list[Words | Rule], script: str = "") -> bytes:
    """A file of these pages with a text layer, and a script that runs on opening if there is one."""
    action = f"/OpenAction<</S/JavaScript/JS({script})>>" if script else ""
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{action}>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]"
        "/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/F/FontBBox[0 -200 1000 800]"
        "/Ascent 800/Descent -200>>>>",
        _stream(_to_unicode(pages)),
    ]
    for i, page in enumerate(pages):
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * i} 0 R>>",
            _stream("\n".join(map(_drawn, page))),
        ]
    return _file(objects)


def lines(words: list[str]) -> list[Words | Rule]:
    """A page of lines below one another."""
    return [Words(40, 42 + 24 * i, line, 12) for i, line in enumerate(words)]


def _to_unicode(pages: tuple[list[Words | Rule], ...]) -> str:
    marks = (mark for page in pages for mark in page if isinstance(mark, Words))
    codes = sorted({ord(character) for mark in marks for character in mark.text})
    mapping = "".join(f"<{code:04X}> <{code:04X}>\n" for code in codes)
    return (
        "begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}endbfchar\nendcmap"
    )


def _drawn(mark: Words | Rule) -> str:
    if isinstance(mark, Rule):
        x0, y0, x1, y1 = mark
        return f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S"
    codes = mark.text.encode("utf-16-be").hex()
    return f"BT /F {mark.size} Tf {mark.x} {HEIGHT - mark.y} Td <{codes}> Tj ET"


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    body, places = "%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")
