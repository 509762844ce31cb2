"""What the words of headings and accounts speak for, by weights that are learned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.ledger_faults import fault, fault_grams, problem_like
from etl.ledger_votes import (
    PROGRESS,
    SILENT,
    clause_grams,
    odds,
    progress,
    progress_grams,
    telling,
)
from tests.gold.fit_ledger import KINDS, OF_PAGES, Account, Example, learn, learn_accounts

FAULTS = [
    "学会评奖时向会员收费",
    "扶贫车间长期闲置",
    "账目混乱",
    "兼职督学挂名不出力",
    "食堂招标走过场",
]
NO_FAULTS = [
    "退还违规收取的评奖费",
    "强化组织领导方面",
    "加强日常监管",
    "下一步打算",
    "修订财务制度3项",
]
TOLD = {
    "重写46所学校的督导意见书,逐校重新送达,抽查合格。": "done",
    "46户中41户签了合同,另外5户外出务工,村里正在联系。": "in_progress",
    "因规划没有定下来,该地块至今未能开工。": "not_done",
    "今后每学期将开展一次抽查,由教务处负责,结果纳入考核。": None,
}


@pytest.mark.parametrize("title", FAULTS)
def test_a_fault_is_known_without_a_word_of_the_list(title):
    assert problem_like(title)


@pytest.mark.parametrize("title", NO_FAULTS)
def test_measures_and_chapters_are_no_faults(title):
    assert not problem_like(title)


def test_a_frame_does_not_matter():
    assert fault_grams("关于“学会评奖收费”的问题") == fault_grams("学会评奖收费")


@pytest.mark.parametrize(("account", "status"), TOLD.items())
def test_an_account_tells_its_state_without_saying_so(account, status):
    assert progress(account) == status


def test_the_sentence_that_tells_is_named():
    account = "乡里挨户核对了名册。另有3户在外地,正在联系。"
    assert account[slice(*telling(account, "in_progress"))] == "另有3户在外地,正在联系"


@given(st.text(max_size=300))
def test_no_words_are_too_odd_to_be_weighed(words):
    assert progress(words) in {*PROGRESS, None}
    start, end = telling(words, "done")
    assert 0 <= start <= end <= len(words)
    assert isinstance(fault(words), int)


@given(st.integers(min_value=0, max_value=10**9))
def test_numbers_count_alike(number):
    assert progress_grams(f"退还{number}元。") == progress_grams("退还3元。")


def test_what_one_text_alone_has_is_not_learned():
    lines = [
        ("账目混乱", "fault"),
        ("账目不清", "fault"),
        ("加强监管", "other"),
        ("加强学习", "other"),
    ]
    known = [
        Example("hand", str(i), fault_grams(words), kind) for i, (words, kind) in enumerate(lines)
    ]
    votes = dict(learn(known, KINDS))
    assert votes["账目"][0] > 0 > votes["账目"][1]
    assert votes["加强"][1] > 0 > votes["加强"][0]
    assert "混乱" not in votes


def test_pages_as_they_are_have_a_vote_of_their_own():
    words = "签订责任书。"
    grams = progress_grams(words), clause_grams(words)

    def ahead(hand: str) -> float:
        """How much done is ahead where two of four tell so, and all four of ``hand`` do."""
        known = [
            Account(of, f"{of}{i}", *grams, "done" if i < done else SILENT)
            for of, done in (("waves/a", 2), ("waves/b", 2), (hand, 4))
            for i in range(4)
        ]
        votes = dict(learn_accounts(known))
        assert not any(place.startswith(OF_PAGES) for place, _ in votes)
        told = odds(*grams, votes)
        return told[PROGRESS.index("done")] - told[PROGRESS.index(SILENT)]

    assert ahead("further/za") > ahead("waves/c") > 0
