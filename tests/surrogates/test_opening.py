from __future__ import annotations

import pytest

from tests.surrogates.tone_voice import ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates import storage
from timbrespace.surrogates.opening import SHIPPED, find_surrogate, home_of, open_surrogate


def test_another_voice_is_refused_by_its_hash(tmp_path, tone_surrogate, tones):
    storage.write(tmp_path / "s", tone_surrogate, {})
    assert open_surrogate(tmp_path / "s", tones).voice == "toy:tones"
    changed = ToneVoice()
    changed.model_hash = "2" * 64
    with pytest.raises(TimbrespaceError, match="another version of it"):
        open_surrogate(tmp_path / "s", changed)
    changed.id = "toy:other"
    with pytest.raises(TimbrespaceError, match="not learned from 'toy:other', but from 'toy:to"):
        open_surrogate(tmp_path / "s", changed)


def test_ones_own_is_found_and_one_of_another_version_is_not(tone_surrogate, tones):
    assert find_surrogate(tones) is None
    storage.write(home_of(tones.id), tone_surrogate, {})
    found = find_surrogate(tones)
    assert found is not None and found.voice_hash == tones.model_hash
    changed = ToneVoice()
    changed.model_hash = "2" * 64
    assert find_surrogate(changed) is None


def test_the_shipped_voice_has_its_words():
    from timbrespace.spaces.playing.opening import open_voice

    bells = open_voice("stream:bells")
    found = find_surrogate(bells)
    assert found is not None and found.voice == "stream:bells" and len(found.dims) == 16
    sliders = {word.name for word in found.words if not word.problem}
    assert {"loudness_lufs", "brightness", "depth", "roughness"} <= sliders
    size = sum(file.stat().st_size for file in (SHIPPED / "bells").iterdir())
    assert size < 3_000_000


def test_what_ships_names_no_machine():
    for file in (SHIPPED / "bells").iterdir():
        content = file.read_bytes()
        assert not any(place in content for place in (b"/home/", b"/root/", b"/tmp/"))
