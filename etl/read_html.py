"""Read the visible text of a web page, tables as lines of cells."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = {
    "script", "style", "noscript", "template", "iframe", "nav", "footer", "aside", "select",
    "button", "svg", "head", "object", "textarea",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li",
    "ul", "ol", "dl", "dt", "dd", "tr", "table", "tbody", "thead", "caption", "blockquote", "pre",
    "br", "hr", "figure", "figcaption", "form", "fieldset", "center",
}  # fmt: skip
_CELLS = {"td", "th"}
_ROW_END = "\x1e"  # kept apart from the breaks inside a cell, which become blanks
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[ \r\n\t\f\v]+")


def html_text(html: str) -> str:
    """The page's text, a line for each block and for each row of a table."""
    tree = LexborHTMLParser(html)
    pieces: list[str] = []
    # (node, closing): a stack of our own, since a page may be nested deeper than Python allows.
    stack: list[tuple[LexborNode, bool]] = [(tree.root, False)] if tree.root else []
    while stack:
        node, closing = stack.pop()
        tag = node.tag or ""
        if closing:
            pieces.append("\t" if tag in _CELLS else _ROW_END if tag == "tr" else "\n")
            continue
        if tag == "-text":
            pieces.append(_SPACES.sub(" ", node.text(deep=False) or ""))
            continue
        if tag in _SKIPPED or _HIDDEN.search(node.attributes.get("style") or ""):
            continue
        if tag in _BLOCKS or tag in _CELLS:
            if tag not in _CELLS:
                pieces.append("\n")
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    return _tidied("".join(pieces))


def _tidied(text: str) -> str:
    """Blocks inside a cell must not tear its row apart; blank lines say nothing."""
    text = re.sub(r"[ \n]*\t[ \n]*", "\t", text)
    lines = (line.strip(" \t") for line in text.replace(_ROW_END, "\n").split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
