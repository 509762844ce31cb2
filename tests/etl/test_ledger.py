import pytest

from etl import Source, extract_ledger

NOTICE = Source(doc="d", title="关于县委巡察整改进展情况的通报")
AUDIT = Source(doc="d", title="关于预算执行审计查出问题整改情况的报告")

LABELLED = """一、整改组织情况
1.加强领导。召开会议5次。
二、反馈意见整改落实情况
(一)落实主体责任有差距
1、着力解决责任传导不够的问题。
一是关于“谈话提醒不经常”的问题。印发清单,谈话40人次。
整改进展情况:已完成。
二是关于“议事规则不健全”的问题。
①整改“会前酝酿不充分”问题。修订规则。
整改进展情况:正在整改。计划于2025年底前完成整改。
②整改“记录不规范”问题。开展抽查。
整改进展情况:尚未启动。
2、着力解决监督不严的问题。持续加强。
三、下一步打算
1、持续深化整改。
"""
BY_SECTION = """一、整改情况
(一)已完成整改的问题(2个)
1.学习不够深入。开展学习9次。
2.制度执行不严。修订制度3项。
(二)正在推进整改的问题(1个)
3.历史欠账化解缓慢。已化解两笔,计划2026年6月底前清零。
"""
WITH_LIMITS = """一、聚焦基层治理方面
①台账不规范。补录台账。(整改时限:2024年4月)整改结果:已整改到位。
②化解缓慢。已化解一半。(整改时限:2024年12月)整改结果:部分整改。
"""
TABLE = """附件:整改情况一览表
序号\t问题\t整改措施\t进展情况\t完成时限
1\t教学改革力度不足\t讲课26场\t已完成\t2024年1月
2\t项目久拖未决\t征地320亩\t持续推进\t2025年
3\t改制未启动\t涉诉\t尚未启动\t待定
"""
PROSE = """二、查出问题的整改情况
(一)预算管理方面
1.预算编制方面。关于项目预算不细化的问题,财政局已将资金细化,目前已整改到位。关于收入未及时缴库的问题,正在通过司法途径追缴。
2.补贴方面。向不符合条件的人员发放补贴,有关单位已追回资金20万元。
"""

UNLABELLED = """关于选人用人检查反馈问题整改情况的通报
(1)关于“班子结构老化”问题。整改情况:选拔年轻干部6名。此项需持续整改。
(2)关于“兼职清理不彻底”问题。整改情况:清理兼职33人。已完成整改。
"""
AUDITED = """一、关于账务处理不及时问题。11个村补记账务432笔;已整改。
二、关于往来款长期未清理问题。清理往来款152笔,尚有部分正在核对。
"""
BRACKETED = """一、重点问题整改情况
(一)排污口整治滞后
整改情况:排查排污口40个,完成整治31个。【持续推进,2025年6月底前完成】
(二)清欠账款不力
整改情况:偿付账款3亿元。正在核对其余账目,均已付清。【已完成】
(三)贷后检查流于形式
整改结果:正在整改,时限2025年9月。收回贷款2笔。
"""

NOTICES = [
    (BRACKETED, NOTICE, [
        ("排污口整治滞后", "in_progress", "2025-06"),
        ("清欠账款不力", "done", None),
        ("贷后检查流于形式", "in_progress", "2025-09"),
    ]),
    (UNLABELLED, NOTICE, [
        ("班子结构老化", "in_progress", None),
        ("兼职清理不彻底", "done", None),
    ]),
    (AUDITED, AUDIT, [
        ("账务处理不及时", "done", None),
        ("往来款长期未清理", "in_progress", None),
    ]),
    (LABELLED, NOTICE, [
        ("谈话提醒不经常", "done", None),
        ("会前酝酿不充分", "in_progress", "2025-12"),
        ("记录不规范", "not_done", None),
        ("监督不严", None, None),
    ]),
    (BY_SECTION, NOTICE, [
        ("学习不够深入", "done", None),
        ("制度执行不严", "done", None),
        ("历史欠账化解缓慢", "in_progress", "2026-06"),
    ]),
    (WITH_LIMITS, NOTICE, [
        ("台账不规范", "done", "2024-04"),
        ("化解缓慢", "in_progress", "2024-12"),
    ]),
    (TABLE, NOTICE, [
        ("教学改革力度不足", "done", "2024-01"),
        ("项目久拖未决", "in_progress", "2025"),
        ("改制未启动", "not_done", None),
    ]),
    (PROSE, AUDIT, [
        ("项目预算不细化", "done", None),
        ("收入未及时缴库", "in_progress", None),
        ("向不符合条件的人员发放补贴", "done", None),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "source", "expected"), NOTICES,
    ids=["bracketed", "unlabelled", "audited", "labelled", "by section", "with limits", "table", "prose"],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_problems_are_listed_with_progress_and_due_date(text, source, expected, line_end):
    text = text.replace("\n", line_end)
    rows = extract_ledger(text, source)
    assert [(row.title, row.status, row.due) for row in rows] == expected
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert text[row.title_start : row.title_end] == row.title


def test_a_problem_stands_under_its_headings():
    row = extract_ledger(LABELLED, NOTICE)[1]
    assert row.path[1:] == (
        "落实主体责任有差距", "着力解决责任传导不够的问题", "关于“议事规则不健全”的问题",
    )  # fmt: skip


def test_the_words_that_state_the_progress_are_pointed_at():
    row = extract_ledger(LABELLED, NOTICE)[0]
    assert LABELLED[row.start : row.end] == "已完成"


def test_a_summary_of_the_year_has_no_ledger():
    text = "一、主要做法\n1.加强学习。开展学习9次。\n2.加强监督。检查6轮。\n"
    assert extract_ledger(text, Source(doc="d", title="清廉建设工作总结")) == []


def listed(text, title="关于巡察整改情况的通报"):
    return [
        (row.title, row.status, row.due) for row in extract_ledger(text, Source("d", title=title))
    ]


def test_measures_numbered_under_a_problem_are_no_problems():
    text = (
        "1.关于资产闲置的问题\n一是加快评估。评估6宗。\n二是组织招租。招租4宗。\n完成情况:已完成。\n"
        "2.关于账目混乱的问题\n一是清理账目。\n二是不留死角。\n完成情况:正在推进,2024年5月底前完成。\n"
    )
    assert listed(text) == [("资产闲置", "done", None), ("账目混乱", "in_progress", "2024-05")]


def test_what_a_sentence_says_of_several_problems_holds_for_so_many():
    text = (
        "一、财务方面问题\n1.票据不规范。换票6张。\n2.账目不清。\n3.公章管理松散。\n"
        "以上2个问题已完成整改。\n二、作风方面问题\n4.值班松散。正在整改。\n"
    )
    assert [status for _, status, _ in listed(text)] == [None, "done", "done", "in_progress"]


def test_the_problems_of_one_paragraph_are_told_apart():
    text = "检视问题如下。一是学习不深入,已补学4次,整改到位。二是服务态度生硬,正在整改,预计2024年3月底前完成。"
    assert listed(text) == [
        ("学习不深入", "done", None),
        ("服务态度生硬", "in_progress", "2024-03"),
    ]


def test_a_table_is_read_by_the_heads_of_its_columns():
    text = (
        "编号|完成时间|存在问题|已完成事项|整改状态\n"
        "一|2024年3月|账目混乱|换票6张|未完成\n二|2024年4月|值班松散|已完成排班|已完成\n"
    )
    assert listed(text) == [("账目混乱", "not_done", "2024-03"), ("值班松散", "done", "2024-04")]


LAYOUTS = [
    "整改情况如下。1.问题:账目混乱。整改结果:已完成。2.问题:值班松散。整改结果:正在整改。\n",
    "整改情况如下。针对“账目混乱”问题,换票6张,整改完成。针对“值班松散”问题,正在整改。\n",
    "问题1\n账目混乱\n整改情况:已完成\n问题2\n值班松散\n整改情况:正在整改\n",
    "一、账目混乱——已完成\n换票6张。\n二、值班松散——正在整改\n排班12人。\n",
    "【问题】账目混乱。【整改】换票6张。【状态】已完成\n【问题】值班松散。【整改】排班。【状态】整改中\n",
    "| 反馈问题 | 整改措施 | 状态 |\n|---|---|---|\n| 账目混乱 | 换票 | 已完成 |\n| 值班松散 | 排班 | 整改中 |\n",
    "1.【已完成】账目混乱。换票6张。\n2.【持续推进】值班松散。排班12人。\n",
    "二、巡察反馈问题整改情况\n1.账目混乱。换票6张,已更换。\n2.值班松散。排班12人,正在完善。\n",
    "一、作风不实方面\n1.账目混乱。已更换票据。\n2.值班松散。正在完善排班。\n",
    "账目混乱\n整改情况:换票6张,整改完成。\n值班松散\n整改情况:排班12人,整改进行中。\n",
    "【账目混乱】\n【已完成整改】换票6张。\n【值班松散】\n【正在整改】排班12人。\n",
    "问题\n账目混乱\n整改情况\n换票6张,已完成\n问题\n值班松散\n整改情况\n排班,正在整改\n",
    "反馈问题\t整改情况\n账目混乱\t换票6张,已更换\n值班松散\t排班12人,正在整改\n",
    "类别\n具体问题\n整改状态\n财务\n账目混乱\n已完成\n作风\n值班松散\n正在整改\n",
    "账目混乱。乡里换票6张。整改完成。\n值班松散。乡里排班12人。正在整改。\n",
    "反馈“账目混乱”的问题,换票6张。此问题已整改完成。\n反馈“值班松散”的问题,排班。此问题正在整改。\n",
    "(一)财务方面。账目混乱。已换票6张。\n(二)作风方面。值班松散。正在完善排班。\n",
    "1号问题:账目混乱;整改措施:换票;销号情况:已销号。\n2号问题:值班松散;整改措施:排班;销号情况:正在整改。\n",
    "1.账目混乱\n(1)问题情况:票据缺失。\n(2)整改结果:已完成\n2.值班松散\n(1)问题情况:无人。\n(2)整改结果:正在整改\n",
    "①账目混乱\n1.换票6张。\n2.盘点账目。\n已完成整改。\n②值班松散\n1.排班。\n2.抽查。\n正在整改。\n",
    "一、反馈问题\n①账目混乱;②值班松散。\n整改情况:①换票6张,整改完成;②排班12人,正在整改。\n",
]


@pytest.mark.parametrize("text", LAYOUTS)
def test_a_layout_does_not_matter(text):
    assert listed(text) == [("账目混乱", "done", None), ("值班松散", "in_progress", None)]


def test_a_tables_state_stands_under_completion_and_headings_below_it_are_no_rows():
    head = "|序号|反馈问题|整改落实情况|完成情况|\n|---|---|---|---|\n"
    rows = "|1|账目混乱|清理账目12本|完成|\n|2|值班松散|抽查值班三次|推进中|\n"
    rest = "三、建章立制情况\n修订制度21项。\n四、下一步打算\n持续深化整改。\n"
    assert listed(head + rows + rest) == [
        ("账目混乱", "done", None),
        ("值班松散", "in_progress", None),
    ]


def test_a_rate_of_all_problems_is_no_state_of_the_heading_that_it_stands_under():
    work = "一、建设廉洁文化\n举办展览3次。反馈的9个问题,已完成整改4个,整改完成率44.4%。\n"
    problem = "二、问题整改\n1.关于“账目混乱”的问题。清理账目12本。\n整改进展情况:已完成。\n"
    assert listed(work + problem) == [("账目混乱", "done", None)]


def test_a_problem_without_a_word_of_fault_is_known_by_those_beside_it():
    text = "1.村账由会计一人说了算。已更换会计。\n2.党费由专干代交。正在清退。\n"
    assert listed(text) == [
        ("村账由会计一人说了算", "done", None),
        ("党费由专干代交", "in_progress", None),
    ]


def test_the_notices_own_count_tells_that_the_silent_problems_are_done():
    text = "1.对“账目混乱”,换票6张。\n2.对“印章失管”,收回印章。\n3.对“值班松散”,正在排班。\n"
    statuses = ["done", "done", "in_progress"]
    assert [status for _, status, _ in listed("已整改2个,正在整改1个:\n" + text)] == statuses
    assert [status for _, status, _ in listed("已整改1个,正在整改1个:\n" + text)] != statuses


def test_a_section_whose_problems_are_all_done_says_so_for_the_silent_ones():
    text = (
        "(一)财务方面。反馈2个问题,已整改完成2个。\n1.账目混乱。换票6张。\n2.印章失管。收回印章。\n"
        "(二)作风方面。反馈2个问题,已整改完成1个。\n3.值班松散。正在整改。\n4.会风不实。压减会议。\n"
    )
    assert [status for _, status, _ in listed(text)] == ["done", "done", "in_progress", None]


def test_a_date_to_come_makes_a_plan_of_what_is_said_to_end_then():
    source = Source("d", title=NOTICE.title, published="2024-05")
    text = "1.大班额未消除。新建学校,2025年秋季全部消除。\n2.欠薪积压。2023年全部清零。\n"
    text += "3.水质不达标。已更换滤料。\n"
    found = [(row.status, row.due) for row in extract_ledger(text, source)]
    assert found == [("in_progress", "2025"), (None, None), ("done", None)]


def test_a_body_named_before_its_problem_is_no_problem():
    text = "1.某小学:账目混乱。整改情况:已换票。\n2.某中学:值班松散。整改情况:正在排班。\n"
    assert listed(text) == [
        ("某小学:账目混乱", "done", None),
        ("某中学:值班松散", "in_progress", None),
    ]


def test_news_of_what_is_amiss_in_rectification_has_no_ledger():
    text = "一是整改进展滞后。虽已上报,实际未到位。\n二是整改不严不实。\n三是验收走过场。已约谈。\n"
    assert listed(text, "环保督察整改任务已完成近六成") == []


def test_a_page_whose_line_breaks_are_lost_is_cut_where_its_lines_began():
    text = (
        "一、整改情况(一)财务方面\n1.账目混乱。换票6张。已完成整改。2.印章失管。收回3枚。已完成整改。"
        "(二)作风方面。1.值班松散。排班12人。正在整改。二、下一步打算。持续用力。\n"
    )
    assert [(title, status) for title, status, _ in listed(text)] == [
        ("账目混乱", "done"), ("印章失管", "done"), ("值班松散", "in_progress"),
    ]  # fmt: skip


def test_what_was_done_about_a_fault_is_no_problem():
    text = "一、民生资金\n1.养老补贴审计。4个县追回重复发放的补贴58万元。\n"
    assert listed(text, AUDIT.title) == []


NO_NOTICES = [
    ("区里举办巡察干部培训班", "一是突出政治培训不足。已完成整改。\n二是实训不够。正在整改。\n"),
    ("县委召开巡察整改情况通报会", "1.整改责任不落实。已完成整改。\n2.标准不高。正在整改。\n"),
    ("市纪委通报5起整改不力典型问题", "1.王某虚假整改问题。违纪资金已收缴。\n2.李某推诿问题。\n"),
    ("全县清廉建设综述", "整改" * 9 + "。\n一、关于“学用脱节”问题。已完成整改。\n"),
]


@pytest.mark.parametrize(("title", "text"), NO_NOTICES, ids=[title for title, _ in NO_NOTICES])
def test_news_and_training_that_speak_of_problems_have_no_ledger(title, text):
    assert listed(text) != []
    assert listed(text, title) == []
    assert extract_ledger(f"{title}\n{text}", Source("d")) == []


UPRIGHT = """整改情况一览表
序号
反馈问题
整改措施
整改时限
整改情况
1
收费公示不全
更新公示栏
三处
2024年3月
已完成
2
库房隐患未除
更换线路
年底前
正在整改
"""
CHAPTERS = """督察反馈第三项整改任务公示
第三项整改任务已整改完成,现公示如下。
一、整改任务
河道垃圾清运不及时。沿河堆放点十处。
二、整改措施
(一)限期清运。
三、整改完成情况
(一)建立巡河制度。
"""
ANSWERED = """一、反馈问题
1.值班制度执行不严
2.印章管理混乱
二、整改情况
1.重新排班,已整改到位。
2.收回印章三枚,其余正在清理。
"""
BOXES = """反馈问题:台账不全
是否完成:☑是 □否
反馈问题:账目不清
是否完成:□是 ☑否
"""
A_SENTENCE = """一、服务不优的问题。窗口设置不合理,增设窗口2个,完成整改。电子证照共享不畅,正在对接系统,正在整改。
二、管理不严的问题。考勤流于形式,启用人脸识别,完成整改。
"""


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            UPRIGHT,
            [("收费公示不全", "done", "2024-03"), ("库房隐患未除", "in_progress", "2024-12")],
        ),
        (CHAPTERS, [("河道垃圾清运不及时", "done", None)]),
        (
            ANSWERED,
            [("值班制度执行不严", "done", None), ("印章管理混乱", "in_progress", None)],
        ),
        (BOXES, [("台账不全", "done", None), ("账目不清", "not_done", None)]),
        (
            A_SENTENCE,
            [
                ("窗口设置不合理", "done", None),
                ("电子证照共享不畅", "in_progress", None),
                ("考勤流于形式", "done", None),
            ],
        ),
    ],
    ids=["upright table", "chapters", "two lists", "boxes", "a sentence each"],
)
def test_a_problem_is_found_wherever_its_parts_stand(text, expected):
    source = Source(doc="d", title=NOTICE.title, published="2024-05")
    rows = [(row.title, row.status, row.due) for row in extract_ledger(text, source)]
    assert rows == expected


def test_a_notice_of_measures_alone_lists_its_problems_without_a_state():
    text = "".join(
        f"({numeral})关于{title}的问题。一是开展培训。二是组织检查。\n"
        for numeral, title in zip("一二三", ("学习不深", "会议过多", "记录不全"), strict=True)
    )
    rows = extract_ledger("一、政治建设方面\n" + text, NOTICE)
    assert [(row.title, row.status) for row in rows] == [
        ("学习不深", None),
        ("会议过多", None),
        ("记录不全", None),
    ]


def test_a_quotation_of_several_sentences_is_one_title():
    text = "一、关于“责任不实。督察发现,多数“河长”不巡河。”整改情况:已完成。\n1.巡河百次。\n"
    (row,) = extract_ledger(text, NOTICE)
    assert row.title == "责任不实。督察发现,多数“河长”不巡河"
    assert row.status == "done"


def test_totals_of_a_chapter_are_no_problems():
    text = "(一)资金监管不严方面。审计指出的22个问题,已整改20个,其余2个正在推进。\n"
    assert extract_ledger(text * 3, AUDIT) == []


def test_a_named_problem_may_count_what_was_found():
    text = "1.关于“督办不力”的问题。上级反馈的97个问题,已完成整改89个。\n整改进展情况:正在整改。\n"
    assert [row.status for row in extract_ledger(text, NOTICE)] == ["in_progress"]


FORMS = {
    "chapters": "一、{}\n{}。\n二、整改目标\n2022年底前建成。\n三、整改措施\n1.正在编制方案。\n"
    "四、整改期限\n2022年12月底\n五、整改完成情况\n已全部建成投用。\n",
    "numbered": "一、{}\n(一){}。\n二、实施主体\n新区水务局\n三、目标任务\n(一)建成管网\n"
    "四、完成时限\n2022年12月底\n五、整改完成情况\n(一)管网已全部建成投用。\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("head", ["整改任务", "省级督察反馈问题", "整改问题", "反馈意见内容"])
def test_one_task_told_in_chapters_has_its_state_in_that_of_progress(form, head):
    text = form.format(head, "污水管网建设滞后,生活污水直排")
    expected = [("污水管网建设滞后,生活污水直排", "done", "2022-12")]
    assert listed(text, "关于督察反馈问题整改完成情况的公示") == expected


def test_the_frames_of_a_form_may_be_bars_or_lost():
    task = "督察第9项整改任务:矿坑未修复。"
    lines = ["整改任务", task, "责任单位", "矿管局", "完成情况", "正在回填。"]
    expected = [("矿坑未修复", "in_progress", None)]
    assert listed("\n".join(lines)) == expected
    assert listed("|\n" + " |\n|\n".join(lines) + " |\n") == expected


def test_the_cells_of_a_table_may_run_over_lines_between_their_bars():
    text = (
        "序号 | 单位 |\n问题 | 是否属实 |\n调查情况 | 处理和整改情况 |\n"
        "1 | 甲镇 |\n河滩堆放垃圾 | 属实 |\n查实 | 已清运。\n已复绿 |\n"
        "2 | 乙镇 |\n养殖场臭味扰民 | 属实 |\n查实 | 正在搬迁 |\n"
    )
    assert listed(text) == [
        ("河滩堆放垃圾", "done", None), ("养殖场臭味扰民", "in_progress", None),
    ]  # fmt: skip


def test_what_stood_before_and_after_makes_a_problem_and_its_progress():
    text = "整改前:\n墙面脱落、消毒柜损坏。\n\n整改后:\n墙面已粉刷,消毒柜已更换。\n"
    assert listed(text) == [("墙面脱落、消毒柜损坏", "done", None)]
    text = "检查发现问题:堆料占用通道,标志缺失。\n今日整改情况:堆料全部清运,标志已补齐。\n"
    assert listed(text) == [("堆料占用通道,标志缺失", "done", None)]


def test_how_a_problem_showed_is_no_problem_of_its_own():
    text = (
        "一、问题整改情况\n1.学习不深入。一是研讨不经常。二是记录不完整。\n整改情况:修订制度。已完成。\n"
        "2.项目谋划不足。一是储备不够。\n整改情况:正在论证。\n"
    )
    assert [(title, status) for title, status, _ in listed(text)] == [
        ("学习不深入", "done"), ("项目谋划不足", "in_progress"),
    ]  # fmt: skip


def test_a_chapter_may_hold_several_problems_described():
    text = (
        "一、党的领导弱化方面\n【问题描述】会议混开。\n【整改结果】已完成。\n"
        "【问题描述】师德不严。\n【整改结果】正在整改。\n"
        "二、党的建设缺失方面\n【问题描述】发展党员滞后。\n【整改结果】已完成。\n"
    )
    assert [row[:2] for row in listed(text)] == [
        ("会议混开", "done"), ("师德不严", "in_progress"), ("发展党员滞后", "done"),
    ]  # fmt: skip


def test_a_form_of_lines_is_read_as_a_table_is():
    row = "序号:{}\n检视问题:{}\n整改措施:建立台账\n完成时限:2023年10月\n整改情况:{}\n"
    text = row.format(1, "储备数据更新不及时", "完成整改") + row.format(
        2, "网点布局不合理", "部分完成,撤并8家"
    )
    assert listed(text) == [
        ("储备数据更新不及时", "done", "2023-10"), ("网点布局不合理", "in_progress", "2023-10"),
    ]  # fmt: skip


def test_a_limit_in_brackets_is_no_part_of_the_title():
    text = (
        "一、整改情况\n1.台账不健全(完成时限:2024年3月底前;责任领导:甲)\n补记台账。整改情况:已完成。\n"
        "2.检查走过场(完成时限:2024年9月底前;责任领导:乙)\n重新检查。整改情况:正在推进。\n"
    )
    assert listed(text) == [
        ("台账不健全", "done", "2024-03"), ("检查走过场", "in_progress", "2024-09"),
    ]  # fmt: skip


def test_a_plan_tells_of_nothing_done():
    text = (
        "一、反馈问题\n1.学习不深入。\n整改措施:每月测试。\n完成时限:2024年6月底前完成整改,长期坚持\n"
        "2.台账不规范。\n整改措施:补记台账。\n完成时限:2024年9月底\n"
    )
    assert listed(text, "某镇巡察反馈问题整改工作方案") == [
        ("学习不深入", None, "2024-06"), ("台账不规范", None, "2024-09"),
    ]  # fmt: skip


def test_one_goal_of_a_plan_is_no_list():
    text = "二、整改目标\n(一)认识进一步提高。力争成效明显。\n(二)反馈问题全面整改。2024年5月底前完成。\n"
    assert listed(text, "某局党组巡察整改工作方案") == []


def test_an_audits_result_tells_in_one_chapter_of_the_problems_of_another():
    text = (
        "一、基本情况\n编制9名。\n二、审计发现的主要问题\n(一)结余未上缴1,200.00元。\n"
        "(二)接待附件不全\n三、处理及整改情况\n该单位已按照要求进行了整改。\n"
    )
    assert listed(text, "审计结果公告") == [
        ("结余未上缴", "done", None), ("接待附件不全", "done", None),
    ]  # fmt: skip


def test_the_beginning_of_a_notice_may_tell_one_problem_alone():
    organised = "一、组织整改落实情况\n(一)党委扛牢主体责任。开会9次。\n"
    text = "二、反馈问题整改进展情况\n(一)作风建设方面\n1.关于“下访不经常。全年下访两次"
    assert listed(organised + text) == [("下访不经常", None, None)]
    assert listed(organised) == []


def test_cases_told_of_a_named_problem_belong_to_it():
    text = (
        "一、查出问题的整改情况\n(一)关于预算执行较慢的问题。对资金下达比例偏低问题,已下达2亿元。"
        "对部分项目推进缓慢问题,1个正在招标。\n(二)关于国库管理不规范的问题。已修订办法。\n"
    )
    assert [(title, status) for title, status, _ in listed(text, AUDIT.title)] == [
        ("预算执行较慢", "in_progress"), ("国库管理不规范", "done"),
    ]  # fmt: skip


def test_a_list_announced_as_rectified_is_one_of_problems():
    text = (
        "一、检查情况\n对交办的事项逐一整改,情况如下:\n1、治疗室使用明火\n已停用。\n"
        "2、氧气瓶与杂物同放\n已单独存放。\n"
    )
    assert [title for title, _, _ in listed(text)] == ["治疗室使用明火", "氧气瓶与杂物同放"]


def test_pinyin_behind_each_character_hides_no_word():
    text = (
        "一、整改任務(wù)\n污水直排。\n二、整改目標(biāo)\n截污。\n三、完成情況(kuàng)\n已完成。\n"
    )
    (row,) = extract_ledger(text, NOTICE)
    assert (row.title, row.status) == ("污水直排", "done")
    assert text[row.start : row.end] == "已完成"


def test_an_audit_bureaus_own_inspection_is_no_audit():
    text = "一、整改情况\n(一)作风方面\n1.针对“学用脱节”问题\n整改情况:开展\n"
    assert listed(text, "县审计局党组关于巡察整改情况的通报") == [("学用脱节", None, None)]


def test_problems_told_of_by_their_numbers():
    text = (
        "审计中提出我公司存在如下三类问题:\n一、资金使用方面存在的问题\n二、科研投入方面存在的问题\n"
        "三、人才建设方面存在的问题\n目前第一项、第三项问题已经整改完成,第二项问题正在整改。\n"
        "现将具体整改情况进行公示。\n"
    )
    assert [status for _, status, _ in listed(text, "公示")] == ["done", "in_progress", "done"]
    untold = text.replace("第二项", "其他").replace("第一项、第三项", "部分")
    assert listed(untold, "公示") == []


def test_two_lists_in_one_line_are_problems_and_what_was_done():
    text = (
        "检查中发现以下问题: 1、应急灯不足; 2、台账不清。 学校高度重视,现将整改情况报告如下: "
        "1、正在加装,确保 2021 年 9 月底装配到位,完成整改; 2、已重新登记。\n"
    )
    assert listed(text) == [("应急灯不足", "in_progress", "2021-09"), ("台账不清", "done", None)]


def test_the_last_words_of_a_notice_tell_of_silent_problems():
    text = (
        "现将整改情况报告如下:\n一、检查中出现的问题:\n1、缺少签字,\n2、无防鼠设施,\n"
        "二、整改措施\n1、每餐签字,\n2、已购挡鼠板。我院对于检查中出现的问题{}。\n"
    )
    told = [status for _, status, _ in listed(text.format("已整改"), "报告")]
    assert told == ["done", "done"]
    told = [status for _, status, _ in listed(text.format("将整改"), "报告")]
    assert told == [None, "done"]


def test_a_title_glued_to_its_first_chapter_is_a_title_still():
    text = "督察反馈意见某市整改进展清单一、关于“任务落实不力。工程滞后。”整改进展情况:已经完成。 1.印发方案。\n"
    assert listed(text, "") == [("任务落实不力。工程滞后", "done", None)]


def test_what_a_form_asks_and_plans_is_no_progress():
    text = (
        "现将第3项问题整改的有关情况公示如下:\n反馈问题:市里要求2019年6月底前完成清理。但督促不力。\n"
        "整改时限:2021年6月底。\n整改目标:全部清理。\n整改完成情况:\n市局主动领责,召开专题会议,逐个码头核实登记,"
        "对无证经营的一律取缔并恢复岸线原貌,各县按周报送,市局按月通报,至3月已全部清理完毕。\n"
    )
    ((_, status, due),) = listed(text)
    assert (status, due) == ("done", "2021-06")


def test_what_was_not_found_is_not_undone():
    text = (
        "现将我局反馈意见整改销号情况公示如下:\n一、反馈意见建议\n巡查不到位。\n"
        "二、整改目标\n建立机制。\n三、整改完成情况\n每月巡查,暂未发现盗采。\n"
    )
    assert listed(text, "公示") == [("巡查不到位", "done", None)]


def test_why_a_problem_is_not_yet_dealt_with_is_no_state():
    text = "1.服务站空转。\n整改进展:因村部正在拆建,尚未整改。\n2.台账不清。\n整改进展:已补记,整改到位。\n"
    assert [status for _, status, _ in listed(text)] == ["not_done", "done"]


def test_the_rest_that_is_to_be_approved_keeps_a_problem_open():
    text = (
        "1.往来款长期未清理。清理9笔,其余2笔债务人已注销,拟按程序报批核销。\n"
        "2.关于“档案审核不细”问题的整改情况。已复核档案18卷。\n"
    )
    assert listed(text, AUDIT.title) == [
        ("往来款长期未清理", "in_progress", None), ("档案审核不细", "done", None),
    ]  # fmt: skip


BY_CODE = """某市热力公司专项督查问题整改清单
|编号|督查发现问题|责任部门|整改期限|当前状态|
|---|---|---|---|---|
|RL-01|三号锅炉水位计失灵|生产部|2024年6月|水位计已更换，整改完成|
|RL-02|泵房排水沟淤塞|后勤部|2024年8月|尚未启动|"""
WITH_EMPTY_CELLS = """某市地铁公司隐患整改台账
类别\t隐患名称及部位\t整改措施\t整改期限\t整改情况
车站\t东门站扶梯梯级链超限\t更换链条\t2024.06.20\t已更换，整改完成
\t东门站吊顶龙骨锈蚀\t分区拆换\t2024.08.31\t尚未启动"""
UNDER_CHAPTERS = """某县审计查出问题整改结果清单
问题
责任单位
要求完成时间
整改结果
一、财政管理方面
非税收入未及时缴库
县财政局
2024年6月底
已全额缴库，整改完成
二、项目建设方面
厂房建成后闲置
县发改局
2024年8月底
尚未启动
某县审计局办公室
某县审计局
2024年10月8日
打印本页"""


@pytest.mark.parametrize(
    "text",
    [BY_CODE, WITH_EMPTY_CELLS, UNDER_CHAPTERS],
    ids=["codes for numbers", "an empty cell", "chapters between the rows"],
)
def test_a_table_is_read_row_for_row(text):
    found = [(row.status, row.due) for row in extract_ledger(text)]
    assert found == [("done", "2024-06"), ("not_done", "2024-08")]


REACHING_DOWN = """某县水务局巡察反馈问题整改台账
类别\t{number}反馈问题\t整改措施\t整改进展\t完成时限
资金\t{one}水费收缴不及时，两村连年未上缴\t下达催缴通知9份\t{first}\t2024年6月
\t{none}\t修订收费办法1项\t{second}\t{due}
\t{two}维修台账缺失\t补建台账26本\t已完成整改\t2024年3月
\t{three}泵站管护责任不清\t签订管护协议12份\t已完成整改\t2024年4月
"""
NUMBERS = [
    {"number": "序号\t", "one": "1\t", "none": "\t", "two": "2\t", "three": "3\t"},
    dict.fromkeys(("number", "one", "none", "two", "three"), ""),
]


@pytest.mark.parametrize("numbers", NUMBERS, ids=["numbered", "without numbers"])
@pytest.mark.parametrize(
    ("first", "second", "due", "told"),
    [
        ("已完成整改", "正在推进", "2024年12月", ("in_progress", "2024-12")),
        ("已完成整改", "已完成整改", "2024年5月", ("done", "2024-06")),
        ("尚未启动", "已完成整改", "2024年", ("in_progress", "2024")),
        ("尚未启动", "尚未启动", "", ("not_done", "2024-06")),
        ("已完成整改", "", "2024年12月", ("done", "2024-06")),
    ],
)
def test_a_problem_that_reaches_over_several_measures_is_done_where_all_are(
    numbers, first, second, due, told
):
    rows = extract_ledger(REACHING_DOWN.format(first=first, second=second, due=due, **numbers))
    assert [(row.status, row.due) for row in rows] == [
        told,
        ("done", "2024-03"),
        ("done", "2024-04"),
    ]


@pytest.mark.parametrize(
    "label", ["隐患{}：", "项目3-0{}　", "问题①：", "【问题1.{}】", "工单{}："]
)
def test_problems_may_be_numbered_by_a_label_of_their_own(label):
    text = (
        "某集团安全检查问题整改情况公示\n检查组现场交办两项，整改情况公示如下。\n"
        f"{label.format(1)}储罐区探测器超过检定有效期\n整改反馈：探测器送检合格，已完成整改。\n"
        f"{label.format(2).replace('①', '②')}消防水池与生活用水共用管道\n整改反馈：设计尚未启动。\n"
    )
    rows = extract_ledger(text)
    assert [(row.title, row.status) for row in rows] == [
        ("储罐区探测器超过检定有效期", "done"),
        ("消防水池与生活用水共用管道", "not_done"),
    ]


def test_the_way_to_a_page_is_not_its_title():
    text = (
        "首页 > 河长制 > 问题曝光\n某县河湖暗访问题整改情况的公开\n"
        "1.左岸堤脚堆存建筑垃圾。整改情况：垃圾清运完毕，已完成整改。\n"
        "2.河道内违规种植玉米。整改情况：尚未启动。\n"
    )
    assert [row.status for row in extract_ledger(text)] == ["done", "not_done"]


def test_measures_numbered_as_their_problems_are_none():
    text = (
        "1.食堂采购未询价，价格高于市场价\n整改情况：\n1.重新公开招标确定供货商。\n2.追回多付货款2.3万元，整改完成。\n"
        "2.固定资产账实不符\n整改情况：\n1.盘点资产312件。\n2.补登漏记资产，整改完成。\n3.修订管理办法。\n"
        "3.公务用车管理松散\n整改情况：\n1.尚未启动。\n"
    )
    assert [(row.title, row.status) for row in extract_ledger(text, NOTICE)] == [
        ("食堂采购未询价，价格高于市场价", "done"),
        ("固定资产账实不符", "done"),
        ("公务用车管理松散", "not_done"),
    ]


RUNNING = [
    "审计查明，{}。",
    "省督导组指出，{}。",
    "【{}】",
    "回头看发现，{}。",
    "抽查的两处点位中，{}。",
]


@pytest.mark.parametrize("form", RUNNING)
def test_problems_may_be_told_a_paragraph_each(form):
    told = [
        (
            "储配站报警仪损坏未更换",
            "站里换装报警仪两台，经专家验收合格，该问题已整改完成，台账同步归档。",
        ),
        (
            "瓶装气黑窝点打击不力",
            "公安会同城管夜查17次，捣毁窝点6处，该问题已整改完成，台账同步归档。",
        ),
        ("管道占压隐患长期未清除", "占压的棚屋分属两户，协调多次没有结果，清除工作至今尚未启动。"),
        ("入户安检流于形式", "公司重新排出安检计划，补检3100户，该问题已整改完成，台账同步归档。"),
    ]
    text = "\n".join(f"{form.format(fault)}{account}" for fault, account in told)
    rows = extract_ledger(f"某县城镇燃气整治问题整改情况的通报\n{text}\n", NOTICE)
    assert [row.status for row in rows] == ["done", "done", "not_done", "done"]
    assert all(fault in row.title for (fault, _), row in zip(told, rows, strict=True))


def test_problems_may_be_numbered_in_two_parts():
    text = (
        "一、预算执行\n1.1　部分项目资金分配滞后\n已提前下达资金，整改完成。\n"
        "1.2　项目结余资金闲置\n已收回统筹，整改完成。\n二、项目管理\n2.1　项目超期未验收\n尚未启动。\n"
    )
    assert [row.status for row in extract_ledger(text, AUDIT)] == ["done", "done", "not_done"]


def test_a_table_of_faults_needs_no_title():
    text = (
        "某校秋季开学检查一览\n挂牌号\t部位及情形\t至10月25日\n"
        "G-01\t走廊栏杆高度不足\t加焊横杆，验收合格，已完成整改\nG-02\t燃气间未装报警器\t探头装好，已完成整改\n"
        "G-03\t疏散楼梯缺失\t尚未启动，待资金下达\nG-04\t围墙倾斜存在隐患\t尚未启动，待资金下达\n"
    )
    expected = ["done", "done", "not_done", "not_done"]
    assert [row.status for row in extract_ledger(text)] == expected


def test_one_line_makes_no_list_of_an_audits_report():
    text = (
        "某市人大常委会关于2023年民生实事项目和审计查出问题整改监督情况的综合报告\n"
        "年初票决的37项民生实事完成35项，累计投入19.8亿元。\n"
        "300余名代表走进“代表之家”，收集意见1350条，推动解决985条。\n"
        "下一步打算\n2024年，将对5个部门的整改“回头看”。\n"
    )
    assert extract_ledger(text) == []


AT_WIDE_BLANKS = """某工业园区专家指导服务问题隐患整改情况公示
现将专家组发现的部分问题隐患整改情况公示如下：
序号　企业名称　隐患描述　整改措施　整改时限　完成情况
1　某化工有限公司　液氯储罐区未设置备用喷淋泵　增设备用泵1台　2024年5月　已整改
2　某精细化工有限公司　控制室面向装置一侧不抗爆　新建控制室　2024年12月　正在整改
3　园区管委会　停车场未封闭管理　安装卡口系统　2024年7月　已整改
"""
PLACES_BEFORE_FAULTS = """某小学安全隐患排查整改台账
序号
隐患部位
隐患内容
整改期限
整改结果
1
食堂
留样冰箱温度显示异常
2023年9月
已整改
2
操场
塑胶跑道起鼓开裂
2023年12月
正在整改
"""
ASKED_AND_NUMBERED = """某县督察反馈问题整改任务完成情况公示
整改任务（序号7）
问题描述：某县城区雨污管网混接严重，老城一带仍有3个排口晴天溢流，污水厂进水浓度偏低。
责任单位：县住建局
整改时限：2023年12月底
整改目标：消除3个溢流排口。
整改措施：（一）开展管网排查；（二）实施雨污分流改造；（三）建立养护机制。
整改完成情况：
1.委托检测老城管网，查明混错接点132处、三级以上缺陷209处。
2.污水管网改造工程于2022年10月开工，修复破损管段5.6公里，混错接点全部改造完毕。
3.三个排口连续三个月巡查，无晴天溢流。
4.组建管网养护队伍，印发巡查养护制度。
验收结论：已完成整改，同意销号。
整改任务（序号12）
问题描述：两家企业物料露天堆放，扬尘污染突出。
责任单位：某镇人民政府
整改时限：2023年6月底
整改完成情况：
1.立案查处2家，罚款已缴清。
2.道路硬化仍在施工。
验收结论：正在整改。
"""
FORMS_OF_COMPLAINTS = """某区督察组转办群众信访举报件边督边改公开情况一览表（第十一批）
序号：1
行政区域：甲街道
交办问题基本情况：夜市一排烧烤店油烟直排，深夜扰民。
调查核实情况：经现场核查，2家未开启净化器。
处理和整改情况：责令3家店更换设备并复查，油烟达标。
是否办结：已办结
序号：2
行政区域：乙镇
交办问题基本情况：废弃窑厂坑内倾倒大量建筑垃圾。
调查核实情况：坑内有垃圾约800立方米。
处理和整改情况：已清运500立方米，其余正在清运。
是否办结：未办结
"""
COUNTED_FAULTS = """某县自然资源督察反馈问题整改情况通报
二、水资源方面
3.河道采砂监管不到位。
整改时限：2024年2月
进展：查处3起。已完成整改。
4.15眼取水井无证取水。
整改时限：2024年3月
进展：封填9眼，补办许可6眼。已完成整改。
5.2座渗滤液处理站运行不正常。
整改时限：2024年10月
进展：正在整改，设备已订购。
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            AT_WIDE_BLANKS,
            [("done", "2024-05"), ("in_progress", "2024-12"), ("done", "2024-07")],
        ),
        (PLACES_BEFORE_FAULTS, [("done", "2023-09"), ("in_progress", "2023-12")]),
        (ASKED_AND_NUMBERED, [("done", "2023-12"), ("in_progress", "2023-06")]),
        (FORMS_OF_COMPLAINTS, [("done", None), ("in_progress", None)]),
        (
            COUNTED_FAULTS,
            [("done", "2024-02"), ("done", "2024-03"), ("in_progress", "2024-10")],
        ),
    ],
    ids=[
        "blanks of full width between cells",
        "a column of places before that of faults",
        "measures numbered below the first label",
        "forms of complaints",
        "a count right behind a number",
    ],
)
def test_each_problem_is_told_by_its_own_words(text, told):
    rows = extract_ledger(text)
    assert [(row.status, row.due) for row in rows] == told
    assert not any(row.title in ("食堂", "操场", "某化工有限公司") for row in rows)


@pytest.mark.parametrize(
    ("limit", "due"),
    [("4月20日前", "2024-04"), ("6月底前", "2024-06"), ("2024年3月", "2024-03")],
)
def test_a_limit_that_is_over_is_of_the_same_year(limit, due):
    text = (
        "关于某片区消防安全隐患整改情况的公示\n"
        f"1.消防车通道被私家车占用。整改时限{limit}。拆除地锁23个，已完成整改。\n"
        f"2.应急照明和疏散标志缺失。整改时限{limit}。已安装240处，其余正在安装。\n"
        "某街道办事处\n2024年5月17日\n"
    )
    assert [row.due for row in extract_ledger(text)] == [due, due]


ANSWERED_IN_LINE = """某学院党委关于专项督查反馈问题整改情况的公示
一、人才培养方面
（一）关于专业设置与产业需求脱节的问题
一个专业连续三年招生不足30人仍未撤并：经学术委员会论证，已停招该专业并获省厅备案。
实训基地设备使用率低：已与4家企业签订协议，其余设备调试工作还未完成，预计下学期投入使用。
二、财务管理方面
（二）关于财务内控不严的问题
科研经费报销附件不全：对62个项目倒查，补充佐证材料410份，退回1.9万元，已完成整改。
培训收入未全额入账：账外收入26.5万元已全额上缴，相关人员已立案审查。
教材款未及时结算：已结清两届毕业生余额61.8万元，其余正在结算。
"""
ASKED_BY_DELEGATES = """关于落实县人大常委会《关于执行工作情况的审议意见》的报告
县人大常委会：
审议意见提出后，院党组逐条研究，现将落实情况报告如下。
一、审议意见提出，“要进一步加大执行工作力度，提高执行到位率”
落实情况：开展集中执行行动5次，执结案件862件，已全部完成。
二、审议意见提出，“要健全执行联动机制，形成解决执行难的合力”
落实情况：与5家单位建立共享机制，不动产线上查控系统正在对接。
"""
OPINIONS = """市卫健委关于审议意见落实情况的报告
一、关于“加大财政投入，改善基层医疗机构条件”的意见
市财政已安排补助资金6800万元，改扩建的12家卫生院全部投用，已落实到位。
二、关于“加强基层卫生人才队伍建设”的意见
已招聘毕业生267名，编制周转池正在建设，持续推进。
"""
LIMITS_BEHIND = """某市关于预算执行审计查出问题整改情况的报告
二、立行立改问题整改情况
在财政管理方面,针对预算指标结余未及时清理问题,市财政局已将1.17亿元指标收回统筹。针对资金竞争性存放不规范问题,市财政局已重新公开竞标。
三、分阶段整改问题整改情况
针对标准厂房建成后闲置问题(要求2025年12月底前完成),已盘活5.3万平方米,剩余2.1万平方米正在招商。针对保障房配建任务未完成问题(要求2025年6月底前完成),正在建设。
"""
TASKS_IN_CHAPTERS = """某县督察反馈问题整改完成情况公示
一、整改任务（反馈意见第7项）
问题描述：工业集中区污水管网建设滞后，11家企业仍用槽车外运废水。
整改目标：废水应接尽接。
整改时限：2024年3月底
整改完成情况：新建管网6.8公里，企业全部接管，已完成整改。
二、整改任务（反馈意见第12项）
问题描述：饮用水水源保护监管不严，2户农家乐违规经营。
整改目标：取缔违规经营。
整改时限：2023年12月底
整改完成情况：已注销1户，另1户正在拆除。
"""
NUMBERED_COMPLAINTS = """某区办理省督察组交办信访件情况（第十四批）
现将办理情况公开如下：
1.受理编号DX0241022016。反映：某小区南侧变电设备噪声扰民，影响老人休息。
办理情况：属实。加装减振垫并隔音处理，夜间检测符合限值，已办结。
2.受理编号DX0241022021。反映：路口污水井经常冒溢，污水横流已有两年。
办理情况：属实。疏通管道260米，改造工程施工图已完成，正在招标。
"""
FIELDS_FIRST = """某市关于审计查出问题整改情况的报告
二、民生资金审计查出问题整改情况
1.医疗保障基金方面。14家医疗机构重复收费,市医保局已全部追回基金312万元,并处罚款486万元。
2.惠民补贴方面。向不符合条件的1,047人违规发放高龄津贴,有关县已追回津贴215万元,停发830余人,已整改到位。
3.老旧小区改造方面。11个改造项目进展缓慢,已开工八个,其余三个正在办理前期手续。
"""


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (ANSWERED_IN_LINE, ["done", "in_progress", "done", "done", "in_progress"]),
        (ASKED_BY_DELEGATES, ["done", "in_progress"]),
        (OPINIONS, ["done", "in_progress"]),
        (LIMITS_BEHIND, ["done", "done", "in_progress", "in_progress"]),
        (TASKS_IN_CHAPTERS, ["done", "in_progress"]),
        (NUMBERED_COMPLAINTS, ["done", "in_progress"]),
        (FIELDS_FIRST, ["done", "done", "in_progress"]),
    ],
    ids=[
        "a fault and its account in one line",
        "what delegates ask for",
        "opinions in quotation marks",
        "a limit behind the fault, a field before it",
        "tasks told of by their number alone",
        "complaints by their numbers",
        "the field before the fault",
    ],
)
def test_each_problem_has_its_row(text, statuses):
    rows = extract_ledger(text)
    assert [row.status for row in rows] == statuses
    assert not any(row.title.endswith(("方面", "项）")) for row in rows)
    if text is LIMITS_BEHIND:
        assert [row.due for row in rows] == [None, None, "2025-12", "2025-06"]


def test_a_number_may_stand_right_before_a_telephone_number():
    text = (
        "某街道巡察反馈问题整改情况的通报\n4.停车难问题长期得不到解决。新增泊位260个，已完成整改。\n"
        "5.12345热线工单办理质量不高，存在二次派单。包案办理疑难工单12件，正在推进。\n"
        "6.门前三包责任制落实不严。签订责任书500份，已完成整改。\n"
    )
    assert [row.status for row in extract_ledger(text)] == ["done", "in_progress", "done"]


ANSWERED_IN_PROSE = """某区审计局审计结果公告
区园林中心财务收支审计结果
三、审计发现的主要问题
（一）苗木采购未按规定招标。2项采购合计86万元直接指定供应商。
（二）停车场租金未及时上缴财政21.4万元。
（三）公务车加油卡管理不规范，3张油卡台账与出车记录不符。
（四）游园工程尚未编制竣工财务决算，资产未入账。
四、审计处理情况及建议
对上述问题，区审计局已出具审计报告，并建议加强采购管理。
五、审计发现问题的整改情况
截至2023年10月底，未上缴的停车场租金21.4万元已全部上缴财政；针对加油卡问题，已补登台账并通报批评责任人。苗木采购招标制度已修订印发，供应商合同已解除。竣工财务决算资料正在收集，资产尚待入账，该中心承诺于2024年3月底前完成。
"""
OF_PROJECTS = """某市财政局关于绩效评价发现问题整改情况的公开
项目一：就业见习补贴（主管部门：某局；评价等级：良）
问题1：绩效目标设定不具体，指标难以量化。整改结果：已重新编制目标表，经审核通过。
问题2：补贴审核周期过长。整改结果：审核时间已压缩一半，网上系统正在测试，尚未上线。
项目二：公厕改造（主管部门：某局；评价等级：中）
问题3：2处公厕建成后未开放使用。整改结果：2处公厕已接通水电，对外开放。
"""
SPECIAL_PROBLEMS = """某院专项整治进展情况公布
◆ 专项整治问题一：现场勘察不严，弄虚作假时有发生
牵头领导：某某
进展情况：补钻3个钻孔，通报责任人。√ 已完成
◆ 专项整治问题二：设计变更频繁，服务响应慢
牵头领导：某某
进展情况：派驻设代组6个，满意度问卷正在回收。→ 推进中
◆ 专项整治问题三：分院之间重复投标
牵头领导：某某
进展情况：市场经营中心正式运行。√ 已完成
"""
NUMBERED_LISTS = """某县统计局落实督察反馈意见整改情况
现将整改情况公开如下：
问题清单1
问题表述：重要文件学习不深入，部分乡镇未组织学习。
整改落实情况：16个乡镇均已开展集中学习。
整改结论：已完成
问题清单2
问题表述：统计人员变动频繁，一人多岗普遍。
整改落实情况：尚有5个乡镇统计人员为兼职。
整改结论：持续推进
"""
TASKS_IN_BRACKETS = """某县督察反馈问题整改完成情况的公示
一、反馈问题（整改任务第十二项）：雨污分流改造滞后，汛期污水溢流入河。
整改时限：2023年12月底
整改措施及完成情况：铺设管网11公里，封堵溢流口7处。该问题已完成整改。
二、反馈问题（整改任务第十七项）：废弃矿山生态修复进展缓慢。
整改时限：2024年12月底
整改措施及完成情况：3个图斑已覆土，4号图斑正在施工。
"""
NUMBERS_AT_ONCE = """某县安委办督查发现隐患整改情况的公示
1.1203运输巷传感器悬挂位置不符合规定。
整改情况：当班已调整到位。
2.回风上山局部失修，断面不足。
整改情况：正组织扩修，剩余35米。
3.5台客车疲劳驾驶预警信息未及时处置。
整改情况：5名驾驶员离岗培训。已整改完成。
"""
WITH_COUNTS = """某县集中整治问题整改情况公示
一、物业服务不到位、侵占小区公共收益
对49个小区清查，7家物业企业已返还公共收益31万元。已完成整改。
二、学校食堂食材质量把关不严、家长反映饭菜变味
检查137所学校，发现问题216条，整改203条，其余13条已全部完成复查。
三、客运班线运力不足，偏远村群众出行难
新增车辆8台，5个村已恢复通车。
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            ANSWERED_IN_PROSE,
            [
                ("苗木采购未按规定招标", "done"),
                ("停车场租金未及时上缴财政", "done"),
                ("公务车加油卡管理不规范，3张油卡台账与出车记录不符", "done"),
                ("游园工程尚未编制竣工财务决算，资产未入账", "in_progress"),
            ],
        ),
        (
            OF_PROJECTS,
            [
                ("绩效目标设定不具体，指标难以量化", "done"),
                ("补贴审核周期过长", "in_progress"),
                ("2处公厕建成后未开放使用", "done"),
            ],
        ),
        (
            SPECIAL_PROBLEMS,
            [
                ("现场勘察不严，弄虚作假时有发生", "done"),
                ("设计变更频繁，服务响应慢", "in_progress"),
                ("分院之间重复投标", "done"),
            ],
        ),
        (
            NUMBERED_LISTS,
            [
                ("重要文件学习不深入，部分乡镇未组织学习", "done"),
                ("统计人员变动频繁，一人多岗普遍", "in_progress"),
            ],
        ),
        (
            TASKS_IN_BRACKETS,
            [
                ("雨污分流改造滞后，汛期污水溢流入河", "done"),
                ("废弃矿山生态修复进展缓慢", "in_progress"),
            ],
        ),
        (
            NUMBERS_AT_ONCE,
            [
                ("1203运输巷传感器悬挂位置不符合规定", "done"),
                ("回风上山局部失修，断面不足", "in_progress"),
                ("5台客车疲劳驾驶预警信息未及时处置", "done"),
            ],
        ),
        (
            WITH_COUNTS,
            [
                ("物业服务不到位、侵占小区公共收益", "done"),
                ("学校食堂食材质量把关不严、家长反映饭菜变味", "done"),
                ("客运班线运力不足，偏远村群众出行难", "done"),
            ],
        ),
    ],
    ids=[
        "answers in running prose, in another order",
        "problems of projects",
        "a label with words before 问题",
        "numbered lists",
        "the task's number in brackets",
        "a number right before a number",
        "an account that counts what it found",
    ],
)
def test_each_problem_has_its_own_words_and_state(text, told):
    assert [(row.title, row.status) for row in extract_ledger(text)] == told


def test_what_no_sentence_of_the_answers_tells_of_stays_open():
    text = ANSWERED_IN_PROSE.replace("苗木采购招标制度已修订印发，供应商合同已解除。", "")
    assert [row.status for row in extract_ledger(text)] == [None, "done", "done", "in_progress"]


def test_unfinished_but_going_on_is_under_way():
    text = (
        "关于某局巡察反馈问题整改情况的通报\n"
        "1.账款清收不力。收回逾期账款64万元。整改进展：未完成，持续推进。\n"
        "2.职工住房未办证。143户已办证。整改进展：未完成（序时推进）。\n"
        "3.泵站年久失修。整改进展：未完成。\n"
    )
    rows = extract_ledger(text)
    assert [row.status for row in rows] == ["in_progress", "in_progress", "not_done"]
