"""The shell: one build a run, the first build, and the guard for cold links."""

import re
import shutil

import duckdb
import pytest

from etl.build import build
from pages.parts import data, shell
from tests.pages.helpers import ROOT, add_report, open_page

STEMS = [entry.stem for entry in shell.PAGES]


def test_every_page_file_is_in_the_registry_and_every_entry_has_a_file():
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert files == set(STEMS)
    assert len(STEMS) == len(set(STEMS)) <= 11


def test_menu_names_are_unique_and_their_groups_are_the_three():
    assert len({entry.title for entry in shell.PAGES}) == len(shell.PAGES)
    assert {entry.group for entry in shell.PAGES} <= {"看", "专题", "用"}


@pytest.mark.parametrize("stem", STEMS)
def test_every_page_begins_with_the_guard(stem):
    source = (ROOT / "pages" / f"{stem}.py").read_text(encoding="utf-8")
    first = re.search(r"^(?!from|import|#|\"\"\"|[A-Z_, ]+ =|\s|[})\]]|$).*", source, re.MULTILINE)
    assert "shell.enter()" in first[0]


@pytest.mark.parametrize("stem", STEMS)
def test_a_cold_link_brings_menu_filters_and_one_page(project_data, stem):
    at = open_page(stem)
    assert not at.exception
    assert len(at.title) == 1
    filtered = next(entry.filtered for entry in shell.PAGES if entry.stem == stem)
    bar = ["region", "year", "category"] if filtered else []
    assert [m.key for m in at.multiselect][:3] == bar
    assert any(shell.TITLE in m.value for m in at.sidebar.markdown)
    assert len(at.get("page_link")) == len(shell.PAGES)


def test_without_a_database_the_first_run_builds_one_and_tells_its_steps(own_data, use_data):
    use_data(own_data)
    at = open_page()
    assert not at.exception
    assert (own_data / "build" / "CURRENT").is_file()
    (status,) = at.status
    assert (status.label, status.state) == ("数据库已生成", "complete")
    assert [m.value for m in status.markdown] == ["读取数据", "校验数据", "写入数据库"]
    assert len(at.title) == 1
    assert len(at.run().status) == 0


def test_a_database_of_an_older_program_is_built_anew(own_data, use_data):
    folder = use_data(own_data) / "build"
    version = build(own_data, folder)
    older = shutil.move(folder / f"{version}.duckdb", folder / "0123456789ab.duckdb")
    with duckdb.connect(str(older)) as connection:
        connection.execute("drop table offered_years")
        connection.execute("update meta set value = 'older' where key = 'schema'")
    (folder / "CURRENT").write_text("0123456789ab\n", encoding="ascii")
    at = open_page()
    assert not at.exception
    assert (folder / "CURRENT").read_text(encoding="ascii").strip() == version
    assert [status.state for status in at.status] == ["complete"]
    assert len(at.run().status) == 0


@pytest.mark.parametrize("stem", STEMS)
def test_a_cold_link_without_a_database_builds_one_too(own_data, use_data, stem):
    use_data(own_data)
    at = open_page(stem)
    assert not at.exception
    assert len(at.title) == 1


def test_faulty_data_is_explained_in_place_of_a_page(own_data, use_data):
    add_report(own_data, "办班7场。", {"7场": {"value": "七", "region": "999999"}})
    use_data(own_data)
    at = open_page()
    assert not at.exception
    assert len(at.title) == 0
    (status,) = at.status
    assert status.label == "数据有错误，未能生成数据库"
    (fault,) = (e.value.replace("\\", "") for e in at.error)
    assert fault == "figures/demo.csv:2  错误：value 是“七”。应为数字，不带千分位和单位。".replace("  ", " ")
    assert not (own_data / "build" / "CURRENT").exists()


def test_a_flood_of_faults_is_cut(own_data, use_data):
    text = "".join(f"{n}场。" for n in range(100, 160))
    add_report(own_data, text, {f"{n}场": {"value": "x"} for n in range(100, 160)})
    use_data(own_data)
    at = open_page()
    assert not at.exception
    assert 1 <= len(at.error) <= 20


def test_mended_data_is_built_on_the_next_run(own_data, use_data):
    add_report(own_data, "办班7场。", {"7场": {"value": "七"}})
    use_data(own_data)
    at = open_page()
    assert len(at.title) == 0
    path = own_data / "figures" / "demo.csv"
    path.write_text(path.read_text("utf-8").replace("七", "7"), encoding="utf-8")
    assert len(at.run().title) == 1


def test_a_new_build_is_read_on_the_next_rerun(own_data, use_data):
    build(use_data(own_data), own_data / "build")
    at = open_page("evidence")
    before = at.title[0].value
    add_report(own_data, "办班7场。", {"7场": {"value": 7}})
    version = build(own_data, own_data / "build")
    at.run()
    assert at.title[0].value != before
    assert any(version in m.value for m in at.caption)


@pytest.mark.parametrize("content", ["", "../../x", "0123456789ab", "\xff"])
def test_a_damaged_pointer_leads_to_a_new_build(own_data, use_data, content):
    use_data(own_data)
    (own_data / "build").mkdir()
    (own_data / "build" / "CURRENT").write_bytes(content.encode("latin-1"))
    at = open_page()
    assert not at.exception
    assert len(at.title) == 1


def test_one_run_reads_one_build_even_if_a_new_one_comes_meanwhile(own_data, use_data):
    build(use_data(own_data), own_data / "build")
    data.begin_run()
    before = data.version()
    add_report(own_data, "办班7场。", {"7场": {"value": 7}})
    after = build(own_data, own_data / "build")
    assert data.version() == before != after
    assert data.ask("meta").iloc[0]["version"] == before
    data.begin_run()
    assert data.ask("meta").iloc[0]["version"] == after
