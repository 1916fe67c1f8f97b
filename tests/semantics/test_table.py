import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics.table import DESCRIPTORS, FURTHER, QUICK, chosen


def test_the_quick_and_the_further_ones_have_nothing_in_common():
    names = [known.name for known in DESCRIPTORS]
    assert len(names) == len(set(names)) == len(QUICK) + len(FURTHER)


def test_every_row_says_who_defined_it_and_what_it_means():
    for known in DESCRIPTORS:
        assert known.low < known.high and known.title and known.source, known.name
        assert known.summary.endswith("."), known.name
        if known.unit:
            assert known.name.endswith(f"_{known.unit.lower()}"), known.name


def test_names_are_chosen_in_their_order():
    assert [known.name for known in chosen(["flux", "pitch_hz"])] == ["flux", "pitch_hz"]
    assert chosen(None) == DESCRIPTORS
    with pytest.raises(TimbrespaceError, match="no descriptor 'glitter'"):
        chosen(["flux", "glitter"])
