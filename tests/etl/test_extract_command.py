import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    """Three readable reports and a catalogue that names a fourth, which is empty."""
    for i in range(3):
        text = f"关于巡察整改情况的通报\n二、整改情况\n(一)学习不够\n整改情况:已完成。召开会议{i + 2}次。\n"
        (tmp_path / f"r{i}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    catalogue(tmp_path, ["r0", "r1", "r2"])
    return tmp_path


def catalogue(folder, docs):
    rows = [f"{doc},{doc}.txt,2024-05" for doc in docs]
    (folder / "sources.csv").write_text("\n".join(["doc,file,published", *rows]) + "\n")


def run(folder, *options):
    command = ["extract", "--catalog", str(folder / "sources.csv"), "--reports", str(folder)]
    return CliRunner().invoke(main, [*command, "--out", str(folder / "out.jsonl"), *options])


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_figures_and_ledger_are_written_one_a_line(folder):
    assert run(folder, "--ledger", str(folder / "l.jsonl")).exit_code == 0
    assert [(f["doc"], f["quote"]) for f in lines(folder / "out.jsonl")] == [
        ("r0", "2次"), ("r1", "3次"), ("r2", "4次"),
    ]  # fmt: skip
    assert [row["status"] for row in lines(folder / "l.jsonl")] == ["done"] * 3


def test_every_key_of_the_record_is_there(folder):
    run(folder)
    assert list(lines(folder / "out.jsonl")[0]) == [
        "doc", "start", "end", "quote", "value", "unit", "bound", "item", "status", "category",
        "indicator", "region", "year", "role", "of", "confidence",
    ]  # fmt: skip


def test_an_unreadable_document_is_named_and_the_others_are_done(folder):
    catalogue(folder, ["r0", "empty", "missing", "r2"])
    result = run(folder)
    assert result.exit_code == 1
    assert "empty.txt：文件是空的" in result.stderr
    assert "missing.txt：文件不存在" in result.stderr
    assert [f["doc"] for f in lines(folder / "out.jsonl")] == ["r0", "r2"]


def test_several_processes_write_the_same_bytes(folder):
    run(folder)
    alone = (folder / "out.jsonl").read_bytes()
    assert run(folder, "--jobs", "2").exit_code == 0
    assert (folder / "out.jsonl").read_bytes() == alone


def test_each_figure_is_explained_on_request(folder):
    assert "会议 → deployment/meetings" in run(folder, "--explain").stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("doc,path\na,a.txt\n", "缺少列：file"),
        ("doc,file\n,a.txt\n", "第 2 行"),
        ("doc,file,year\na,a.txt,二〇二四\n", "year"),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_wrong_usage(folder, text, message):
    (folder / "sources.csv").write_text(text)
    result = run(folder)
    assert result.exit_code == 2
    assert message in result.stderr


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, etl; print([m for m in ('opencc', 'jieba', 'pandas', 'docx') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
