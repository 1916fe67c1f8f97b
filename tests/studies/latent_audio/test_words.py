"""Opposite numbers make opposite sentences."""

from __future__ import annotations

import pytest

from timbrespace.reports.results import Result
from timbrespace.studies.latent_audio.words import edits, heard, in_short, leaks, probes
from timbrespace.studies.records import Records


def gain(over, value, p):
    where = {"probe": "logistic", "contrast": f"best - {over}"}
    return Result("balanced_accuracy_difference", where, value, value - 0.05, value + 0.05, p=p)


def probed(difference, p):
    best = Result(
        "balanced_accuracy", {"layer": "best", "probe": "logistic", "chosen": "8, 9, 8"},
        0.5, 0.4, 0.6, baselines={"uniform": 0.25},
    )  # fmt: skip
    return Records([best, gain("log-mel", difference, p)])


@pytest.mark.parametrize(
    ("difference", "p", "said"),
    [(0.2, 0.01, "it beats log-mel"), (0.2, 0.5, "is not shown to beat log-mel"),
     (-0.2, 0.01, "is worse than log-mel")],
)  # fmt: skip
def test_probes(difference, p, said):
    [line] = probes(probed(difference, p), "material", "source")
    assert said in line and "with each source held out" in line and "(8, 9)" in line


def read(name, source, value, p, **beside):
    where = {"method": "flow", "source": source, "target": "action"}
    controls = {"permuted": 0.25, **beside}
    return Result(name, where, value, value - 0.05, value + 0.05, baselines=controls, p=p)


def test_a_factor_that_is_not_there_and_one_that_leaks_are_both_said():
    shared = {"permuted within the source's classes": 0.3}
    found = Records(
        [read("balanced_accuracy", "action", 0.4, 0.01, LDA=0.6),
         read("leakage", "material", 0.5, 0.01, **shared)]
    )  # fmt: skip
    [line] = leaks(found, "action")
    assert "less than from LDA" in line and "more than what the labels" in line
    assert "not shown to be there" not in line
    nothing = Records(
        [read("balanced_accuracy", "action", 0.3, 0.4, LDA=0.1),
         read("leakage", "material", 0.3, 0.6, **shared)]
    )  # fmt: skip
    [line] = leaks(nothing, "action")
    assert "not shown to be there" in line and "no more than what the labels" in line


def test_an_edit_is_better_only_than_what_it_beats():
    both = [
        Result(f"edit_{name}_logits", {"method": "flow"}, 0.4, 0.3, 0.5)
        for name in ("moved", "kept", "both")
    ]
    margins = {"nothing": (0.3, 0.01), "mean difference": (0.02, 0.9),
               "LDA direction": (-0.3, 0.01), "copy all dims": (0.3, 0.01)}  # fmt: skip
    over = [
        Result("edit_margin", {"measure": "both_logits", "over": name}, v, v - 0.1, v + 0.1, p=p)
        for name, (v, p) in margins.items()
    ]
    [line] = edits(Records([*both, *over]), "material")
    assert "in both claims together: better than doing nothing and worse than 'LDA dir" in line
    assert "mean difference" not in line and "copy all" not in line


def test_where_no_edit_is_told_apart_that_is_said():
    flow = [Result(f"edit_{n}_logits", {"method": "flow"}, 0.4) for n in ("moved", "kept", "both")]
    where = {"measure": "p_gain_logits", "over": "random direction"}
    margin = Result("edit_margin", where, 0.1, -0.1, 0.3, p=0.9)
    [line] = edits(Records([*flow, margin]), "action")
    assert "by the donor's class: not shown to differ from any other way" in line
    assert "both claims together" not in line


def test_a_sound_goes_farther_only_where_intervals_lie_apart():
    def way(name, value):
        return Result("heard_travelled", {"way": name}, value, value - 0.1, value + 0.1)

    [line] = heard(Records([way("optimised", 0.6), way("cross-fade 50 %", 0.1)]))
    assert "more than cross-fade" in line and "not shown" not in line
    [line] = heard(Records([way("optimised", 0.2), way("cross-fade 50 %", 0.1)]))
    assert "not shown to be more than cross-fade" in line


def test_two_recordings_are_too_few_to_compare():
    where = {"way": "optimised"}
    ours = Result("heard_travelled", where, 0.6, 0.59, 0.61, n_items=4, n_groups=2)
    [line] = heard(Records([ours, Result("heard_travelled", {"way": "other"}, 0.1, 0.0, 0.2)]))
    assert "cover 0.600 of the way" in line and "4 edits from 2 groups, too few" in line
    assert "more than" not in line and "[" not in line


def test_each_part_has_its_own_verdicts():
    from types import SimpleNamespace

    part = SimpleNamespace(name="recordings", title="recordings", groupings=())
    where = {"part": "recordings", "way": "optimised"}
    said = in_short(Records([Result("heard_travelled", where, 0.5)]), [part])
    assert list(said) == ["recordings"] and said["recordings"][0].startswith("Sounds optimised")


def test_where_nothing_was_measured_nothing_is_said():
    empty = Records([])
    assert probes(empty, "a", "b") == leaks(empty, "a") == edits(empty, "a") == heard(empty) == []
