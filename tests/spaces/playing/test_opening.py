"""Names and places of voices: each opens what it means, and what can't be opened says why."""

from __future__ import annotations

import shutil

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing.consent import NotTrusted
from timbrespace.spaces.playing.opening import list_voices, open_voice


def listed(voice_id: str):
    return next((each for each in list_voices() if each.id == voice_id), None)


def test_what_ships_opens_by_name_and_by_folder():
    from timbrespace.spaces.trained.installed import VOICES

    assert open_voice("stream:bells").model_hash == open_voice(VOICES / "bells").model_hash
    assert listed("stream:bells").problem == ""


def test_what_ships_and_only_listens_is_no_voice():
    assert listed("effects:style") is None
    with pytest.raises(TimbrespaceError, match="hears how sounds were processed"):
        open_voice("effects:style")


def test_a_program_is_known_by_name_once_it_was_trusted(program_file, tmp_path):
    path = shutil.copy(program_file(), tmp_path / "my strings.ts")
    with pytest.raises(NotTrusted):
        open_voice(path)
    assert listed("nn:my-strings") is None
    voice = open_voice(path, trust=True)
    again = open_voice("nn:my-strings")
    assert (again.id, again.model_hash) == (voice.id, voice.model_hash)
    assert listed("nn:my-strings").problem == ""


def test_a_program_that_changed_has_to_be_trusted_again(program_file, tmp_path):
    path = tmp_path / "model.ts"
    shutil.copy(program_file(), path)
    open_voice(path, trust=True)
    shutil.copy(program_file(kind="offline"), path)
    assert "changed since" in listed("nn:model").problem
    with pytest.raises(NotTrusted):
        open_voice("nn:model")
    open_voice(path, trust=True)
    assert listed("nn:model").problem == ""


def test_a_program_that_is_gone_says_where_it_lay(program_file, tmp_path):
    path = tmp_path / "model.ts"
    shutil.copy(program_file(), path)
    open_voice(path, trust=True)
    path.unlink()
    assert str(path) in listed("nn:model").problem
    with pytest.raises(TimbrespaceError, match="it lay at"):
        open_voice("nn:model")


def test_a_rate_is_remembered_with_the_content(program_file, tmp_path):
    path = tmp_path / "model.ts"
    shutil.copy(program_file(), path)
    assert open_voice(path, trust=True).sample_rate == 48_000
    assert open_voice(path, rate=44_100).sample_rate == 44_100
    assert open_voice("nn:model").sample_rate == 44_100


@pytest.mark.parametrize("place", ["nn:none", "lyra", "hifigan", "hifigan:none", "stream:none"])
def test_what_is_not_here_says_how_to_get_it(place):
    with pytest.raises(TimbrespaceError) as caught:
        open_voice(place)
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(TimbrespaceError, match="can't be read"):
        open_voice(tmp_path / "none.ts")


def test_nobody_is_asked_to_trust_what_is_no_program(tmp_path):
    path = tmp_path / "song.wav"
    path.write_bytes(b"RIFF" + bytes(100))
    with pytest.raises(TimbrespaceError, match="not a TorchScript") as caught:
        open_voice(path)
    assert not isinstance(caught.value, NotTrusted)


def test_a_folder_that_is_named_like_a_voice_does_not_hide_it(tmp_path, monkeypatch):
    for name in ("lyra", "hifigan"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("lyra", "hifigan"):
        with pytest.raises(TimbrespaceError, match="Nobody has said|There is no voice"):
            open_voice(name)


def test_lists_say_what_is_missing():
    assert "weights add lyra" in listed("lyra").problem
    assert "voices hifigan" in listed("hifigan").problem
