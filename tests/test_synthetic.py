"""Synthetic data are sound, alike for one seed, and of the size one asks for."""

from etl.check import check
from etl.faults import errors
from tests import synthetic
from tests.synthetic import PROFILE, PROFILE_COLUMNS, ROLE_SHARES, Profile


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.csv"))
    }


def test_synthetic_data_have_no_fault_and_as_many_figures_as_asked(tmp_path):
    synthetic.write(tmp_path, 3_000)
    assert errors(check(tmp_path)) == []
    lines = [file.read_bytes().count(b"\n") - 1 for file in (tmp_path / "figures").iterdir()]
    assert sum(lines) == 3_000
    assert list((tmp_path / "ledgers").iterdir())


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        synthetic.write(tmp_path / name, 300, seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b") != contents(tmp_path / "c")


def test_without_reviewed_data_the_modules_own_table_serves(tmp_path, monkeypatch):
    import pandas as pd

    own = Profile(pd.DataFrame(PROFILE, columns=PROFILE_COLUMNS), **ROLE_SHARES)
    monkeypatch.setattr(synthetic, "_profile", lambda: own)
    synthetic.write(tmp_path, 1_000)
    assert errors(check(tmp_path)) == []
