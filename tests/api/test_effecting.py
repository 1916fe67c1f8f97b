"""Files and folders through an effect."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.api.effecting import apply_effect, effects, open_effect, settings_for
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.effects.catalogue import ids
from timbrespace.effects.levels import levelled
from timbrespace.effects.presets import preset_of, read_preset, write_preset
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job

RATE = 16_000


def tone(hz=440, channels=1, seconds=0.25):
    wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)
    return np.tile(wave, (channels, 1)).astype(np.float32)


def named(theta):
    return dict(preset_of(open_effect("overdrive"), theta).effects)["overdrive"]


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "takes"
    for i, name in enumerate(["a.wav", "b.wav", "deep/c.wav"]):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_wav(root / name, tone(200 + 100 * i), RATE)
    (root / "broken.wav").write_bytes(b"RIFFnothing")
    return root


def test_a_file_sounds_as_the_effect_makes_it(tmp_path):
    write_wav(tmp_path / "in.wav", tone(channels=2), RATE, coding="float")
    (made,) = apply_effect("delay", tmp_path / "in.wav", settings={"left": 50, "mix": 80})
    effect = open_effect("delay")
    theta = settings_for(effect, {"left": 50, "mix": 80})
    assert made.out == tmp_path / "in-delay.wav"
    sound, rate = read(made.out)
    wanted = effect.apply(tone(channels=2)[None], theta[None], RATE)[0]
    assert rate == RATE and np.allclose(sound, wanted, atol=2 / 32_768)


def test_what_would_clip_is_made_quieter_and_told(tmp_path):
    write_wav(tmp_path / "in.wav", tone(), RATE)
    (made,) = apply_effect("overdrive", tmp_path / "in.wav", settings={"output": 18})
    sound, _ = read(made.out)
    assert made.quieter_db == pytest.approx(12, abs=0.1)
    assert np.abs(sound).max() == pytest.approx(1, abs=1e-3)


def test_a_tail_rings_on_where_it_is_wanted(tmp_path):
    write_wav(tmp_path / "in.wav", tone(), RATE)
    settings = {"left": 100, "right": 100, "feedback": 40}
    cut, whole = (
        apply_effect("delay", tmp_path / "in.wav", tmp_path / f"{tail}.wav", settings=settings,
                     tail=tail)[0].out
        for tail in (False, True)
    )  # fmt: skip
    assert read(cut)[0].shape[1] == tone().shape[1] < read(whole)[0].shape[1]


def test_many_channels_become_one_and_that_is_told(tmp_path):
    write_wav(tmp_path / "in.wav", tone(channels=6), RATE)
    (made,) = apply_effect("ambience", tmp_path / "in.wav")
    assert made.mixed and read(made.out)[0].shape[0] == 1


def test_a_folder_keeps_its_tree_and_names_what_is_left_out(folder):
    made = apply_effect("overdrive", folder, settings={"drive": 40})
    out = folder.with_name("takes-overdrive")
    assert {each.out for each in made if each.out} == {
        out / "a.wav", out / "b.wav", out / "deep" / "c.wav"
    }  # fmt: skip
    (left_out,) = [each for each in made if each.problem]
    assert left_out.source.name == "broken.wav"
    assert dict(read_preset(out / "preset.toml").effects)["overdrive"]["drive"] == 40


def test_stopped_it_goes_on_where_it_was(folder):
    job = Job("effect", on_change=lambda job: job.cancel() if job.done == 1 else None)
    with pytest.raises(Cancelled):
        apply_effect("overdrive", folder, job=job)
    assert sum(each.kept for each in apply_effect("overdrive", folder)) == 1
    assert sum(each.kept for each in apply_effect("overdrive", folder)) == 3


def test_a_file_that_is_half_made_is_taken_away(tmp_path):
    write_wav(tmp_path / "in.wav", tone(seconds=3), RATE)
    job = Job("effect", on_change=lambda job: job.cancel())
    with pytest.raises(Cancelled):
        apply_effect("overdrive", tmp_path / "in.wav", job=job)
    assert [each.name for each in tmp_path.iterdir()] == ["in.wav"]


def test_a_folder_holds_the_sounds_of_one_setting(folder, tmp_path):
    apply_effect("overdrive", folder, tmp_path / "out")
    with pytest.raises(TimbrespaceError, match="other settings"):
        apply_effect("overdrive", folder, tmp_path / "out", settings={"drive": 1})
    with pytest.raises(TimbrespaceError, match="other settings"):
        apply_effect("overdrive", folder, tmp_path / "out", tail=True)


def test_what_was_made_inside_the_folder_is_not_taken_for_sounds(folder):
    apply_effect("overdrive", folder, folder / "made")
    again = apply_effect("overdrive", folder, folder / "made")
    assert sum(each.kept for each in again) == 3


def test_two_sounds_of_one_name_become_two(folder):
    import soundfile

    soundfile.write(folder / "a.flac", tone(900)[0], RATE)
    names = {each.out.name for each in apply_effect("overdrive", folder) if each.out}
    assert {"a.wav", "a-wav.wav"} <= names


def test_a_name_that_is_no_wav_is_refused(tmp_path):
    write_wav(tmp_path / "in.wav", tone(), RATE)
    with pytest.raises(TimbrespaceError, match="no WAV"):
        apply_effect("overdrive", tmp_path / "in.wav", tmp_path / "out.flac")
    assert [each.name for each in tmp_path.iterdir()] == ["in.wav"]


def test_sounds_are_never_written_over(tmp_path, folder):
    for place in (folder / "a.wav", folder):
        with pytest.raises(TimbrespaceError, match="itself"):
            apply_effect("overdrive", place, place)


def test_a_preset_goes_under_the_changes_and_must_fit(tmp_path):
    effect = open_effect("overdrive")
    write_preset(tmp_path / "p.toml", preset_of(effect, np.array([0.3, 0.4, 0.5])))
    found = settings_for(effect, {"muffle": 10}, tmp_path / "p.toml")
    assert found == pytest.approx([0.3, 0.1, 0.5])
    with pytest.raises(TimbrespaceError, match="is for overdrive, not for delay"):
        settings_for(open_effect("delay"), {}, tmp_path / "p.toml")


def test_sounds_are_driven_at_the_peak_that_a_preset_says(folder, tmp_path):
    effect, theta = open_effect("overdrive"), np.array([0.8, 0.2, 0.9])
    write_preset(tmp_path / "p.toml", preset_of(effect, theta, input_peak_db=-20.0))
    loud = np.asarray(0.9 * tone(channels=2), np.float32)
    write_wav(tmp_path / "in.wav", loud, RATE, coding="float")
    wanted = levelled(effect, loud, theta, RATE, -20.0)
    for how in ({"effect": str(tmp_path / "p.toml")}, {"effect": effect, "input_peak_db": -20.0},
                {"effect": effect, "preset": tmp_path / "p.toml"}):  # fmt: skip
        (made,) = apply_effect(source=tmp_path / "in.wav", **{"settings": named(theta), **how})
        assert made.input_peak_db == -20.0 and not made.quieter_db
        assert np.allclose(read(made.out)[0], wanted, atol=2 / 32_768)
    out = apply_effect(str(tmp_path / "p.toml"), folder)[1].out.parent
    assert read_preset(out / "preset.toml").input_peak_db == -20.0
    with pytest.raises(TimbrespaceError, match="other settings"):
        apply_effect("overdrive", folder, out, settings=named(theta))


def test_what_was_over_full_scale_comes_back_below_it_and_that_is_told(tmp_path):
    write_wav(tmp_path / "in.wav", 4 * tone(), RATE, coding="float")
    (made,) = apply_effect("delay", tmp_path / "in.wav", input_peak_db=-12.0)
    assert made.quieter_db == pytest.approx(6, abs=0.1)
    assert np.abs(read(made.out)[0]).max() == pytest.approx(1, abs=1e-3)


def test_all_of_ours_are_listed():
    assert [each.id for each in effects()] == ids()


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(TimbrespaceError, match="holds no sounds"):
        apply_effect("overdrive", tmp_path)
