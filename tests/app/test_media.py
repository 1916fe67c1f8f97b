"""The cache: right, bounded, shared by threads, and out of reach of what an atlas says."""

from __future__ import annotations

import io
import os
import threading
import time

import numpy as np
import pytest
import soundfile

from timbrespace.app.media import OPEN_FILES, SoundCache, clip_key
from timbrespace.app.wav import Clip
from timbrespace.errors import TimbrespaceError


def write(path, seconds=0.1, level=0.1, rate=8_000):
    soundfile.write(path, np.full(round(seconds * rate), level), rate, subtype="PCM_16")
    return Clip(path)


def body(cache, clip):
    with cache.sound(clip) as sound:
        return sound.read()


@pytest.fixture
def cache(tmp_path):
    with SoundCache(tmp_path / "cache") as found:
        yield found


def kept(cache):
    return sorted(p.name for p in cache.folder.iterdir())


def test_a_second_time_is_not_decoded_again(cache, tmp_path, monkeypatch):
    clip = write(tmp_path / "a.wav")
    first = body(cache, clip)
    monkeypatch.setattr("timbrespace.app.media.plan", None)
    assert body(cache, clip) == first
    cache.close()
    with SoundCache(cache.folder) as another:
        assert body(another, clip) == first


def test_a_changed_file_is_heard_as_it_is_now(cache, tmp_path):
    before = body(cache, write(tmp_path / "a.wav", level=0.1))
    clip = write(tmp_path / "a.wav", level=0.2)
    os.utime(clip.path, ns=(1, 1))
    assert body(cache, clip) != before


def test_parts_of_a_file_have_names_of_their_own(tmp_path):
    path = write(tmp_path / "a.wav").path
    clips = [Clip(path), Clip(path, 0.0, 0.05), Clip(path, 0.05, 0.05), Clip(path, 0.05)]
    assert len({clip_key(c) for c in clips}) == len(clips)


def test_the_limit_holds_and_the_oldest_go_first(tmp_path):
    cache = SoundCache(tmp_path / "cache", limit_bytes=10_000)
    clips = [write(tmp_path / f"{i}.wav", level=i / 20) for i in range(12)]
    for age, clip in enumerate(clips):
        body(cache, clip)
        for path in cache.folder.glob(f"{clip_key(clip)}*"):
            os.utime(path, (age, age))
    sizes = [p.stat().st_size for p in cache.folder.iterdir()]
    assert sum(sizes) <= cache.limit_bytes
    assert f"{clip_key(clips[-1])}.wav" in kept(cache)
    assert f"{clip_key(clips[0])}.wav" not in kept(cache)
    cache.close()


def test_a_sound_larger_than_the_limit_still_plays(tmp_path):
    cache = SoundCache(tmp_path / "cache", limit_bytes=100)
    assert len(body(cache, write(tmp_path / "a.wav", seconds=1))) == 44 + 16_000
    cache.close()


def test_a_long_sound_begins_before_it_is_decoded(tmp_path):
    cache = SoundCache(tmp_path / "cache", long_s=5.0)
    clip = write(tmp_path / "a.wav", seconds=20)
    with cache.sound(clip) as sound:
        assert sound.size == 44 + 2 * 8_000 * 20
        sound.read(0, 1000)
        (part,) = cache.folder.iterdir()
        assert part.suffix == ".part"
        assert part.stat().st_size < 0.2 * sound.size
        whole = sound.read()
    assert soundfile.info(io.BytesIO(whole)).frames == 8_000 * 20
    assert [p.suffix for p in cache.folder.iterdir()] == [".wav"]
    cache.close()


def test_what_is_half_written_is_gone_at_the_end(tmp_path):
    cache = SoundCache(tmp_path / "cache", long_s=1.0)
    with cache.sound(write(tmp_path / "a.wav", seconds=20)) as sound:
        sound.read(0, 100)
    cache.close()
    assert kept(cache) == []


def test_leftovers_of_a_killed_server_are_swept(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    for name, age_s in (("old.1-1.part", 2 * 86_400), ("new.1-1.part", 10)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age_s,) * 2)
    cache = SoundCache(folder)
    assert kept(cache) == ["new.1-1.part"]


def test_a_torn_file_in_the_cache_is_made_again(cache, tmp_path):
    clip = write(tmp_path / "a.wav")
    good = body(cache, clip)
    cache.close()
    (cache.folder / f"{clip_key(clip)}.wav").write_bytes(good[:100])
    with SoundCache(cache.folder) as another:
        assert body(another, clip) == good


def test_many_threads_hear_the_same(cache, tmp_path):
    clips = [write(tmp_path / f"{i}.wav", level=i / 50, seconds=0.5) for i in range(8)]
    with SoundCache(tmp_path / "other") as other:
        expected = [body(other, c) for c in clips]
    wrong = []

    def listen(seed):
        rng = np.random.default_rng(seed)
        for i in rng.integers(0, len(clips), 30):
            if body(cache, clips[i]) != expected[i]:
                wrong.append(i)

    threads = [threading.Thread(target=listen, args=(s,)) for s in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_files_do_not_stay_open_without_end(cache, tmp_path):
    for i in range(OPEN_FILES + 10):
        body(cache, write(tmp_path / f"{i}.wav", level=i / 100))
    assert len(cache._open) <= OPEN_FILES


def test_a_broken_file_is_an_error_each_time_and_leaves_nothing(cache, tmp_path):
    (tmp_path / "a.wav").write_bytes(b"RIFF nonsense")
    for _ in range(2):
        with pytest.raises(TimbrespaceError), cache.sound(Clip(tmp_path / "a.wav")):
            pass
    assert kept(cache) == []


def test_a_file_that_breaks_off_later_leaves_nothing(cache, tmp_path, monkeypatch):
    def breaks(clip, info, played):
        yield b"\0\0" * 10
        raise TimbrespaceError("It breaks off.", "Copy it again.")

    monkeypatch.setattr("timbrespace.app.media.pcm_blocks", breaks)
    for _ in range(2):
        with pytest.raises(TimbrespaceError), cache.sound(write(tmp_path / "a.wav")):
            pass
    assert kept(cache) == []
