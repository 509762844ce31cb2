"""The word lists: clean, apart from each other, and strong enough to hold terms together."""

import subprocess
import sys
from pathlib import Path

import jieba
import pytest

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def lines(name):
    return (REFERENCE / name).read_text(encoding="utf-8").splitlines()


STOP, DOMAIN = lines("stop_words.txt"), lines("domain_words.txt")


@pytest.mark.parametrize("words", [STOP, DOMAIN], ids=["stop", "domain"])
def test_one_plain_word_a_line(words):
    assert len(words) == len(set(words))
    assert all(word and word == "".join(word.split()) and "#" not in word for word in words)


def test_no_word_is_in_both_lists():
    assert set(STOP) & set(DOMAIN) == set()


def test_domain_words_are_terms():
    assert all(len(word) > 1 for word in DOMAIN)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    found = jieba.Tokenizer()
    found.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    found.load_userdict(str(REFERENCE / "domain_words.txt"))
    return found


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("深化运用监督执纪四种形态", ["监督执纪", "四种形态"]),
        ("梳理廉政风险点并开展巡视整改", ["廉政风险点", "巡视整改"]),
        ("紧盯一把手和关键少数开展警示教育", ["一把手", "关键少数", "警示教育"]),
        ("推行一网通办优化营商环境", ["一网通办", "营商环境"]),
        ("以案促改，开展专项整治回头看", ["以案促改", "专项整治", "回头看"]),
        ("违反中央八项规定精神问题", ["中央八项规定"]),
        ("建设清廉机关，弘扬廉洁文化", ["清廉机关", "廉洁文化"]),
    ],
)
def test_terms_are_cut_whole(tokenizer, text, terms):
    assert set(terms) <= set(tokenizer.cut(text))


def test_counting_leaves_nothing_in_the_temporary_folder(tmp_path):
    counted = "from etl.terms import count; assert count('警示教育大会召开,警示教育见效。')"
    done = subprocess.run(
        [sys.executable, "-c", counted], env={"TMPDIR": str(tmp_path)}, cwd=REFERENCE.parents[1]
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []
