import pytest

from etl.document_year import When
from etl.ledger_dates import due_told, labelled_due, written

MAY = When(2024, 5)
NOVEMBER = When(2024, 11)


@pytest.mark.parametrize(
    "text, base, expected",
    [
        ("剩余部分今年底前完成", MAY, "2024-12"),
        ("剩余部分年底前完成", MAY, "2024-12"),
        ("力争明年6月底前全部退出", MAY, "2025-06"),
        ("余下11份本月底移交完毕", MAY, "2024-05"),
        ("预计下月底前竣工", When(2024, 12), "2025-01"),
        ("另两处挂牌中,年内处置完毕", MAY, "2024"),
        ("其余10月底前完工", MAY, "2024-10"),
        ("计划3月底前完成验收", NOVEMBER, "2025-03"),
        ("预计三季度末前投用", MAY, "2024-09"),
        ("力争明年上半年完成", MAY, "2025-06"),
        ("承诺三个月内清退完毕", MAY, "2024-08"),
        ("整改时限:年底前。", MAY, "2024-12"),
        ("整改时限:2023年3月。计划年底前完成", MAY, "2023-03"),
    ],
)
def test_a_date_without_its_year_takes_that_of_the_notice(text, base, expected):
    assert due_told(text, 0, len(text), planned=True, base=base) == expected


@pytest.mark.parametrize(
    "text",
    [
        "已于3月底前完成首批改造",
        "截至10月底,剩余部分正在推进",
        "3月底前完成首批,其余正在推进",  # of a notice of May, and no word of the future
        "今年完成9座,其余正在推进",
        "打算三年内还清",
        "上年底前完成一半,其余正在推进",
        "长期坚持",
    ],
)
def test_what_was_done_by_a_date_is_not_due_by_it(text):
    assert due_told(text, 0, len(text), planned=True, base=MAY) is None


def test_without_a_date_of_the_notice_a_month_has_no_year():
    text = "力争明年6月底前全部退出"
    assert due_told(text, 0, len(text), planned=True) is None
    assert due_told("本月底完成", 0, 5, planned=True, base=When(2024)) is None


def test_a_limit_without_a_date_is_none():
    assert labelled_due("整改时限:立行立改\n整改进展:2023年3月召开会议", 0, 27) is None


@pytest.mark.parametrize(
    "text, published, expected",
    [
        ("通报\n市局\n2023年6月5日", "2024-02", When(2024, 2)),
        ("通报\n正文。\n市局\n2023年6月5日", None, When(2023, 6)),
        ("通报\n正文。\n市局\n2023年6月5日", "2023", When(2023, 6)),
        ("通报\n正文。\n市局\n2022年6月5日", "2023", When(2023)),
        ("通报\n发布时间:2023-11-08 10:20 来源:市局\n正文。", None, When(2023, 11)),
        ("通报\n正文。\n二〇二四年十二月五日", None, When(2024, 12)),
        ("通报\n截至2023年9月底,已完成11项。\n共12项。", None, When(2023, 9)),
        ("通报\n公示期:2023年6月5日至6月9日\n正文。", None, None),
    ],
)
def test_a_notice_tells_when_it_was_written(text, published, expected):
    assert written(text, published) == expected
