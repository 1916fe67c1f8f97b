"""Training: it finds what is there, stops where it should, and goes on where it was stopped."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.factors.flow.synthetic import TrueFactors, two_factors
from timbrespace.factors.splits import permute_by_group
from timbrespace.jobs import Job

pytest.importorskip("torch")
pytest.importorskip("zuko")

from timbrespace.factors.flow.training import Schedule, train_flow

SIGMA = 0.975
SHORT = Schedule(n_steps=40, batch_pairs=32, check_every=10)
ONE = {"material": 1, "action": 1}
#: A small flow for a short while: what these tests ask does not hang on its size.
QUICK: dict[str, Any] = {"schedule": SHORT, "dims": ONE, "n_blocks": 1, "hidden": 8}


def test_finds_two_factors_that_no_linear_map_finds():
    """The issue's measure: R2 of each value from its own dims, and from the other's."""
    data = two_factors(n_groups=500, seed=0)
    held = data.groups >= 375
    flow = train_flow(
        data.z[~held],
        {name: codes[~held] for name, codes in data.labels.items()},
        data.groups[~held],
        dims={"material": 1, "action": 1},
        sigma=SIGMA,
        schedule=Schedule(n_steps=700, noise=0.03, decay=0.1, patience=12),
    )
    t = flow.forward(data.z)
    assert np.abs(flow.inverse(t) - data.z).max() < 1e-4
    ceiling = data.ceiling(SIGMA)
    rng = np.random.default_rng(0)
    for name, other in (("material", "action"), ("action", "material")):
        value = data.values[name]
        own = r2(t[:, flow.factors[name]], value, held)
        leak = r2(t[:, flow.factors[other]], value, held)
        permuted = permute_by_group(value, data.groups, rng)
        control = r2(t[:, flow.factors[other]], permuted, held)
        assert own >= 0.95 * ceiling, (name, own, ceiling)
        assert leak <= control + 0.05, (name, leak, control)
    linear = min(r2(data.z, value, held) for value in data.values.values())
    assert linear < 0.9 * ceiling, "a linear map would have done: the test shows nothing"


def r2(x, value, held):
    """Share of a value explained on held-out groups, by a cubic fit of these dims."""
    from sklearn.linear_model import LinearRegression
    from sklearn.preprocessing import PolynomialFeatures

    if x.shape[1] > 2:
        return float(LinearRegression().fit(x[~held], value[~held]).score(x[held], value[held]))
    curves = PolynomialFeatures(3).fit_transform(x)
    fitted = LinearRegression().fit(curves[~held], value[~held])
    return float(fitted.score(curves[held], value[held]))


@pytest.fixture(scope="module")
def small() -> TrueFactors:
    return two_factors(n_groups=60, takes=3, n_classes=4)


def test_the_same_seed_gives_the_same_flow(small):
    one, two, other = (
        train_flow(small.z, small.labels, small.groups, seed=s, **QUICK) for s in (0, 0, 1)
    )
    assert np.array_equal(one.forward(small.z), two.forward(small.z))
    assert not np.allclose(one.forward(small.z), other.forward(small.z))


def test_goes_on_where_it_was_stopped(small, tmp_path):
    job = Job("flow")
    job.listen(lambda j: j.cancel() if j.done >= 15 else None)
    options = QUICK
    with pytest.raises(Cancelled):
        train_flow(small.z, small.labels, small.groups, checkpoint=tmp_path, job=job, **options)
    assert (tmp_path / "training.safetensors").exists()
    seen = Job("flow")
    starts = []
    seen.listen(lambda j: starts.append(j.done))
    resumed = train_flow(
        small.z, small.labels, small.groups, checkpoint=tmp_path, job=seen, **options
    )
    whole = train_flow(small.z, small.labels, small.groups, **options)
    assert 20 in starts and 5 not in starts
    assert np.array_equal(resumed.forward(small.z), whole.forward(small.z))
    assert not (tmp_path / "training.safetensors").exists()


def test_a_checkpoint_of_other_data_is_not_used(small, tmp_path):
    job = Job("flow")
    job.listen(lambda j: j.cancel() if j.done >= 5 else None)
    options = QUICK
    with pytest.raises(Cancelled):
        train_flow(small.z, small.labels, small.groups, checkpoint=tmp_path, job=job, **options)
    z = small.z * 0.5
    found = train_flow(z, small.labels, small.groups, checkpoint=tmp_path, **options)
    fresh = train_flow(z, small.labels, small.groups, **options)
    assert np.array_equal(found.forward(z), fresh.forward(z))


def test_stops_early_and_keeps_the_best(small):
    schedule = Schedule(n_steps=400, batch_pairs=64, check_every=5, patience=2, rate=0.05,
                        noise=0.0, decay=0.0)  # fmt: skip
    notes = train_flow(
        small.z, small.labels, small.groups, schedule=schedule, dims=ONE
    ).config.notes
    assert notes["steps_tried"] < 400
    assert notes["steps"] <= notes["steps_tried"]
    assert notes["held_out_nats_a_dim"] <= notes["held_out_nats_a_dim_at_start"]


def test_rows_without_a_label_join_unlabelled(small):
    labels = {name: codes.copy() for name, codes in small.labels.items()}
    labels["action"][::3] = -1
    flow = train_flow(small.z, labels, small.groups, **QUICK)
    assert flow.config.notes["rows_unlabelled"] > 10


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda z, labels, g: (z[:-1], labels, g), "latents, but"),
        (lambda z, labels, g: (z, {}, g), "No factor"),
        (lambda z, labels, g: (z * np.nan, labels, g), "not numbers"),
    ],
)
def test_what_cannot_be_trained_on_is_refused(small, change, message):
    z, labels, groups = change(small.z, small.labels, small.groups)
    with pytest.raises(TimbrespaceError, match=message):
        train_flow(z, labels, groups, schedule=SHORT)
