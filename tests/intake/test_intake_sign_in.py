"""Sign-in with a real OpenID provider on this machine; roles decide what is seen and done."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser import helpers

pytestmark = pytest.mark.browser

USERS = {
    "reader": "reader@example.org",
    "editor": "editor@example.org",
    "stranger": "x@example.com",
}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a long enough secret, for tests alone"
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "http://localhost:{port}/.well-known/openid-configuration"

[roles]
claim = "groups"
reader = ["reader@example.org"]
"""


@pytest.fixture(scope="module")
def home(small_data_template, tmp_path_factory):
    from oidc_provider_mock import User, run_server_in_thread

    people = [
        User(sub=sub, claims={"email": mail, "groups": ["editor"] if sub == "editor" else []})
        for sub, mail in USERS.items()
    ]
    secrets = tmp_path_factory.mktemp("auth") / "secrets.toml"
    with run_server_in_thread(user_claims=people) as provider:
        secrets.write_text(SECRETS.format(port=provider.server_port))
        os.environ["STREAMLIT_SECRETS_FILES"] = str(secrets)
        try:
            with helpers.server(small_data_template) as address:
                yield address
        finally:
            del os.environ["STREAMLIT_SECRETS_FILES"]


@pytest.fixture
def person(browser, home):
    """A browser of one's own; signs in as one of the provider's users."""
    contexts = []

    def sign_in(sub):
        context = browser.new_context(locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{home}/intake")
        expect(page.get_by_role("heading", name="请先登录")).to_be_visible()
        assert page.get_by_role("tab").count() == 0
        page.get_by_role("button", name="登录", exact=True).click()
        page.get_by_role("button", name=sub, exact=True).click()
        expect(page.get_by_role("button", name="退出登录")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()


def test_a_reader_has_no_menu_entry_and_no_way_by_address(person, home):
    page = person("reader")
    expect(page.get_by_role("link", name="总览")).to_be_visible()
    assert page.get_by_role("link", name="报告录入").count() == 0
    page.goto(f"{home}/intake")
    expect(page.get_by_role("heading", name="没有权限")).to_be_visible()
    assert page.get_by_role("tab").count() == 0


def test_an_editor_by_claim_takes_reports_in_but_does_not_publish(person, home):
    page = person("editor")
    page.get_by_role("link", name="报告录入").click()
    page.get_by_role("tab", name="发布").click()
    expect(page.get_by_text("需要“发布”权限")).to_be_visible()


def test_who_has_no_role_sees_nothing(person):
    page = person("stranger")
    expect(page.get_by_role("heading", name="没有查看权限")).to_be_visible()
    assert page.get_by_role("link", name="总览").count() == 0
