import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import Source, extract, extract_ledger

WORDS = st.sampled_from(
    ["整改", "问题", "12个", "三十余名", "4.2万人次", "2023年", "“", "”", "《", "》", "(", ")", "一是",
     "①", "1.", "(二)", "%", "近", "超", "由", "至", "-", "全市", "咸阳市", "其中", "、", ",", "。", "\n",
     "\r\n", " ", "\t", "序号", "整改情况:", "已完成", "百分之", "十", "万", "余", "機", "(jī)", "\u200b"]
)  # fmt: skip
SOURCE = Source(doc="d", title="关于整改情况的通报")


@given(st.text())
def test_no_text_raises_and_every_quote_stands_at_its_place(text):
    for figure in extract(text, SOURCE):
        assert text[figure.start : figure.end] == figure.quote
    extract_ledger(text, SOURCE)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_mangled_reports_neither_raise_nor_overlap(text):
    end = 0
    for figure in extract(text, SOURCE):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.quote
        end = figure.end
    for row in extract_ledger(text, SOURCE):
        assert 0 <= row.title_start <= row.title_end <= len(text)
        assert 0 <= row.start <= row.end <= len(text)


def _seconds(text: str) -> float:
    """Processor time, which other work on the machine does not touch."""
    start = time.process_time()
    extract(text, SOURCE)
    extract_ledger(text, SOURCE)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    ["各级党组织坚持问题导向", "一二三四五十百", "1234567890", "((((", "整改情况整改", "《《“‘", "是一是关于",
     "咸阳市", "2023年", "近三"],
)  # fmt: skip
def test_time_grows_with_the_length_of_a_text_without_a_full_stop(piece):
    _seconds(piece * 100)
    short, long = _seconds(piece * 1_000), _seconds(piece * 10_000)
    assert long < 40 * short + 0.5  # ten times the text; a hundredfold would be a square
