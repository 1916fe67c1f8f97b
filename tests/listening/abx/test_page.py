"""One file with all in it, that runs one script only and tells nobody whose X is."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import numpy as np
import pytest
import soundfile

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.design import AbxTrial
from timbrespace.listening.abx.page import abx_page, write_abx

from ..test_page import data_of
from ..world import RATE_HZ, noise, tone


def trial(name="t", **more):
    return AbxTrial(name, noise(), tone(300, level=0.01), RATE_HZ, **more)


def test_the_sounds_are_in_it_at_one_loudness_and_length():
    more = {"like_a": noise(1, seconds=1.5), "like_b": tone(310), "condition": "bells"}
    (only,) = data_of(abx_page([trial(**more)], title="T"))["trials"]
    assert only["condition"] == "bells"
    sounds = {
        each["name"]: soundfile.read(io.BytesIO(base64.b64decode(each["flac"])))[0]
        for each in only["stimuli"]
    }
    assert list(sounds) == ["a", "b", "like-a", "like-b"]
    assert {len(sound) for sound in sounds.values()} == {RATE_HZ}
    assert np.std(sounds["b"]) > 0.03  # it was forty times softer


def test_levels_stay_where_they_are_the_question():
    (only,) = data_of(abx_page([trial()], title="T", align=False))["trials"]
    sound = soundfile.read(io.BytesIO(base64.b64decode(only["stimuli"][1]["flac"])))[0]
    assert np.std(sound) < 0.01


def test_only_its_own_script_may_run():
    page = abx_page([trial()], title="T")
    script = re.search(r"<script>(.*?)</script>", page, re.S)[1]
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'content="(default-src[^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ") and f"'sha256-{allowed}'" in policy
    assert "listeningTest" in script and not re.search(r"(?:src|href)=", page)


def test_the_file_says_nothing_of_whose_x_is():
    data = data_of(abx_page([trial()], title="T"))
    assert set(data["trials"][0]) == {"name", "condition", "stimuli"}


def test_the_same_is_the_same_and_another_seed_another_test(tmp_path):
    first = write_abx(tmp_path / "x" / "a.html", [trial()], title="T", seed=1).read_text()
    assert first == abx_page([trial()], title="T", seed=1)
    assert data_of(first)["id"] != data_of(abx_page([trial()], title="T", seed=2))["id"]


def test_trials_have_names_of_their_own():
    for trials in ([], [trial("a"), trial("a")]):
        with pytest.raises(TimbrespaceError, match="different names"):
            abx_page(trials, title="T")
