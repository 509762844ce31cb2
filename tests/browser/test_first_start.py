"""A fresh copy started without a database, or with faulty data."""

import pytest

from tests.browser import helpers

pytestmark = pytest.mark.browser


def test_a_cold_link_on_a_server_without_a_database_builds_it_and_shows_the_page(browser, own_data):
    with helpers.server(own_data) as home, helpers.visit(browser, home) as seen:
        page = seen.open("evidence", region="阳泉")
        page.locator("h1").wait_for()
        seen.settle()
        assert page.get_by_text("数据库已生成").is_visible()
        assert seen.faults() == []
        seen.open("evidence", region="阳泉")
        assert page.get_by_text("数据库已生成").count() == 0
        assert page.locator("h1").count() == 1


def test_faulty_data_is_told_with_file_and_line_and_nothing_else_is_shown(browser, own_data):
    path = next(iter(sorted((own_data / "figures").glob("*.csv"))))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[1].replace(",actual,", ",perhaps,"), *lines[2:]]), "utf-8")
    with helpers.server(own_data) as home, helpers.visit(browser, home) as seen:
        page = seen.open("evidence")
        page.get_by_text("数据有错误，未能生成数据库").wait_for()
        page.get_by_text(f"figures/{path.name}:2").wait_for()
        assert page.locator("h1").count() == 0
        assert seen.faults() == []
