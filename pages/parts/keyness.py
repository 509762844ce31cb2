"""Which words are peculiar to one text among several: weighted log-odds.

Monroe, Colaresi and Quinn, "Fightin' Words" (Political Analysis 16:4, 2008), equations 15, 16,
22: log-odds ratio with an informative Dirichlet prior, divided by its standard deviation. The
prior is the words of all texts together, so that a word rare everywhere does not stand out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

# The prior weighs as much as this many words, whatever the length of the texts.
PRIOR_WORDS = 500.0


def scores(mine: Mapping[str, int], others: Mapping[str, int]) -> dict[str, float]:
    """The z-score of each of ``mine``'s words against ``others`` (word → count).

    Above 0 a word is commoner here than there; 1.96 is the usual 5 % level. Without others
    there is nothing to be peculiar against, and every score is 0.
    """
    total_mine, total_others = sum(mine.values()), sum(others.values())
    if not total_mine or not total_others:
        return dict.fromkeys(mine, 0.0)
    scale = PRIOR_WORDS / (total_mine + total_others)
    return {
        word: _z(n, total_mine, others.get(word, 0), total_others, scale)
        for word, n in mine.items()
    }


def _z(mine: int, total_mine: int, others: int, total_others: int, scale: float) -> float:
    prior = scale * (mine + others)
    here, there = mine + prior, others + prior
    rest_here = round(total_mine + PRIOR_WORDS - here, 9)
    rest_there = round(total_others + PRIOR_WORDS - there, 9)
    if rest_here <= 0 or rest_there <= 0:
        return 0.0  # the word is all there is
    log_odds = math.log(here / rest_here) - math.log(there / rest_there)
    return log_odds / math.sqrt(1 / here + 1 / there)
