"""Reviewed data as Parquet files give the same database and the same faults as CSV files."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import published
from etl.build import build, data_version
from etl.check import check
from tests import synthetic
from tests.etl import small_data
from tests.etl.test_build import contents

TABLES = ("figures", "ledgers", "terms")


@pytest.fixture
def data(tmp_path) -> Path:
    return small_data.write(tmp_path / "data", reports=True)


def as_text(cells: pd.DataFrame) -> pd.DataFrame:
    return cells


def typed(cells: pd.DataFrame) -> pd.DataFrame:
    """As other tools write it: whole numbers, doubles, columns in their own order."""
    numbers = ("start", "end", "value", "year", "seq", "n", "title_start", "title_end")
    known = {name: pd.to_numeric(cells[name]) for name in numbers if name in cells}
    return cells.assign(**known)[sorted(cells.columns)]


def with_categories(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.astype("category")


def with_empty_texts(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.fillna("")


def to_parquet(data: Path, docs=None, form=as_text) -> None:
    """Turn the files of some reports into one Parquet file a table."""
    for table in TABLES:
        files = [p for p in sorted((data / table).glob("*.csv")) if docs is None or p.stem in docs]
        cells = [pd.read_csv(p, dtype=str, keep_default_na=False, na_values=[""]) for p in files]
        if cells:
            form(pd.concat(cells)).to_parquet(data / table / "all.parquet", index=False)
        for path in files:
            path.unlink()


def tables(data: Path, out: Path) -> dict:
    found = contents(out / f"{build(data, out)}.duckdb")
    del found["meta"]
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@pytest.mark.parametrize(
    ("form", "docs"),
    [
        (as_text, None),
        (typed, None),
        (with_categories, None),
        (typed, ["alpha"]),
        (with_empty_texts, ["beta"]),
    ],
)
def test_the_built_tables_are_the_same(data, tmp_path, form, docs):
    expected = tables(data, tmp_path / "build")
    to_parquet(data, docs, form)
    assert tables(data, tmp_path / "build") == expected
    assert check(data) == []


def test_many_synthetic_figures_are_the_same_in_both_forms(tmp_path, monkeypatch):
    monkeypatch.setattr(synthetic, "PART", 1_000)
    for name in ("csv", "parquet"):
        synthetic.write(tmp_path / name, 2_500, parquet=name == "parquet")
    assert len(list((tmp_path / "parquet/figures").iterdir())) == 3
    assert tables(tmp_path / "parquet", tmp_path / "b") == tables(tmp_path / "csv", tmp_path / "a")


def test_duckdb_reads_large_amounts_as_they_are_written(data, tmp_path):
    def large(cells):
        return typed(cells).assign(
            value=lambda c: c["value"].mask(c["value"] == 12, 590_000_000_000)
        )

    to_parquet(data, form=lambda cells: large(cells) if "value" in cells else cells)
    path = tmp_path / "build" / f"{build(data, tmp_path / 'build')}.duckdb"
    with duckdb.connect(str(path)) as connection:
        values = connection.execute("select value from figures order by value").fetchall()
    assert values[-1] == (590_000_000_000.0,)


@pytest.mark.parametrize(
    ("spoil", "line", "told"),
    [
        (lambda c: c.assign(bound="circa"), 1, "bound 是“circa”"),
        (lambda c: c.drop(columns="item"), 0, "列不符"),
        (lambda c: c.assign(item=True), 0, "不是合规的 Parquet 文件（有一列是 bool）"),
        (lambda c: c.assign(value=0.25e-9), 1, "value 是"),
    ],
)
def test_faults_are_told_with_file_and_row(data, spoil, line, told):
    to_parquet(data, form=lambda c: spoil(c) if "bound" in c else c)
    first = min(fault for fault in check(data) if fault.file == "figures/all.parquet")
    assert first.line == line
    assert told in first.problem


def test_a_broken_file_is_a_fault(data):
    (data / "figures/broken.parquet").write_bytes(b"PAR1 but no more")
    assert [fault.file for fault in check(data)] == ["figures/broken.parquet"]


def test_a_report_in_two_files_is_a_fault(data):
    held = (data / "figures/beta.csv").read_bytes()
    to_parquet(data)
    lines = held.splitlines(keepends=True)
    (data / "figures/beta.csv").write_bytes(lines[0] + lines[1].replace(b"beta,8,", b"beta,9,"))
    told = [fault.problem for fault in check(data)]
    assert "“beta”也在另一个文件中" in told


def test_a_change_of_a_parquet_file_is_another_version(data):
    to_parquet(data)
    before = data_version(data)
    path = data / "figures/all.parquet"
    pd.read_parquet(path).assign(review="rule 2026-11-22").to_parquet(path, index=False)
    assert data_version(data) != before


def test_publications_carry_parquet_files_along(data):
    to_parquet(data)
    assert set(published.files(data)) == {
        "sources.csv", "figures/all.parquet", "ledgers/all.parquet", "terms/all.parquet",
    }  # fmt: skip
