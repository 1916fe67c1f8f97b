from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.tone_voice import ToneChoir, ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.holding import Hold, decode_held, hold_for


def test_holds_are_at_least_as_long_as_asked_for(tones):
    hold = hold_for(tones, 0.61, 0.2)
    frame_s = tones.hop / tones.sample_rate
    assert 0.61 <= hold.frames * frame_s < 0.61 + frame_s
    assert 0.2 <= hold.warm_up * frame_s < 0.2 + frame_s


def test_the_delay_of_a_voice_is_cut_off_too(tones):
    late = ToneVoice()
    late.delay_samples = 3 * late.hop
    assert hold_for(late, 0.5, 0.1).warm_up == hold_for(tones, 0.5, 0.1).warm_up + 3


def test_a_held_latent_is_what_a_player_makes_after_the_warm_up(tones):
    z = np.array([[0.5, 1.0, 0.0], [-1.0, 0.2, 0.0]], np.float32)
    sounds = decode_held(tones, z, Hold(7, 2))
    whole = tones.open_player().push(np.tile(z[1], (9, 1)))
    assert sounds.shape == (2, 1, 7 * tones.hop)
    np.testing.assert_array_equal(sounds[1], whole[:, 2 * tones.hop :])


def test_side_by_side_is_as_one_by_one():
    z = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)
    alone, together = (decode_held(v, z, Hold(4, 1)) for v in (ToneVoice(), ToneChoir()))
    np.testing.assert_allclose(alone, together, atol=1e-5)


@pytest.mark.parametrize("times", [(0.0, 0.2), (0.5, -1.0), (100.0, 0.0)])
def test_nonsense_is_refused(tones, times):
    with pytest.raises(TimbrespaceError, match="can't be held"):
        hold_for(tones, *times)


def test_the_shipped_voice_decodes_a_batch_as_its_players_do():
    from timbrespace.spaces.playing.opening import open_voice

    bells = open_voice("stream:bells")
    z = bells.usual()[:3]
    together = decode_held(bells, z, Hold(4, 3))
    player = bells.open_player()
    for sound, latent in zip(together, z, strict=True):
        player.reset()
        alone = player.push(np.tile(latent, (7, 1)))[:, 3 * bells.hop :]
        np.testing.assert_allclose(sound, alone, atol=1e-5)
