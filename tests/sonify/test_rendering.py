"""Twin of ``sonify/rendering.py``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.voice import HOP, RATE_HZ, SineVoice
from timbrespace.semantics.loudness import integrated
from timbrespace.sonify.rendering import CEILING, decode_tracks, render
from timbrespace.spaces.playing.opening import open_voice


def held(octave, gain, n=100):
    return np.repeat(np.array([[octave, gain]], np.float32), n, axis=0)


def test_all_sounds_become_equally_loud_and_what_was_put_on_them_is_said():
    made = render(SineVoice(), [held(0, 0.5), held(1, 0.05)])
    for sound in made:
        assert float(integrated(sound.audio[None], RATE_HZ)[0]) == pytest.approx(-23, abs=0.3)
        assert sound.loudness_lufs + sound.gain_db == pytest.approx(-23)
    assert made[1].gain_db > made[0].gain_db + 15


def test_no_sample_clips_however_loud_it_is_asked_for():
    for loudness in (0.0, None):
        (sound,) = render(SineVoice(), [held(0, 1.0)], loudness)
        assert np.abs(sound.audio).max() <= CEILING + 1e-6


def test_as_they_are_sounds_keep_their_levels():
    loud, soft = render(SineVoice(), [held(0, 0.5), held(0, 0.05)], None)
    assert loud.gain_db == soft.gain_db == 0
    assert np.abs(loud.audio).max() == pytest.approx(0.5, abs=1e-3)


def test_silence_stays_silence():
    (sound,) = render(SineVoice(), [held(0, 0.0)])
    assert np.isnan(sound.loudness_lufs) and sound.gain_db == 0 and not sound.audio.any()


def test_the_decoders_delay_is_cut_off_so_that_a_change_is_heard_when_it_comes():
    track = np.concatenate([held(0, 0.0, 50), held(0, 0.5, 50)])
    (audio,) = decode_tracks(SineVoice(), [track])
    first = int(np.flatnonzero(np.abs(audio[0]) > 0.05)[0])
    assert audio.shape == (1, 100 * HOP) and 0 <= first - 50 * HOP < 10


def test_a_sound_does_not_depend_on_those_beside_it():
    bells = open_voice("stream:bells")
    frames = bells.usual()
    tracks = [np.repeat(frames[i : i + 1], n, axis=0) for i, n in ((3, 40), (9, 60), (40, 20))]
    together = decode_tracks(bells, tracks)
    for track, sound in zip(tracks, together, strict=True):
        assert sound.shape == (1, len(track) * bells.hop)
        assert np.allclose(decode_tracks(bells, [track])[0], sound, atol=1e-5)


def test_sounds_begin_and_end_in_silence():
    (sound,) = render(SineVoice(), [held(0, 0.5)])
    assert abs(sound.audio[0, 0]) < 1e-3 and abs(sound.audio[0, -1]) < 1e-3
