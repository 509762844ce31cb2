"""Read the visible text of a web page, tables as lines of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = {
    "script", "style", "noscript", "template", "iframe", "nav", "footer", "aside", "select",
    "button", "svg", "head", "object", "textarea", "rt", "rp",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li",
    "ul", "ol", "dl", "dt", "dd", "tr", "table", "tbody", "thead", "caption", "blockquote", "pre",
    "br", "hr", "figure", "figcaption", "form", "fieldset", "center",
}  # fmt: skip
_CELLS = {"td", "th"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.I)
_SPACES = re.compile(r"[ \r\n\t\f\v]+")
# A break in the source between two characters that no blank parts; editors wrap their lines so.
# https://www.w3.org/TR/css-text-3/#line-break-transform
_SOURCE_BREAK = "\x1f"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_NEEDLESS = re.compile(rf"(?<=[{_WIDE}]){_SOURCE_BREAK}(?=[{_WIDE}])")
_MARK = "\x1e"
# A list's number, unless its item is empty or begins with one that was typed.
_TYPED = r"[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．是]|第[\d一二三四五六七八九十]|[①-⑳]"
_MARKER = re.compile(rf"{_MARK}(\d+\.){_MARK}[ \n\u3000\xa0]*(?=({_TYPED}|{_MARK}|$)?)")
_MOST_ITEMS = 10_000
_DEEPEST = 12  # tables within tables, by which old pages are laid out; further in, cells are lines
_MOST_SPANNED = 500  # rows that one cell is believed to reach over
_MOST_REACHING = 40  # cells that reach into one row
# Lines of a cell; one of more holds an article beside others of its page. The second: in a table
# of which one row alone has several cells.
_MOST_LINES, _MOST_ALONE = 12, 2


def html_text(html: str) -> str:
    """The page's text, a line for each block and for each row of a table."""
    page = _Page()
    tree = LexborHTMLParser(html)
    # (node, closing): a stack of our own, since a page may be nested deeper than Python allows.
    stack: list[tuple[LexborNode, bool]] = [(tree.root, False)] if tree.root else []
    while stack:
        node, closing = stack.pop()
        tag = node.tag or ""
        if closing:
            page.close(tag)
        elif tag == "-text":
            page.add(node.text(deep=False) or "")
        elif tag not in _SKIPPED and not _is_hidden(node):
            if tag in _BLOCKS or tag in _CELLS:
                page.open(tag, node)
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    return "\n".join(page.lines()) + "\n"


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or bool(_HIDDEN.search(node.attributes.get("style") or ""))


@dataclass(slots=True)
class _Cell:
    """A cell that is being read, or the whole page: pieces of text, line ends among them."""

    pieces: list[str] = field(default_factory=list)
    rows: int = 1  # that it reaches over
    columns: int = 1

    def lines(self) -> list[str]:
        """Its lines that are not blank."""
        text = _NEEDLESS.sub("", "".join(self.pieces)).replace(_SOURCE_BREAK, " ")
        text = _MARKER.sub(lambda found: found.group(1) if found.group(2) is None else "", text)
        lines = (re.sub(" +", " ", line).strip(" ") for line in text.split("\n"))
        return [line for line in lines if line.strip()]


@dataclass(slots=True)
class _Table:
    """A table that is being read: the cells of its row, and how far those above reach down."""

    cells: list[_Cell] = field(default_factory=list)
    reaching: dict[int, _Cell] = field(default_factory=dict)  # by column
    rows: list[list[list[str]]] = field(default_factory=list)  # the lines of each cell
    bare: list[bool] = field(default_factory=list)  # of each row: none from above reaches into it

    def end_row(self) -> None:
        """Put together what its cells hold."""
        own, self.cells = self.cells, []
        cells = self._with_reached(own)
        self.rows.append([cell.lines() for cell in cells])
        self.bare.append(len(cells) == len(own))

    def lines(self) -> list[str]:
        """A line for each row; the lines of each cell where the table only lays out its page."""
        alone = sum(sum(map(bool, row)) > 1 for row in self.rows) == 1
        told = []
        for row, bare in zip(self.rows, self.bare, strict=True):
            filled = [lines for lines in row if lines]
            if (bare and len(filled) < 2) or any(_is_article(lines, alone) for lines in filled):
                told += [line for lines in filled for line in lines]
            else:
                told.append("\t".join(" ".join(lines) for lines in row))
        return told

    def _with_reached(self, own: list[_Cell]) -> list[_Cell]:
        """A row's cells, an empty one in each place that one from above reaches into."""
        whole: list[_Cell] = []
        column = 0
        above, self.reaching = self.reaching, {}
        for cell in [*own, None]:
            while column in above:
                column = self._place(_Cell([], above[column].rows, above[column].columns), column)
                whole.append(_Cell())
            if cell is not None:
                column = self._place(cell, column)
                whole.append(cell)
        return whole

    def _place(self, cell: _Cell, column: int) -> int:
        if cell.rows > 1 and len(self.reaching) < _MOST_REACHING:
            self.reaching[column] = _Cell([], cell.rows - 1, cell.columns)
        return column + cell.columns


def _is_article(lines: list[str], alone: bool) -> bool:
    """Whether a cell holds more than a value: much, or a table, or paragraphs in the only row."""
    most = _MOST_ALONE if alone else _MOST_LINES
    return len(lines) > most or any("\t" in line for line in lines)


class _Page:
    """A page that is being read; what stands open in it, the innermost last."""

    def __init__(self) -> None:
        self._cells = [_Cell()]
        self._tables: list[_Table | None] = []  # None for one too deep within others
        self._numbers: list[int | None] = []  # of the lists' last items; None where none is shown
        self._as_typed = 0

    @property
    def _table(self) -> _Table | None:
        return self._tables[-1] if self._tables else None

    def lines(self) -> list[str]:
        """All lines of the page."""
        return self._cells[0].lines()

    def add(self, text: str) -> None:
        """Text as it stands in the source."""
        text = text.replace(_SOURCE_BREAK, "").replace(_MARK, "")
        self._cells[-1].pieces.append(text if self._as_typed else _SPACES.sub(_blank, text))

    def open(self, tag: str, node: LexborNode) -> None:
        """A block or a cell begins."""
        if tag in _CELLS and self._table:
            spans = (_whole(node, name, _MOST_SPANNED) for name in ("rowspan", "colspan"))
            self._cells.append(_Cell([], *spans))
            return
        self._break()
        if tag == "table":
            self._tables.append(_Table() if len(self._tables) < _DEEPEST else None)
        elif tag in ("ol", "ul"):
            marked = tag == "ol" and not _UNMARKED.search(node.attributes.get("style") or "")
            self._numbers.append(_whole(node, "start", _MOST_ITEMS) - 1 if marked else None)
        elif tag == "li" and self._numbers and self._numbers[-1] is not None:
            self._numbers[-1] += 1
            self._cells[-1].pieces.append(f"{_MARK}{self._numbers[-1]}.{_MARK}")
        self._as_typed += tag == "pre"

    def close(self, tag: str) -> None:
        """A block or a cell ends."""
        table = self._table
        if tag in _CELLS and table:
            table.cells.append(self._cells.pop())
            return
        self._break()
        if tag == "tr" and table:
            table.end_row()
        elif tag == "table":
            self._tables.pop()
            self._cells[-1].pieces.append("\n".join(table.lines() if table else ()))
            self._break()
        elif tag in ("ol", "ul"):
            self._numbers.pop()
        self._as_typed -= tag == "pre"

    def _break(self) -> None:
        self._cells[-1].pieces.append("\n")


def _blank(found: re.Match[str]) -> str:
    return _SOURCE_BREAK if "\n" in found.group() else " "


def _whole(node: LexborNode, name: str, most: int) -> int:
    """A whole number from 1 that an attribute holds; 1 where it holds none."""
    written = (node.attributes.get(name) or "").strip()
    return min(max(int(written), 1), most) if re.fullmatch(r"\d{1,6}", written, re.A) else 1
