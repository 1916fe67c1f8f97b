import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import prepare


def test_standardised_dims_have_mean_0_and_deviation_1_and_constant_ones_stay_quiet(clustered):
    latents, _ = clustered()
    latents = latents * np.geomspace(1e-3, 1e3, 16).astype(np.float32) + 5
    latents[:, 3] = 0.1
    prepared = prepare.fit(latents, "standardise").apply(latents)
    varied = np.delete(np.arange(16), 3)
    assert prepared.dtype == np.float32
    assert np.allclose(prepared.mean(axis=0), 0, atol=1e-3)
    assert np.allclose(prepared[:, varied].std(axis=0), 1, atol=1e-3)
    assert np.abs(prepared[:, 3]).max() < 1e-5


def test_sqrt_keeps_signs_and_order():
    values = np.array([[-4.0], [-1.0], [0.0], [9.0]])
    preparation = prepare.fit(values, "sqrt")
    assert (preparation.apply(values) + preparation.mean).ravel() == pytest.approx([-2, -1, 0, 3])


def test_auto_bends_activations_and_standardises_measures(clustered):
    signed, _ = clustered(50, dims=64)
    assert prepare.fit(np.maximum(signed, 0)).kind == "sqrt"
    assert prepare.fit(signed).kind == "standardise"
    assert prepare.fit(np.abs(signed[:, :6])).kind == "standardise"


def test_none_leaves_latents_as_they_are(clustered):
    latents, _ = clustered()
    assert np.array_equal(prepare.fit(latents, "none").apply(latents), latents)


@pytest.mark.parametrize("kind", ["centre", "standardise", "sqrt"])
def test_new_latents_are_prepared_as_the_first_ones_were(clustered, kind):
    latents, _ = clustered()
    preparation = prepare.fit(latents, kind)
    assert np.array_equal(preparation.apply(latents[:7]), preparation.apply(latents)[:7])


def test_what_is_no_finite_table_is_refused_with_a_remedy(clustered):
    latents, _ = clustered()
    broken = latents.copy()
    broken[[4, 9], 2] = [np.nan, np.inf]
    with pytest.raises(TimbrespaceError, match=r"2 of 240 latents.*row 4") as caught:
        prepare.fit(broken)
    assert caught.value.remedy
    with pytest.raises(TimbrespaceError, match="table"):
        prepare.fit(latents[0])
    with pytest.raises(TimbrespaceError, match="16 dims, found 3"):
        prepare.fit(latents).apply(latents[:, :3])
    with pytest.raises(TimbrespaceError, match="no preparation 'whiten'"):
        prepare.fit(latents, "whiten")
