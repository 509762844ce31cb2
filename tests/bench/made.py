"""Data sets that several benches share: made once a run, removed at its end."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from etl.build import build
from tests import synthetic


def command(figures: int) -> str:
    """What makes the same data."""
    return f"python -m tests.synthetic --figures {figures} --out DIR"


@cache
def data(figures: int) -> Path:
    """A data folder with that many figures."""
    folder = Path(_root().name) / f"{figures}"
    synthetic.write(folder, figures)
    return folder


@cache
def built(figures: int) -> Path:
    """The folder of its build."""
    folder = data(figures)
    build(folder, folder / "build")
    return folder / "build"


@cache
def _root() -> tempfile.TemporaryDirectory:
    # kept by the cache: removed when the process ends
    return tempfile.TemporaryDirectory(prefix="bench-")
