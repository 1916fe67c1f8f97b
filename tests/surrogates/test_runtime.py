from __future__ import annotations

import threading

import numpy as np
import pytest

from tests.surrogates.tone_voice import centroid_of
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Surrogate
from timbrespace.surrogates.runtime import LearnedSurrogate

RNG = np.random.default_rng(0)


def without_points(surrogate):
    """The same networks, that nothing puts right."""
    kept = {name: a for name, a in surrogate.arrays.items() if not name.startswith("anchor.")}
    return LearnedSurrogate(
        surrogate.voice, surrogate.voice_hash, surrogate.dims, surrogate.words, kept
    )


def test_is_a_surrogate(tone_surrogate):
    assert isinstance(tone_surrogate, Surrogate)
    assert tone_surrogate.names == ("loudness_lufs", "centroid_hz", "flatness_db")


def test_predicts_what_the_voice_does(tone_surrogate, tone_meter):
    z = RNG.standard_normal((60, 3))
    said, spread = tone_surrogate.predict(z)
    truth = tone_meter.read(z.astype(np.float32)).values
    missed = np.abs(said - truth)
    assert np.median(missed[:, 0]) < 0.5
    assert np.median(missed[:, 1] / truth[:, 1]) < 0.03
    assert (spread > 0).all() and np.mean(missed < 2 * spread) > 0.85


def test_jacobian_is_finite_differences_of_the_networks_in_units(tone_surrogate):
    alone = without_points(tone_surrogate)
    z, step = np.array([0.3, -0.4, 0.1]), 1e-4
    slopes, spread = tone_surrogate.jacobian(z)
    for d in range(3):
        aside = step * np.eye(3)[d]
        up, down = (alone.predict(z + s * aside)[0][0] for s in (1, -1))
        np.testing.assert_allclose(slopes[:, d], (up - down) / (2 * step), rtol=1e-4, atol=1e-4)
    assert spread.shape == (3, 3) and (spread >= 0).all()
    # The level dim raises loudness by 5 dB, and the dim that does nothing does nothing.
    assert slopes[0, 0] == pytest.approx(5.0, abs=0.5)
    assert abs(slopes[0, 2]) < 0.5


def test_what_can_be_reached_is_reached_when_decoded(tone_surrogate, tone_meter):
    for wanted in ({"loudness_lufs": -38.0}, {"loudness_lufs": -30.0, "centroid_hz": 1000.0}):
        answer = tone_surrogate.invert(wanted, np.array([0.5, 0.5, 0.5]))
        assert all(answer.reached.values()) and set(answer.reached) == set(wanted)
        truth = tone_meter.read(answer.latent[None].astype(np.float32)).values[0]
        measured = dict(zip(tone_surrogate.names, truth, strict=True))
        assert measured["loudness_lufs"] == pytest.approx(wanted["loudness_lufs"], abs=1.0)
        if "centroid_hz" in wanted:
            assert centroid_of(answer.latent[None])[0] == pytest.approx(1000.0, rel=0.1)


@pytest.mark.parametrize(
    "wanted", [{"loudness_lufs": 30.0}, {"centroid_hz": 9_000.0}, {"loudness_lufs": -200.0}]
)
def test_what_cannot_be_reached_is_said(tone_surrogate, wanted):
    answer = tone_surrogate.invert(wanted, np.zeros(3))
    assert answer.reached == dict.fromkeys(wanted, False)
    assert np.isfinite(answer.latent).all()
    region = tone_surrogate.region
    far = region.distance(tone_surrogate.latent_scaling.standard(answer.latent))
    assert far < 2.5 * region.radius


def test_where_the_player_stands_already_nothing_moves(tone_surrogate):
    here = np.array([0.2, -0.3, 1.0])
    said = dict(zip(tone_surrogate.names, tone_surrogate.predict(here)[0][0], strict=True))
    answer = tone_surrogate.invert({"centroid_hz": said["centroid_hz"]}, here)
    # Next to nothing: towards where the ensemble is a little surer of the same.
    np.testing.assert_allclose(answer.latent, here, atol=2e-2)


def test_guesses_go_the_right_way(tone_surrogate):
    near = np.array([0.0, 0.0, 0.0])
    heard = [
        tone_surrogate.predict(tone_surrogate.guess({"centroid_hz": hz}, near))[0][0, 1]
        for hz in (700.0, 1500.0, 2600.0)
    ]
    np.testing.assert_allclose(heard, [700, 1500, 2600], rtol=0.2)


def test_words_nobody_knows_are_refused_with_a_hint(tone_surrogate):
    with pytest.raises(TimbrespaceError, match="Did you mean 'centroid_hz'"):
        tone_surrogate.invert({"centroid": 1.0}, np.zeros(3))
    with pytest.raises(TimbrespaceError, match="no word 'wobbly'"):
        tone_surrogate.guess({"wobbly": 1.0}, np.zeros(3))


def test_nothing_wanted_is_nothing_moved(tone_surrogate):
    answer = tone_surrogate.invert({}, np.array([0.1, 0.2, 0.3]))
    np.testing.assert_allclose(answer.latent, [0.1, 0.2, 0.3])
    assert answer.reached == {}


def test_several_threads_get_the_same_answers(tone_surrogate):
    near, alone = np.zeros(3), tone_surrogate.invert({"centroid_hz": 900.0}, np.zeros(3)).latent
    found = []

    def ask():
        for _ in range(5):
            found.append(tone_surrogate.invert({"centroid_hz": 900.0}, near).latent)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 15 and all(np.array_equal(z, alone) for z in found)


def test_what_nobody_asked_for_stays_about_as_loud(tone_surrogate, tone_meter):
    """The tone's level and its pitch are dims of their own: either may move alone."""
    loud = np.array([1.5, 0.0, 0.0])
    before = tone_meter.read(loud[None].astype(np.float32)).values[0, 0]
    word = tone_surrogate.words[1]
    for share in (0.1, 0.9):
        value = word.low + share * (word.high - word.low)
        answer = tone_surrogate.invert({"centroid_hz": value}, loud)
        after = tone_meter.read(answer.latent[None].astype(np.float32)).values[0, 0]
        assert after == pytest.approx(before, abs=2.0)
        assert "loudness_lufs" not in answer.reached


def test_what_is_in_hz_is_judged_in_octaves(tone_surrogate):
    """An octave below is a miss, though a tenth of the range in Hz reaches as far there."""
    assert [word.log for word in tone_surrogate.words] == [False, True, False]
    word = tone_surrogate.words[1]
    span = word.high - word.low
    low = tone_surrogate.invert({"centroid_hz": word.low + 0.03 * span}, np.zeros(3)).latent
    heard = float(tone_surrogate.predict(low)[0][0, 1])
    for aside, met in ((0.03, True), (0.09, False)):
        wish = tone_surrogate._wish({"centroid_hz": heard + aside * span}, low)
        assert tone_surrogate._seeker.met(wish.near, wish).tolist() == [met]
