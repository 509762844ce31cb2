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
    """At most four cards of equal height; none where there is nothing to say."""
    if not cards:
        return
    for column, card in zip(st.columns(len(cards)), cards, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f":small[{words.literal(card.label)}]")
            st.markdown(f"## {words.literal(card.value)}")
            st.caption(words.literal(card.context))


def sentences(title: str, told: Sequence[str]) -> None:
    """A titled list of sentences in a card."""
    if not told:
        return
    with st.container(border=True):
        st.subheader(title, anchor=False)
        for sentence in told:
            st.markdown(f"- {words.literal(sentence)}")
