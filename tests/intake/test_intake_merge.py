"""Two people's changes of the same records."""

import pytest

from etl.merge import Conflict, merge

BASE = {1: {"item": "问题", "value": 3}, 2: {"item": "培训", "value": 5}}


def changed(**by_key):
    result = {key: dict(row) for key, row in BASE.items()}
    for key, fields in by_key.items():
        result[int(key[1:])] |= fields
    return result


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (changed(), changed(), changed()),
        (changed(_1={"value": 4}), changed(), changed(_1={"value": 4})),
        (changed(), changed(_1={"value": 4}), changed(_1={"value": 4})),
        (
            changed(_1={"value": 4}),
            changed(_1={"item": "难题"}),
            changed(_1={"value": 4, "item": "难题"}),
        ),
        (changed(_1={"value": 4}), changed(_1={"value": 4}), changed(_1={"value": 4})),
        (
            changed(_1={"value": 4}),
            changed(_2={"value": 6}),
            changed(_1={"value": 4}, _2={"value": 6}),
        ),
        (
            BASE | {3: {"item": "新"}},
            BASE | {4: {"item": "又"}},
            BASE | {4: {"item": "又"}, 3: {"item": "新"}},
        ),
        ({1: BASE[1]}, changed(_1={"value": 4}), {1: {"item": "问题", "value": 4}}),
    ],
)
def test_changes_of_different_fields_come_together(mine, theirs, expected):
    assert merge(BASE, mine, theirs) == (expected, [])


def test_a_field_that_both_changed_keeps_what_was_saved_first_and_tells_the_other():
    merged, conflicts = merge(BASE, changed(_1={"value": 4}), changed(_1={"value": 9}))
    assert merged == changed(_1={"value": 9})
    assert conflicts == [Conflict(1, "value", 9, 4)]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_record_that_one_removed_and_the_other_changed_stays_and_is_told(swapped):
    sides = [{2: BASE[2]}, changed(_1={"value": 4})]
    merged, conflicts = merge(BASE, *(reversed(sides) if swapped else sides))
    assert merged[1] == {"item": "问题", "value": 4}
    assert [conflict.key for conflict in conflicts] == [1]
