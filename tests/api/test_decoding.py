"""Blends, reconstructions and random latents of an atlas, in a space that loses nothing."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from timbrespace.api.blend import Blend
from timbrespace.api.decoding import Decoder, decode_blend, open_decoder, reconstruct
from timbrespace.audio.decode import read
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job

from .. import dct_space
from ..app.toys import IDS, make_atlas

#: 1 s, 1 s and 0.5 s windows of one file at the space's own rate.
B0, B1, B2 = IDS[4:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return dct_space.write(tmp_path_factory.mktemp("spaces") / "toy.space")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory, folder):
    found = make_atlas(tmp_path_factory.mktemp("toy"))
    dct_space.add_to(found, folder)
    return found


@pytest.fixture(autouse=True)
def known(monkeypatch, folder):
    dct_space.register(monkeypatch)
    dct_space.learn(folder)


@pytest.fixture
def decoder(atlas):
    return open_decoder(atlas)


def sound_of(atlas, item):
    """An item as the space hears it."""
    row = atlas.items.iloc[atlas.position(item)]
    path, span = atlas.sound_path(item), (row["offset_s"], row["duration_s"])
    return read(path, *span)[0].mean(axis=0)


def inner(audio):
    """Without the faded ends."""
    return np.asarray(audio).reshape(-1)[32:-200]


def test_a_reconstruction_is_the_sound_where_nothing_is_lost(atlas):
    found = reconstruct(atlas, B0)
    assert found.sample_rate == dct_space.RATE_HZ
    assert inner(found.audio) == pytest.approx(inner(sound_of(atlas, B0)), abs=1e-4)


@pytest.mark.parametrize("at", [0, 0.25, 0.5, 1])
def test_half_way_in_a_linear_space_is_half_of_each(atlas, at):
    mixed = (1 - at) * sound_of(atlas, B0) + at * sound_of(atlas, B1)
    found = decode_blend(atlas, [B0, B1], at=at)
    assert inner(found.audio) == pytest.approx(inner(mixed), abs=1e-4)
    assert found.quieter_db == 0


def test_the_mean_is_what_no_weights_say(atlas):
    mean = decode_blend(atlas, [B0, B1, B2])
    same = decode_blend(atlas, [B0, B1, B2], weights=[2, 2, 2])
    assert np.array_equal(mean.audio, same.audio)
    parts = [sound_of(atlas, item) for item in (B0, B1, B2)]
    together = np.mean([part[:8_000] for part in parts], axis=0)
    assert mean.audio[0, 32:8_000] == pytest.approx(together[32:], abs=1e-4)


def test_padded_sounds_begin_together_and_stretched_ones_end_together(decoder):
    padded = decoder.blend([B0, B2], fit="pad")
    assert {len(track) for track in padded.tracks} == {len(padded.tracks[0])}
    assert [padded.sound(at=t).duration_s for t in (0, 0.5, 1)] == [1, 0.75, 0.5]
    for at, item in ((0, B0), (1, B2)):
        whole = sound_of(decoder.atlas, item)
        assert inner(padded.sound(at=at).audio) == pytest.approx(inner(whole), abs=1e-4)
    stretched = decoder.blend([B0, B2], fit="stretch")
    assert [stretched.sound(at=t).duration_s for t in (0, 0.5, 1)] == [1, 0.75, 0.5]


@pytest.mark.parametrize("item", IDS)
def test_any_rate_length_and_number_of_channels_is_heard(decoder, atlas, item):
    found = decoder.blend([item]).sound()
    duration_s = atlas.items["duration_s"].iloc[atlas.position(item)]
    assert found.duration_s == pytest.approx(duration_s, abs=1e-3)
    assert np.abs(found.audio).max() > 0.05


def test_only_the_first_seconds_of_a_long_sound_are_taken(decoder, monkeypatch):
    monkeypatch.setattr("timbrespace.api.decoding.MOST_S", 0.7)
    blend = decoder.blend([B0, B2])
    assert blend.cut == (B0,)
    assert blend.sound(at=0).duration_s == 0.7


def test_what_was_encoded_is_not_encoded_again_until_the_file_changes(tmp_path, folder):
    atlas = make_atlas(tmp_path)
    decoder = open_decoder(atlas, "dct:toy")
    first = decoder.blend([B0, B1])
    again = decoder.blend([B1, B0])
    assert again.tracks[0] is first.tracks[1] and again.tracks[1] is first.tracks[0]
    path = atlas.sound_path(B0)
    samples, rate = soundfile.read(path)
    soundfile.write(path, samples[::-1], rate, subtype="PCM_24")
    assert not np.allclose(decoder.blend([B0, B1]).tracks[0], first.tracks[0])


def test_what_is_remembered_is_bounded(decoder, monkeypatch):
    monkeypatch.setattr("timbrespace.api.decoding.REMEMBERED_BYTES", 100_000)
    for item in IDS:
        decoder.blend([item])
    assert sum(each.nbytes for each in decoder._known.values()) <= 100_000


@pytest.mark.parametrize("how", ["prior", "posterior", "uniform"])
def test_random_latents_sound_and_the_seed_says_how(decoder, how):
    one, same, other = (decoder.draw(how, duration_s=0.5, seed=s) for s in (1, 1, 2))
    assert one.duration_s == 0.5 and np.abs(one.audio).max() > 1e-3
    assert np.array_equal(one.audio, same.audio) and not np.allclose(one.audio, other.audio)


def test_what_the_sounds_are_like_is_the_same_measured_from_the_atlas_or_from_the_sounds(
    atlas, folder, tmp_path
):
    stored = open_decoder(atlas).frames()
    plain = make_atlas(tmp_path)
    encoded = open_decoder(plain).frames(job := Job("decode"))
    assert job.total == len(IDS)
    assert encoded.n_frames == stored.n_frames and encoded.n_sounds == stored.n_sounds == len(IDS)
    assert encoded.mean == pytest.approx(stored.mean, abs=1e-5)


def test_frames_of_another_version_are_not_taken_for_this_one(atlas, tmp_path):
    newer = dct_space.DctSpace(dct_space.write(tmp_path / "newer.space", version=2))
    assert Decoder(atlas, newer)._stored() == []


@pytest.mark.parametrize("duration_s", [0, -1, 1e9])
def test_a_random_sound_has_a_length(decoder, duration_s):
    with pytest.raises(TimbrespaceError, match="cannot be drawn"):
        decoder.draw(duration_s=duration_s)


def test_errors_say_what_does_not_fit(decoder, atlas):
    with pytest.raises(TimbrespaceError, match="0 sounds"):
        decoder.blend([])
    with pytest.raises(TimbrespaceError, match="'glue'"):
        decoder.blend([B0], fit="glue")
    with pytest.raises(TimbrespaceError, match="no item"):
        decoder.blend(["ffffffffffffffff"])
    blend = decoder.blend([B0, B1])
    with pytest.raises(TimbrespaceError, match="3 weights were given for 2"):
        blend.sound([1, 1, 1])
    with pytest.raises(TimbrespaceError, match="no place 2"):
        blend.sound(at=2)
    with pytest.raises(TimbrespaceError, match="Give one of them"):
        blend.sound([1, 1], at=1)


def test_encoding_can_be_cancelled(decoder):
    job = Job("decode")
    job.cancel()
    with pytest.raises(Cancelled):
        decoder.blend([B0, B1], job=job)


def test_an_atlas_blends_its_items(atlas, tmp_path):
    found = atlas.blend([B0, B1], at=0.5)
    assert np.array_equal(found.audio, decode_blend(atlas, [B0, B1], weights=[1, 1]).audio)
    found.write(tmp_path / "blend.wav")
    samples, rate = soundfile.read(tmp_path / "blend.wav")
    assert (rate, len(samples)) == (found.sample_rate, found.audio.shape[1])


class Clipping(dct_space.DctSpace):
    def decode(self, latents):
        return 40 * super().decode(latents)


def test_what_is_too_loud_is_made_quieter_and_said(atlas, folder):
    blend: Blend = Decoder(atlas, Clipping(folder)).blend([B0])
    found = blend.sound()
    assert np.abs(found.audio).max() <= 0.981
    assert found.quieter_db > 20


def test_what_goes_on_longer_fades_out(decoder, atlas):
    """Half way between a sound and one of half its length, the tail is not cut with a knife."""
    found = decoder.blend([B0, B2]).sound(at=0.5).audio[0]
    long, n = 0.5 * sound_of(atlas, B0), len(found)
    gain = found[8_100:] / np.where(np.abs(long[8_100:n]) > 0.01, long[8_100:n], np.nan)
    quarters = [np.nanmedian(part) for part in np.array_split(gain, 4)]
    assert quarters[0] == pytest.approx(1, abs=0.01)
    assert quarters[0] > quarters[2] > quarters[3] > 0
    assert found[-1] == 0
