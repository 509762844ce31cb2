"""The command line: 0 done, 1 faulty data or documents, 2 wrong usage; and what it says."""

import pytest
from click.testing import CliRunner

from etl.build import data_version
from etl.cli import main
from queries import current_build
from tests.etl import small_data


@pytest.fixture
def data(tmp_path):
    return small_data.write(tmp_path / "data")


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_checking_valid_data_says_so(data):
    result = run("check", "--data", data)
    assert (result.exit_code, result.output) == (0, "校验完成：0 处错误，0 条提示。\n")


def test_checking_faulty_data_lists_the_faults_and_fails(data):
    small_data.edit(data, "figures/beta.csv", 2, ",units,", ",unit,")
    small_data.edit(data, "figures/alpha.csv", 8, "36 个,36,", "36 个,35,")
    result = run("check", "--data", data)
    assert result.exit_code == 1
    *faults, summary = result.output.splitlines()
    assert [fault.split("  ")[0] for fault in faults] == [
        "figures/alpha.csv:8",
        "figures/beta.csv:2",
        "figures/beta.csv:2",
    ]
    assert summary == "校验完成：2 处错误，1 条提示。"


def test_a_notice_alone_is_no_failure(data):
    small_data.edit(data, "figures/alpha.csv", 8, "36 个,36,", "36 个,35,")
    result = run("check", "--data", data)
    assert result.exit_code == 0
    assert result.output.endswith("校验完成：0 处错误，1 条提示。\n")


def test_a_build_says_its_version_and_lies_beside_the_data(data):
    result = run("build", "--data", data)
    version = data_version(data)
    assert (result.exit_code, result.stdout) == (0, f"数据版本 {version}\n")
    assert current_build(data / "build").stem == version


def test_a_build_lies_where_one_says(data, tmp_path):
    assert run("build", "--data", data, "--out", tmp_path / "o").exit_code == 0
    assert current_build(tmp_path / "o").stem == data_version(data)
    assert not (data / "build").exists()


def test_building_faulty_data_lists_the_faults_and_fails(data):
    small_data.edit(data, "figures/beta.csv", 2, ",110101,", ",110102,")
    result = run("build", "--data", data)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "figures/beta.csv:2  错误：region “110102”不在 regions.csv 中" in result.stderr
    assert result.stderr.endswith("数据有 1 处错误，未生成数据库。原有数据库不变。\n")


def test_reports_are_taken_in_and_counted(data, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(small_data.TEXTS["alpha"], encoding="utf-8")
    (folder / "b.txt").write_text("别的", encoding="utf-8")
    result = run("reports", "--data", data, "--from", folder)
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "a.txt：收入，文档 alpha",
            "b.txt：不在 sources.csv 中（按内容比对），未收入",
            "共收入 1 份报告。",
        ],
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "--data", "no/such/folder"],
        ["build", "--data", "no/such/folder"],
        ["build", "--nonsense"],
        ["reports"],
        ["reports", "--from", "no/such/folder"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments):
    assert run(*arguments).exit_code == 2
