"""Data sets that several benches share: made once a run, removed at its end."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import duckdb

from etl.build import POINTER, build
from queries import current_build
from tests import synthetic

# The first build's rows once more; places tell them from those that were added before.
REPEATED = (
    """insert into figures
    select f.* replace (
        f.id || $mark as id, f.doc || $mark as doc, f.place + $more as place, f."of" || $mark as "of"
    )
    from figures as f
    where f.place <= $figures""",
    """insert into totals
    select t.* replace (
        t.id || $mark as id, t.doc || $mark as doc, t.position + $more as position
    )
    from totals as t
    where t.position <= $figures""",
    """insert into sources
    select s.* replace (s.doc || $mark as doc)
    from sources as s
    where s.doc in (select f.doc from figures as f where f.place <= $figures)""",
)


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
def repeated(figures: int, times: int) -> Path:
    """The folder of a build that holds every figure, total and report so often, under other names.

    To make and check ten million figures takes a quarter of an hour; to multiply them, a minute.
    """
    folder = Path(_root().name) / f"{figures}-{times}"
    folder.mkdir()
    source = current_build(built(figures))
    copy = shutil.copyfile(source, folder / source.name)
    with duckdb.connect(str(copy)) as connection:
        for number in range(1, times):
            given = {"mark": f"-{number}", "figures": figures, "more": number * figures}
            for sql in REPEATED:
                connection.execute(sql, {key: given[key] for key in given if f"${key}" in sql})
    (folder / POINTER).write_text(f"{source.stem}\n", encoding="ascii")
    return folder


@cache
def _root() -> tempfile.TemporaryDirectory:
    # kept by the cache: removed when the process ends
    return tempfile.TemporaryDirectory(prefix="bench-")
