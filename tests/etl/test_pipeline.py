from pathlib import Path

import pytest

import etl
from etl import Source, extract
from etl.pipeline import explain

SOURCE = Source(doc="d", title="泾阳县清廉建设工作综述", published="2024-05", region="610423")
CITY = Source(doc="d", title="咸阳市清廉建设综述", published="2024-05", region="610400")


def cases():
    """(sentence, lines of figures) of the plain fixture that domain staff extend."""
    text = (Path(__file__).parent / "fixtures" / "figures.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
    for block in "\n".join(lines).split("\n\n"):
        sentence, *rows = [line for line in block.split("\n") if line.strip()] or [""]
        if sentence:
            yield pytest.param(sentence, [row.strip() for row in rows], id=sentence[:24])


def written(figure) -> str:
    value = f"{figure.value:.10g}"
    return " | ".join(
        (figure.quote, value, figure.unit, figure.bound, figure.status, figure.category,
         figure.indicator or "-")
    )  # fmt: skip


@pytest.mark.parametrize(("sentence", "rows"), cases())
def test_sentences_give_the_figures_written_below_them(sentence, rows):
    assert [written(figure) for figure in extract(sentence, SOURCE)] == rows


PLACES = [
    ("全市立案90件。", ["610400"]),
    ("泾阳县立案12件。", ["610423"]),
    ("全市立案90件,其中泾阳县立案12件、淳化县立案9件。", ["610400", "610423", "610430"]),
    ("泾阳县、淳化县分别立案12件、9件。", ["610423", "610430"]),
    ("泾阳县、淳化县等地立案40件。", ["610400"]),
    ("赴泾阳县学习的干部共30人,全市培训干部200人次。", ["610400", "610400"]),
    ("泾阳县紧盯重点领域。今年以来立案12件。", ["610423"]),
    ("泾阳立案12件,全市共立案90件。", ["610423", "610400"]),
    ("全国纪检监察机关共立案24.8万件,我市立案90件。", [None, "610400"]),
]


@pytest.mark.parametrize(("text", "regions"), PLACES)
def test_a_figure_belongs_to_the_division_named_for_it(text, regions):
    assert [figure.region for figure in extract(text, CITY)] == regions


YEARS = [
    ("今年以来立案12件。", [2024]),
    ("去年立案12件。", [2023]),
    ("去年以来立案12件。", [2024]),
    ("近三年来立案12件。", [2024]),
    ("2022年立案12件,2023年立案9件。", [2022, 2023]),
    ("信访量由去年同期的57件降至21件。", [2023, 2024]),
    ("立案12件,比去年增加3件。", [2024, 2024]),
    ("自2021年3月上线以来收到建议90条。", [2024]),
    ("力争2026年底前建成示范点30个。", [2026]),
    ("明年将命名示范单位20家。", [2025]),
    ("到“十四五”末建成示范点30个。", [2025]),
    ("2022年、2023年分别立案12件、9件。", [2022, 2023]),
    ("一致率由去年的88%提高到95%。", [2023, 2024]),
    ("整改率高出去年同期2.3个百分点。", [2024]),
    ("违规发放的2万元已于2023年12月全部清退。", [2023]),
    ("2021年,村均收入不足5万元;如今,已超过30万元。", [2021, 2024]),
    ("该馆2021年建成开馆,累计接待参观2.6万人次。", [2024]),
    ("2023年3月至5月,组建3个巡察组对4家单位开展巡察;对12所学校开展专项巡察。", [2023] * 3),
    ("自2021年启动以来,培育示范点30个;示范村12个。", [2024, 2024]),
]
# The document's own time, where the catalogue does not tell it.
DOCUMENTS = [
    ("清廉医院建设做法\n修订制度52项。\n(人民医院供稿 2024年7月)", 2024),
    ("某县工作综述\n一年来,立案12件。\n2025-01-08", 2024),
    ("创建做法\n2023年启动创建,修订制度52项。力争2026年建成。", 2023),
    ("农商银行整改情况的通报\n(二〇二四年十二月五日)\n制定措施9条,时限2025年9月。", 2024),
    ("清廉交通建设汇报\n2024年10月\n立案12件,力争2026年建成示范点。", 2024),
    ("创建做法\n2023年,修订制度52项。\n据悉,2024年还将新建示范点。", 2023),
    ("某县2023年政务公开年度报告\n公开信息8600条。\n2024年1月19日", 2023),
    ("某校廉洁歌会\n2000余名学生参加合唱。", None),
]


def test_the_first_months_of_the_next_year_are_done_in_an_undated_report():
    text = "某院行风建设\n2023年退还红包31人次,2023年谈话提醒9人次。2024年第一季度退还红包7人次。"
    assert [(f.year, f.status) for f in extract(text)][-1] == (2024, "actual")


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_a_figure_belongs_to_the_year_told_for_it(text, years):
    assert [figure.year for figure in extract(text, CITY)] == years


@pytest.mark.parametrize(("text", "year"), DOCUMENTS)
def test_a_report_tells_its_year_by_its_title_date_and_text(text, year):
    assert [figure.year for figure in extract(text)] == [year]


def test_what_an_inspection_found_of_earlier_years_is_of_the_notice():
    notice = Source(doc="d", title="关于巡察整改情况的通报", published="2024-05")
    (figure,) = extract("2016年至2019年冒领低保金2.6万元,已全部追缴。", notice)
    assert figure.year == 2024


def test_a_report_on_the_whole_country_names_divisions_without_being_of_one():
    text = "去年追回医保资金逾240亿元\n全国查处1200件。其中,浙江查处84件,湖北、江西分别处分69人、51人。"
    assert [f.region for f in extract(text)] == [None, None, "330000", "420000", "360000"]


def test_a_plan_tells_first_what_was_there():
    plan = Source(doc="d", title="2026年清廉建设工作要点", published="2026-01")
    text = "2025年,全县建成示范点12个。\n一、重点任务\n培育示范点30个。"
    assert [figure.status for figure in extract(text, plan)] == ["actual", "target"]


ITEMS = [
    ("培训干部200人次。", ["培训干部"]),
    ("污水收集率可提高到85%。", ["污水收集率"]),
    ("延吉市立案188件、敦化市142件。", ["立案", "立案"]),
    ("挂账90万元已清理。其余16宗待办。", ["挂账", "挂账"]),
    ("已对6个村进行了专项检查。", ["村"]),
    ("向40家被巡察单位反馈意见。", ["被巡察单位"]),
    ("违反廉洁纪律行为7件。", ["行为"]),
    ("查处违规收礼问题43件,其中有9件涉及科级干部,17人因此被处理。", ["问题", "科级", "处理"]),
    ("查处损害营商环境案件23件24人。", ["案件", "查处人员"]),
    ("先后4次对履职不力的单位进行集体约谈。", ["集体约谈"]),
    ("举报312件,占案件总数的28%。", ["举报", "举报"]),
    ("运用第一种形态批评教育帮助66人次。", ["第一种形态批评教育帮助"]),
    ("收到26宗与选举无关的投诉。", ["投诉"]),
    ("评出5个制度健全、特色鲜明的先进单位。", ["先进单位"]),
    ("通报6起腐败和作风问题典型案例。", ["腐败和作风问题典型案例"]),
]


@pytest.mark.parametrize(("text", "items"), ITEMS)
def test_an_item_names_what_is_counted(text, items):
    for figure, item in zip(extract(text), items, strict=True):
        assert item in figure.item


def test_region_and_year_are_inferred_without_a_catalogue():
    text = (
        "曲沃县2022年清廉建设工作总结\n今年以来,全县召开推进会5次。\n"
        "曲沃县清廉建设领导小组办公室\n2023年1月9日\n"
    )
    (figure,) = extract(text)
    assert (figure.region, figure.year) == ("141021", 2022)


UNPLACED = [
    "本报南京3月9日电 上个月,全国查处“四风”问题4126起。",
    "某市审计整改情况\n财政部门(含自然资源局)立案3件。",
    "某市欠薪整治\n人社、公安等部门立案3件。",
    "清廉示范县建设 搭建平台抓监督\n按照党务公开原则,立案3件。",
    "市和县区两级联动\n建成县域监督网,修建水泥路3公里。",
]


@pytest.mark.parametrize("text", UNPLACED)
def test_a_dateline_or_an_everyday_word_names_no_division(text):
    assert [figure.region for figure in extract(text)] == [None]


def test_a_problem_fed_back_stays_raised_before_the_count_of_those_done():
    raised, done = extract("截至目前,巡察反馈30个问题,已完成整改21个。", SOURCE)
    assert (raised.indicator, done.indicator) == ("problems_raised", "problems_rectified")


def test_what_people_did_may_stand_in_the_next_clause():
    (figure,) = extract("组织42名科室骨干,前往看守所接受警示教育。", SOURCE)
    assert figure.category == "warning"


def test_tasks_named_in_an_opening_sentence_make_no_plan_of_the_paragraph():
    text = "学院将整改任务明确为9项主要任务。已开展整改督查6次。"
    assert [figure.status for figure in extract(text)] == ["actual", "actual"]


def test_a_national_report_has_no_division():
    text = "中央纪委国家监委通报2025年全国监督检查情况\n全国共立案80万件,其中四川省立案2万件。\n"
    assert [figure.region for figure in extract(text)] == [None, "510000"]


PLANS = [
    "兴安盟2026年清廉建设重点任务安排\n培树示范点80个。",
    "监督情况通报\n立案查处情况如下。\n二、下半年安排\n精简审批材料120份。",
]


@pytest.mark.parametrize("text", PLANS)
def test_what_stands_in_a_plan_is_a_target(text):
    assert [figure.status for figure in extract(text)] == ["target"]


def test_figures_hang_together():
    figures = extract("处分90人,其中党纪处分70人。反馈问题20个,已完成整改15个,整改率75%。", CITY)
    assert [f.role for f in figures] == ["total", "part", "total", "share", "share"]
    assert figures[1].of == figures[0].id
    assert figures[3].of == figures[4].of == figures[2].id


def test_a_total_said_again_is_a_repeat_of_the_first():
    text = "反馈问题20个。\n我们高度重视,逐条研究。目前,20个问题中已完成整改15个。"
    first, second, _ = extract(text, Source(doc="d", title="关于巡察整改情况的通报"))
    assert (second.role, second.of) == ("repeat", first.id)


def test_an_explanation_names_item_category_and_rule():
    (explained,) = explain("发现问题73个。", CITY)
    assert explained.reason.startswith("问题 → supervision/problems_found")


def test_the_package_exports_its_interface_and_nothing_else():
    assert sorted(etl.__all__) == ["Figure", "LedgerRow", "Source", "extract", "extract_ledger"]
    with pytest.raises(AttributeError):
        _ = etl.nothing
