"""A word cloud as a picture, drawn on this machine with the font that is shipped."""

from __future__ import annotations

import io
from pathlib import Path

import streamlit as st

from pages.parts import theme

FONT = Path("static/fonts/NotoSansSC-Regular.ttf")
WIDTH, HEIGHT = 900, 520


@st.cache_data(max_entries=64, show_spinner=False)
def png(weights: tuple[tuple[str, float], ...], colour: str) -> bytes:
    """The cloud of (word, weight) in one colour, the same picture for the same words."""
    from wordcloud import WordCloud

    cloud = WordCloud(
        font_path=str(FONT),
        width=WIDTH,
        height=HEIGHT,
        background_color=theme.BACKGROUND,
        color_func=lambda *_, **__: colour,
        prefer_horizontal=1.0,
        max_font_size=110,
        random_state=1,
    ).generate_from_frequencies(dict(weights))
    buffer = io.BytesIO()
    cloud.to_image().save(buffer, "PNG")
    return buffer.getvalue()
