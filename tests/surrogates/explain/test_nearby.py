"""Decodes nearby: a voice that makes sound, asked what its dims do."""

from __future__ import annotations

import numpy as np

from timbrespace.api import words
from timbrespace.api.explaining import look_around


def test_a_real_voice_is_asked_nearby(tones, tone_surrogate):
    """The level moves loudness, the share moves the centroid, and nothing moves nothing."""
    local = look_around(tone_surrogate, [0.0, 0.0, 0.0], tones, n=64)
    assert local.heard is not None and local.words == tone_surrogate.names
    loudness, centroid = local.heard.value[:2]
    assert abs(loudness[0]) > 5 * abs(loudness[2]) and abs(centroid[1]) > 5 * abs(centroid[2])
    assert local.cosine[0] > 0.9 and local.cosine[1] > 0.9


def test_own_words_are_explained_too(tones, tone_surrogate):
    for share in np.linspace(-2, 2, 8):
        words.mark_moment("glassy", tones, [0.2, share, 0.0], bool(share > 0))
    fitted = words.fit("glassy")
    assert fitted.reliability is not None
    made = words.with_own_words(tone_surrogate)
    local = look_around(made, [0.0, 0.0, 0.0], tones, n=64)
    assert local.words[-1] == "glassy"
    if not made.words[-1].problem:
        assert local.believed.value[-1, 1] > 0
