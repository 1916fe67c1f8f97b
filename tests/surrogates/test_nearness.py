from __future__ import annotations

import numpy as np

from timbrespace.surrogates.fitting import with_reach
from timbrespace.surrogates.nearby import USUAL_REACH
from timbrespace.surrogates.nearness import ASIDE, learn_reach, likeliest

RNG = np.random.default_rng(0)


def errors(length, power, n=500):
    alike = np.exp(-((np.array(ASIDE)[:, None] / length) ** power))
    at = RNG.standard_normal(n)
    return at, alike * at + np.sqrt(1 - alike**2) * RNG.standard_normal((len(ASIDE), n))


def test_smooth_and_rough_words_are_told_apart():
    smooth, _ = likeliest(*errors(1.5, 2.0))
    rough, power = likeliest(*errors(0.15, 0.7))
    assert 1.0 < smooth < 2.2 and rough < 0.4 and power <= 1.0


def test_what_never_repeats_reaches_nowhere_and_of_too_little_the_usual_is_taken():
    at = RNG.standard_normal(300)
    length, _ = likeliest(at, RNG.standard_normal((len(ASIDE), 300)))
    assert length < 0.1
    assert likeliest(np.full(9, np.nan), np.zeros((len(ASIDE), 9))) == USUAL_REACH


def test_a_voice_is_asked_around_its_points_and_what_is_foretold_there_gets_better(
    tone_surrogate, tone_meter
):
    reach = learn_reach(tone_surrogate, tone_meter, 24)
    assert reach.shape == (2, 3) and (reach > 0).all()
    knowing = with_reach(tone_surrogate, reach)
    points = tone_surrogate.arrays["anchor.latents"][:40].astype(float)
    aside = tone_surrogate.latent_scaling.units(points + 0.05)
    truth = tone_meter.read(aside.astype(np.float32)).values[:, 0]
    raw = tone_surrogate.word_scaling.units(tone_surrogate.ensemble.predict(points + 0.05)[0])
    missed = [np.abs(said - truth).mean() for said in (knowing.predict(aside)[0][:, 0], raw[:, 0])]
    assert missed[0] < 0.8 * missed[1]
