"""报告录入 in this process: taking in, reviewing, publishing, withdrawing, the log."""

import json
import os
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl import drafts, history, intake, published
from pages.parts import watch
from tests.intake.helpers import NEW_TEXT, begun, csv_figures

ROOT = Path(__file__).parents[2]


def opened(tab="录入", **settings):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    for name, value in settings.items():
        setattr(at, name, value)
    at.switch_page("pages/intake.py")
    return turned(at, tab)


def turned(at, tab):
    """The tab as the address names it."""
    at.query_params["intake_tab"] = tab
    at.run()
    assert not at.exception
    return at


def only_draft(data):
    (draft,) = drafts.listed(data)
    return draft


def told(at):
    return [element.value for element in (*at.info, *at.error, *at.warning)]


def test_pasted_text_becomes_a_draft_and_a_second_time_is_recognised(pages_on):
    at = opened()
    at.text_area(key="intake_pasted").set_value(NEW_TEXT)
    at.button(key="intake_paste").click().run()
    assert only_draft(pages_on).source["title"] == "兰考县2024年清廉建设工作总结"
    at.text_area(key="intake_pasted").set_value("首页\n" + NEW_TEXT)
    at.button(key="intake_paste").click().run()
    assert any("的文字相同" in note or "文字几乎相同" in note for note in told(at))


def test_the_entry_is_corrected_and_open_figures_follow(pages_on):
    at = opened()
    at.text_area(key="intake_pasted").set_value(NEW_TEXT)
    at.button(key="intake_paste").click().run()
    next(box for box in at.selectbox if box.label == "地区").select("410200")
    next(box for box in at.selectbox if box.label == "年份").select(2023)
    next(box for box in at.text_input if box.label == "标题").set_value("开封市总结")
    next(button for button in at.button if button.label == "保存报告信息").click().run()
    draft = only_draft(pages_on)
    assert (draft.source["title"], draft.source["region"], draft.source["year"]) == (
        "开封市总结",
        "410200",
        2023,
    )
    # the text names 兰考 itself for some; the others are the report's own
    assert {figure.region for figure in draft.figures} == {"410200", "410225"}


def test_the_entry_can_be_corrected_while_one_reviews(pages_on):
    begun(pages_on)
    at = opened("审核")
    next(box for box in at.text_input if box.label == "标题").set_value("开封市总结")
    next(button for button in at.button if button.label == "保存报告信息").click().run()
    assert only_draft(pages_on).source["title"] == "开封市总结"
    assert at.session_state["intake_tab"] == "审核"


def test_a_report_that_breaks_the_reader_is_told_of_and_noted(pages_on, monkeypatch):
    def breaks(*_):
        raise RuntimeError

    monkeypatch.setattr(intake, "begin", breaks)
    watch.forget()
    at = opened()
    at.text_area(key="intake_pasted").set_value(NEW_TEXT)
    at.button(key="intake_paste").click().run()
    assert any("读取时出错，未收入" in words for words in told(at))
    assert [fault.kind for fault in watch.faults()] == ["RuntimeError"]


def test_accepting_goes_on_to_the_next_figure_that_waits(pages_on):
    draft = begun(pages_on)
    at = opened("审核")
    for expected in range(1, len(draft.figures) + 1):
        at.button(key="intake_accept").click().run()
        assert not at.exception
        assert sum(f.decision == "accepted" for f in only_draft(pages_on).figures) == expected
    assert only_draft(pages_on).pending == 0


def test_a_changed_field_is_saved_at_once_and_survives_a_reload(pages_on):
    start = begun(pages_on).figures[0].start
    at = opened("审核")
    assert at.session_state["intake_at"] == start
    at.text_input(key=f"intake_field_{start}_item").set_value("专项监督检查").run()
    at.selectbox(key=f"intake_field_{start}_status").select("target").run()
    again = opened("审核")
    again.button(key="intake_step-1").click().run()
    assert again.text_input(key=f"intake_field_{start}_item").value == "专项监督检查"
    figure = only_draft(pages_on).figure(start)
    assert (figure.item, figure.status, figure.decision) == ("专项监督检查", "target", "changed")


def test_an_indicator_brings_its_category_and_a_category_drops_it(pages_on):
    start = begun(pages_on).figures[0].start
    at = opened("审核")
    at.selectbox(key=f"intake_field_{start}_category").select("training").run()
    figure = only_draft(pages_on).figure(start)
    assert (figure.category, figure.indicator) == ("training", None)
    at.selectbox(key=f"intake_field_{start}_indicator").select("training_sessions").run()
    assert only_draft(pages_on).figure(start).indicator == "training_sessions"


def test_the_rules_speak_while_one_edits(pages_on):
    begun(pages_on)
    at = opened("审核")
    start = at.session_state["intake_at"]
    at.selectbox(key=f"intake_field_{start}_role").select("part").run()
    assert any("role 是 part" in error.value for error in at.error)
    at.selectbox(key=f"intake_field_{start}_role").select("total").run()
    assert [error.value for error in at.error] == []


def test_typed_words_that_the_text_holds_become_a_figure(pages_on):
    draft = begun(pages_on, NEW_TEXT + "另有 3 家单位接受回访。\n")
    known = len(draft.figures)
    target = draft.figures[-1]
    at = opened("审核")
    at.text_input(key="intake_typed").set_value("全县").run()
    at.button(key="intake_add_button").click().run()
    added = only_draft(pages_on)
    assert len(added.figures) == known + 1
    assert added.figures[0].quote == "全县"
    at.text_input(key="intake_typed").set_value(target.quote).run()
    at.button(key="intake_add_button").click().run()
    assert any("位置重叠" in note for note in told(at))
    at.text_input(key="intake_typed").set_value("没有的字").run()
    assert at.button(key="intake_add_button").disabled


def test_two_sessions_at_one_report_merge_and_are_told(pages_on):
    starts = [figure.start for figure in begun(pages_on).figures]
    one, two = opened("审核"), opened("审核")
    assert any("你在另一个窗口也打开了这份报告" in caption.value for caption in two.caption)
    one.text_input(key=f"intake_field_{starts[0]}_item").set_value("甲改的").run()
    two.text_input(key=f"intake_field_{starts[0]}_unit").set_value("轮").run()
    figure = only_draft(pages_on).figure(starts[0])
    assert (figure.item, figure.unit) == ("甲改的", "轮")
    assert any("逐条合并" in note for note in told(two))
    one.text_input(key=f"intake_field_{starts[0]}_unit").set_value("回").run()
    assert only_draft(pages_on).figure(starts[0]).unit == "轮"
    assert any("“单位”两人都改了：保留“轮”，你的“回”未写入" in note for note in told(one))


def test_publishing_and_withdrawing_from_the_page(pages_on):
    before = published.files(pages_on)
    begun(pages_on)
    at = opened("审核")
    for _ in range(6):
        at.button(key="intake_accept").click().run()
    turned(at, "发布")
    assert any("新增 6 条" in m.value for m in at.markdown)
    at.button(key="intake_publish").click().run()
    assert not at.exception
    assert any("已发布" in note for note in told(at))
    assert len(csv_figures(pages_on)) == 8
    at.selectbox(key="intake_version").select(1).run()
    at.button(key="intake_withdraw").click().run()
    assert any("已撤回" in note for note in told(at))
    assert published.files(pages_on) == before
    turned(at, "记录")
    assert list(at.dataframe[0].value["做了什么"]) == [
        "撤回到第 1 版",
        "发布《兰考县2024年清廉建设工作总结》",
    ]


def test_a_draft_with_an_error_cannot_be_published(pages_on):
    draft = begun(pages_on)
    start = draft.figures[0].start
    drafts.save(pages_on, draft.with_figure(start, role="part", decision="changed"), draft, "甲")
    at = opened("审核")
    turned(at, "发布")
    assert at.button(key="intake_publish").disabled
    assert any("role 是 part" in error.value for error in at.error)


def test_deleting_a_draft_can_take_the_text_along(pages_on):
    draft = begun(pages_on)
    at = opened()
    at.checkbox(key=f"too_{draft.sha256}").check().run()
    at.button(key=f"delete_{draft.sha256}").click().run()
    assert drafts.listed(pages_on) == []
    assert not list((pages_on / "reports").glob(f"{draft.sha256}*"))
    assert history.log(pages_on)[0]["action"] == "删除草稿"


SIGN_IN = {"auth": {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x" * 32}}


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "reader@example.org"}, "reader"),
        ({"email": "editor@example.org"}, "editor"),
        ({"email": "boss@example.org"}, "publisher"),
        ({"email": "boss@example.org", "email_verified": False, "sub": "1"}, "reader"),
        ({"sub": "7", "groups": ["editor"]}, "editor"),
        ({"sub": "7", "groups": "publisher"}, "publisher"),
        ({"sub": "*", "groups": ["admin"]}, "reader"),
    ],
)
def test_a_role_comes_from_the_lists_or_from_the_claim(claims, role):
    from pages.parts import access

    lists = {
        "claim": "groups",
        "reader": ["*"],
        "editor": ["editor@example.org"],
        "publisher": ["boss@example.org"],
    }
    assert access.role_of(claims, lists) == role
    assert access.role_of(claims, {}) == "nobody"


def signed_in(monkeypatch, role):
    from pages.parts import access

    monkeypatch.setattr(access, "configured", lambda: True)
    monkeypatch.setattr(access, "signed_in", lambda: role is not None)
    monkeypatch.setattr(access, "user", lambda: access.User("某人", role or "nobody"))


def test_a_reader_sees_no_such_page_and_cannot_reach_it(pages_on, monkeypatch):
    signed_in(monkeypatch, "reader")
    draft = begun(pages_on)
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    at.switch_page("pages/intake.py")
    at.run()
    assert not at.exception
    assert not at.tabs
    assert [title.value for title in at.title] == ["没有权限"]
    assert draft.source["title"] not in "".join(m.value for m in at.markdown)


def test_nobody_gets_in_without_signing_in(pages_on, monkeypatch):
    signed_in(monkeypatch, None)
    for page in ("overview", "intake"):
        at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        at.switch_page(f"pages/{page}.py")
        at.run()
        assert not at.exception
        assert [title.value for title in at.title] == ["请先登录"]


def test_who_loses_the_role_cannot_save_or_publish_in_an_open_session(pages_on, monkeypatch):
    begun(pages_on)
    at = opened("审核")
    start = at.session_state["intake_at"]
    signed_in(monkeypatch, "reader")
    at.text_input(key=f"intake_field_{start}_item").set_value("偷改").run()
    assert only_draft(pages_on).figure(start).item != "偷改"


def test_an_editor_cannot_publish_even_by_replaying_the_click(pages_on, monkeypatch):
    draft = begun(pages_on)
    drafts.save(
        pages_on, draft.with_figure(draft.figures[0].start, decision="accepted"), draft, "甲"
    )
    signed_in(monkeypatch, "publisher")
    at = opened("审核")
    turned(at, "发布")
    before = published.files(pages_on)
    signed_in(monkeypatch, "editor")
    at.button(key="intake_publish").click().run()
    assert published.files(pages_on) == before
    assert any("没有“发布”权限" in note for note in told(at))


@pytest.mark.parametrize("address", ["0.0.0.0", "10.1.2.3", ""])
def test_a_server_that_listens_to_others_without_sign_in_only_shows(address, monkeypatch):
    from pages.parts import access

    monkeypatch.setattr(access.st, "get_option", lambda _: address)
    monkeypatch.setattr(access, "configured", lambda: False)
    assert access.user().role == "reader"


def test_how_the_server_does_is_for_editors_and_names_version_process_and_memory(pages_on):
    watch.forget()
    at = opened("运行情况")
    told = {metric.label: metric.value for metric in at.metric}
    assert told["数据版本"] == (pages_on / "build" / "CURRENT").read_text().strip()
    assert told["进程号"] == str(os.getpid())
    assert re.fullmatch(r"[\d,]+ MB", told["内存"])
    assert set(told) == {"数据版本", "进程号", "已运行", "在线会话", "内存"}


def test_slow_queries_and_errors_are_listed_without_what_was_asked(pages_on):
    watch.forget()
    with pytest.raises(ValueError), watch.page("overview", "v"), watch.query("figure_list", "v"):
        raise ValueError("兰考")
    at = opened("运行情况")
    shown = [table.value for table in at.dataframe]
    assert any("figure_list" in set(table.get("查询", ())) for table in shown)
    (faults,) = [table for table in shown if "类型" in table]
    assert list(faults["页面"]) == ["总览"]
    assert list(faults["类型"]) == ["ValueError"]
    assert not any("兰考" in table.to_csv() for table in shown)


def test_processes_beside_this_one_are_those_the_keeper_names(pages_on, tmp_path, monkeypatch):
    monkeypatch.setenv("CLEAN_GOVERNANCE_RUN", str(tmp_path))
    at = opened("运行情况")
    assert not any("重启次数" in table.value for table in at.dataframe)
    kept = [{"name": "p1", "pid": 7, "restarts": 2, "started": 0.0}]
    (tmp_path / "processes.json").write_text(json.dumps(kept))
    at = opened("运行情况")
    (table,) = [t.value for t in at.dataframe if "重启次数" in t.value]
    assert table[["进程", "进程号", "重启次数"]].values.tolist() == [["p1", 7, 2]]
