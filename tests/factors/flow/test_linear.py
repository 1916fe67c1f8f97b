"""The linear codes to beat: each keeps all information and puts factors where they belong."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.flow.linear import KINDS, explained, fit_linear


def rows(seed: int = 0):
    rng = np.random.default_rng(seed)
    labels = {"material": rng.integers(3, size=400), "action": rng.integers(3, size=400)}
    sources = rng.laplace(size=(400, 6)) * 0.4
    sources[:, 0] += labels["material"]
    sources[:, 1] += labels["action"]
    turned = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    return (sources * [3, 2, 1, 1, 1, 1]) @ turned, labels


@pytest.mark.parametrize("kind", KINDS)
def test_keeps_everything_and_orders_parts_like_a_flow(kind):
    z, labels = rows()
    code = fit_linear(kind, z, labels, {"material": 1, "action": 1})
    assert np.linalg.matrix_rank(code.axes) == 6
    assert code.factors == {"material": slice(0, 1), "action": slice(1, 2)}
    t = code.forward(z)
    for name in labels:
        own = explained(t.astype(float), labels[name])
        assert own[code.factors[name]].max() > 0.5, (kind, name)


def test_lda_tells_more_than_pca():
    z, labels = rows()
    own = {
        kind: explained(
            fit_linear(kind, z, labels, {"material": 1, "action": 1}).forward(z).astype(float),
            labels["material"],
        )[0]
        for kind in KINDS
    }
    assert own["lda"] >= own["pca"] - 1e-6


def test_a_column_of_class_means_is_explained_and_noise_is_not():
    codes = np.repeat([0, 1, 2], 100)
    x = np.column_stack([codes.astype(float), np.random.default_rng(0).normal(size=300)])
    found = explained(x, codes)
    assert found[0] == pytest.approx(1) and found[1] < 0.05


@pytest.mark.parametrize("kind", KINDS)
def test_rows_without_a_label_and_lone_rows_do_no_harm(kind):
    z, labels = rows()
    labels["material"][:50] = -1
    labels["action"][0] = 7
    assert np.isfinite(fit_linear(kind, z, labels, {"material": 2, "action": 1}).forward(z)).all()
