from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, Dull, hiss
from timbrespace.effects.catalogue import own
from timbrespace.jobs import Job
from timbrespace.matching import search
from timbrespace.matching.choosing import SOFTER, Anchors
from timbrespace.matching.metric import shipped_metric
from timbrespace.matching.nearness import distance, view
from timbrespace.matching.network import Belief, logits_of
from timbrespace.matching.sound import at_peak
from timbrespace.matching.style import style
from timbrespace.matching.trials import Budget, Trials


def dull(seed=0):
    return Trials(Dull(), hiss(seed), RATE_HZ, np.array([0]), np.array([1.0, 0.5]))


def belief_at(theta: float, spread: float) -> Belief:
    at = np.array([theta])
    return Belief(at, np.array([1.0]), logits_of(at)[None], np.array([[spread]]))


def test_a_known_target_is_found():
    here = dull()
    target = view(here.heard(np.array([0.37])))
    found = search.to_target(here, target, None, Budget(renders=60), rng(), Job("match"))
    assert found.settings[0] == pytest.approx(0.37, abs=0.02)
    assert found.known and not found.refused


def test_two_settings_of_a_known_target_are_found():
    effect = own("overdrive")
    here = Trials(effect, hiss(0), RATE_HZ, np.array([0, 1]), np.array([0.0, 0.0, 0.5]), False)
    target = view(here.heard(np.array([0.6, 0.3])))
    found = search.to_target(here, target, None, Budget(renders=150), rng(), Job("match"))
    assert found.settings == pytest.approx([0.6, 0.3], abs=0.06)
    assert found.n_renders <= 150


def test_a_style_is_copied_from_another_sound():
    here, truth = dull(), np.array([0.25])
    reference = style(dull(seed=5).heard(truth), RATE_HZ)
    found = search.by_style(here, shipped_metric(), reference, Budget(renders=60), rng(), Job("m"))
    target = view(here.heard(truth))
    assert distance(target, view(here.heard(found.settings))) < 0.6 * distance(target, here.dry)


def test_a_wide_belief_is_narrowed_by_what_is_heard():
    reference = style(dull(seed=5).heard(np.array([0.25])), RATE_HZ)
    here, belief = dull(), belief_at(0.5, 1.5)
    found = search.from_belief(
        here, belief, shipped_metric(), reference, Budget(renders=60), rng(), Job("match")
    )
    assert abs(found.settings[0] - 0.25) < 0.2


def test_a_sure_belief_is_followed_at_once():
    here = dull()
    found = search.at_once(here, belief_at(0.3, 0.01), None, np.empty(0), rng(), Job("match"))
    assert found.settings == pytest.approx([0.3], abs=0.02)
    assert found.gain > 0.9


def test_what_is_settled_on_has_the_least_risk_and_each_trial_is_weighed_once(monkeypatch):
    here = Trials(own("delay"), hiss(0), RATE_HZ, np.array([0, 4]), np.full(5, 0.5), styled=False)
    drawn = here.add(np.array([[0.2, 0.9], [0.4, 0.5], [0.7, 0.6]]), Job("match"))
    weighed, risk = [], Anchors.risk
    with monkeypatch.context() as patch:
        patch.setattr(Anchors, "risk", lambda *told: weighed.append(told[1]) or risk(*told))
        found = search.settled(here, drawn, None, np.empty(0), Job("match"))
    assert len(here) == 3 + len(SOFTER) * 3
    assert [id(each) for each in weighed] == [id(each) for each in (*here.views, here.dry)]
    anchors = Anchors.of(here, drawn, None, np.empty(0))
    risks = anchors.risks(here)
    assert (found.risk, found.dry_risk) == (min(risks), anchors.risk(here.dry))
    assert found.settings.tolist() == here.theta[int(np.argmin(risks))].tolist()


@pytest.mark.parametrize("renders", [30, 45])
def test_a_budget_is_kept_and_the_same_seed_gives_the_same(renders):
    reference = style(at_peak(hiss(5)), RATE_HZ)
    found = [
        search.by_style(
            dull(), shipped_metric(), reference, Budget(renders=renders), rng(), Job("match")
        )
        for _ in range(2)
    ]
    assert found[0].settings.tolist() == found[1].settings.tolist()
    assert found[0].n_renders <= renders + 4


def rng():
    return np.random.default_rng(0)
