"""Every sentence follows from records: other records, other sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_verdicts import in_short, shortfalls
from timbrespace.studies.records import Records

SHARES = {
    "at once": (0.15, 0.02, 0.25), "refined": (0.14, 0.03, 0.22),
    "delivered at once": (0.12, -0.01, 0.2), "delivered": (0.1, 0.02, 0.16),
    "told": (0.36, 0.3, 0.4), "search": (0.05, -0.1, 0.2),
}  # fmt: skip
KINDS = {"speech": 0.2, "music": 0.15, "drums": -0.05}


def results(effect="delay", shares=SHARES, kinds=KINDS, rightly=0.2, left=0.25, changed=0.125):
    at = {"effect": effect, "corpus": "all", "metric": "mr_stft"}
    found = [
        Result("gain_share", at | {"row": row}, value, low, high)
        for row, (value, low, high) in shares.items()
    ]
    found += [
        Result(
            "gain_share", at | {"row": "delivered", "corpus": kind}, value, value - 1, value + 1
        )
        for kind, value in kinds.items()
    ]
    of = {"effect": effect, "row": "refined", "reference": "treated"}
    found += [
        Result("gain_share_refused_rightly", of, rightly),
        Result("refused_wrongly", of, left),
        Result("acted_wrongly", of, changed),
    ]
    settings = at | {"metric": "parameters"}
    found += [
        Result("distance", settings | {"row": row}, value)
        for row, value in (("refined", 0.28), ("at once", 0.27), ("random", 0.33))
    ]
    return found


def why(**changes):
    (sentence,) = shortfalls(Records(results(**changes)))
    return sentence


def test_a_shortfall_is_told_with_its_numbers():
    said = why()
    at_once = "at once, 12% [-1%, 20%] of the distance is gone (not clear of zero)"
    refined = "refined, 10% [2%, 16%] of the distance is gone (clear of zero)"
    assert said.startswith(f"delay: {at_once}; {refined}. ")
    assert "told the target takes 36% away: so the aim is to be had" in said
    assert "25% of the sounds were left alone though acting would have come nearer, 12%" in said
    assert "wrong by 0.28 of their travel, random ones by 0.33" in said
    assert "weakest on drums: -5% [" in said


def test_what_is_not_to_be_had_by_this_distance_is_said():
    assert "takes 28% away: not even that is the aim" in why(
        shares=SHARES | {"told": (0.28, 0.2, 0.4)}
    )


@pytest.mark.parametrize(
    ("rightly", "reason"),
    [
        (0.2, "more is lost in settings that are not found (16% against 10%)"),
        (0.3, "more is lost in wrong refusals (20% against 6%)"),
    ],
)
def test_the_greater_loss_is_named(rightly, reason):
    assert f"With every refusal right {rightly:.0%} would be gone: {reason}." in why(
        rightly=rightly
    )


def test_an_interval_of_too_few_groups_says_nothing():
    good = SHARES | {"delivered": (0.4, 0.2, 0.6), "delivered at once": (0.4, 0.2, 0.6)}
    few = [replace(each, n_groups=4) for each in results(shares=good)]
    (said,) = shortfalls(Records(few))
    assert "refined, 40% of the distance is gone (of too few groups to be told from zero)" in said


def test_who_reaches_the_aim_by_both_ways_is_not_told():
    good = SHARES | {"delivered": (0.4, 0.2, 0.6), "delivered at once": (0.31, 0.1, 0.5)}
    assert not shortfalls(Records(results(shares=good)))
    # Enough in the mean, and the interval holds zero; or enough by one way alone.
    for changed in ({"delivered": (0.4, -0.1, 0.9)}, {"delivered at once": (0.2, 0.1, 0.3)}):
        assert shortfalls(Records(results(shares=good | changed)))


def test_without_a_matcher_it_is_the_search_that_is_explained():
    rows = {row: SHARES[row] for row in ("delivered", "told", "search")}
    of = {"effect": "delay", "row": "search", "reference": "treated"}
    found = [
        *results(shares=rows),
        Result("refused_wrongly", of, 0.5),
        Result("acted_wrongly", of, 0.0),
    ]
    (said,) = shortfalls(Records(found))
    assert said.startswith("delay: by search, 10%") and "at once" not in said
    assert "50% of the sounds were left alone" in said


def test_an_effect_is_clear_of_zero_or_named_as_not():
    good = SHARES | {"delivered": (0.4, 0.2, 0.6)}
    found = in_short(Records([*results("delay"), *results("overdrive", good)]))
    refined = next(each for each in found if each.startswith("Delivered refined: "))
    assert refined.startswith("Delivered refined: 25% of the dry sound's distance is gone")
    assert "clear of zero: delay and overdrive." in refined and "Not shown" not in refined
    at_once = next(each for each in found if each.startswith("Delivered at once: "))
    assert "clear of zero: none. Not shown to be: delay and overdrive." in at_once


def test_renderings_are_told_in_seconds():
    found = []
    for effect, seconds in (("delay", 4.0), ("overdrive", 7.0)):
        at = {"effect": effect, "row": "refined"}
        found += [Result("n_renders", at, 100.0), Result("match_s", at | {"by": "clock"}, seconds)]
        found.append(Result("match_s", at | {"by": "processor"}, 3.0))
    (said,) = in_short(Records(found))
    assert "with --seconds of about 4.0 to 7.0 s on the clock of this run (3.0 s" in said
    assert said.endswith("100 settings tried on each sound.")
