"""Decodes nearby: a voice that makes sound, asked what its dims do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.surrogates.tone_voice import NAMES
from timbrespace.api import words
from timbrespace.api.explaining import look_around
from timbrespace.surrogates.words.book import Book
from timbrespace.surrogates.words.marks import Mark


def test_a_real_voice_is_asked_nearby(tones, tone_surrogate):
    """The level moves loudness, the share moves the centroid, and nothing moves nothing."""
    local = look_around(tone_surrogate, [0.0, 0.0, 0.0], tones, n=64)
    assert local.words == tone_surrogate.names and local.n_decodes == 64
    assert local.heard.certain()[[0, 1], [0, 1]].all()
    loudness, centroid = local.heard.value[:2]
    assert abs(loudness[0]) > 5 * abs(loudness[2]) and abs(centroid[1]) > 5 * abs(centroid[2])
    assert local.cosine[0] > 0.9 and local.cosine[1] > 0.9


def test_own_words_are_explained_too(tones, tone_meter, tone_surrogate):
    """A word for the high partial, marked by what the surrogate knows, so that it has a slider."""
    shares = np.linspace(-2, 2, 16)
    held = np.c_[np.full(16, 0.2), shares, np.zeros(16)].astype(np.float32)
    heard = [dict(zip(NAMES, row, strict=True)) for row in tone_meter.read(held).values.tolist()]
    marks = tuple(
        Mark(f"m{i}", 5.0 if shares[i] > 0 else 1.0, "moment", f"g{i}", read)
        for i, read in enumerate(heard)
    )
    book = Book()
    book.keep(replace(book.begun("glassy"), marks=marks))
    reliability = words.fit("glassy").reliability
    assert reliability.n_marks == reliability.n_groups == 16
    assert reliability.low > max(0.5, reliability.permuted)
    made = words.with_own_words(tone_surrogate)
    local = look_around(made, [0.0, 0.0, 0.0], tones, n=64)
    assert local.words[-1] == "glassy"
    assert not made.words[-1].problem
    for slopes in (local.believed, local.heard):
        glassy = slopes.value[-1]
        assert glassy[1] > 0 and glassy[1] > 5 * abs(glassy[2])
