"""Characters a second of the extractor beside jieba.cut alone, on one core, warm.

python tests/bench/bench_extract.py [FILE ...]     without files: generated reports
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from etl import Source, extract
from etl.normalise import normalise

ROUNDS = 5
_PARAGRAPH = (
    "一是关于“日常监督不够有力”的问题。局党组认真落实全面从严治党主体责任,坚持问题导向,"
    "紧盯重点领域和关键环节,把监督融入日常、做在经常,层层传导压力,推动各项任务落到实处。"
    "今年以来,全县召开推进会{0}次,制定整改措施{1}条,修订完善制度{2}项,"
    "开展廉政谈话{3}人次,处置问题线索{4}件。各级党组织进一步提高政治站位,"
    "把清廉建设同中心工作一起谋划、一起部署、一起推进、一起考核,形成齐抓共管的工作格局。\n"
)


def main(paths: list[str]) -> None:
    """Print both speeds on each text and on all of them."""
    texts = [Path(p).read_text(encoding="utf-8") for p in paths] or [_generated()]
    cut = _tokenizer()
    simplified = [normalise(text).text for text in texts]
    source = Source(doc="bench", published="2024-05")
    ours = _speed(lambda text: extract(text, source), texts)
    theirs = _speed(lambda text: list(cut(text)), simplified)
    print(f"字符数 {sum(map(len, texts)):,}")
    print(f"extract    {ours:>12,.0f} 字符/秒")
    print(f"jieba.cut  {theirs:>12,.0f} 字符/秒")
    print(f"比值       {ours / theirs:>12.2f}")


def _generated() -> str:
    numbers = [tuple(3 + (i * k) % 97 for k in (1, 3, 7, 11, 13)) for i in range(200)]
    return "关于巡察整改情况的通报\n" + "".join(_PARAGRAPH.format(*n) for n in numbers)


def _tokenizer() -> Callable[[str], object]:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    list(tokenizer.cut("预热"))
    return tokenizer.cut


def _speed(work: Callable[[str], object], texts: list[str]) -> float:
    """Characters a second of processor time in the fastest of several rounds."""
    for text in texts:
        work(text)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return sum(map(len, texts)) / best


if __name__ == "__main__":
    main(sys.argv[1:])
