"""Key numbers in a row, and short lists of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from pages.parts import words


class Card(Protocol):
    """One key number: whose and what, how much, and a line of context."""

    label: str
    value: str
    context: str


def row(cards: Sequence[Card]) -> None:
    """At most four cards of equal height; none where there is nothing to say.

    They are one list, which style.css sets side by side: a browser draws every part of a page anew
    at each click, and four columns with a text in each are eight more.
    """
    if cards:
        st.markdown("\n".join(map(_item, cards)))


def _item(card: Card) -> str:
    label, value, context = map(words.literal, (card.label, card.value, card.context))
    return f"- :small[{label}]\n\n  **{value}**\n\n  :small[{context}]"


def sentences(title: str, told: Sequence[str]) -> None:
    """A titled list of sentences in a card."""
    if not told:
        return
    with st.container(border=True):
        st.subheader(title, anchor=False)
        st.markdown("\n".join(f"- {words.literal(sentence)}" for sentence in told))
