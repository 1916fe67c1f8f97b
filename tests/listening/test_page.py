"""One file with all in it, that asks nobody for anything and runs one script only."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re

import numpy as np
import pytest
import soundfile

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.page import listening_page, write_page

from .world import RATE_HZ, noise, trial


def data_of(page):
    found = re.search('<script type="application/json" id="test">(.*?)</script>', page, re.S)
    return json.loads(found[1])


def test_the_sounds_are_in_it():
    test = data_of(listening_page([trial(ours=noise(1))], title="T"))
    (only,) = test["trials"]
    roles = {each["name"]: each["role"] for each in only["stimuli"]}
    assert roles == {"reference": "reference", "ours": "condition", "anchor": "anchor"}
    for stimulus in only["stimuli"]:
        sound, rate = soundfile.read(io.BytesIO(base64.b64decode(stimulus["flac"])))
        assert (rate, len(sound)) == (RATE_HZ, RATE_HZ)
        assert np.std(sound) > 0.01


def test_only_its_own_script_may_run():
    page = listening_page([trial()], title="T")
    script = re.search(r"<script>(.*?)</script>", page, re.S)[1]
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'content="(default-src[^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ") and f"'sha256-{allowed}'" in policy
    assert not re.search(r"(?:src|href)=", page) and "@@" not in page


def test_what_users_wrote_is_text():
    evil = '</script><script>alert("@@SCRIPT@@")</script>'
    page = listening_page([trial(evil)], title=evil, question=evil)
    assert page.count("<script") == 2
    assert data_of(page)["trials"][0]["name"] == evil
    assert "@@SCRIPT@@" in page


def test_the_same_is_the_same_and_another_seed_another_test(tmp_path):
    trials = [trial("a"), trial("b")]
    first = write_page(tmp_path / "x" / "a.html", trials, title="T", seed=1).read_text()
    assert first == listening_page(trials, title="T", seed=1)
    other = data_of(listening_page(trials, title="T", seed=2))
    assert other["id"] != data_of(first)["id"]


def test_the_reference_does_not_always_come_first_in_the_file():
    test = data_of(listening_page([trial(f"t{k}") for k in range(8)], title="T"))
    firsts = {each["stimuli"][0]["name"] for each in test["trials"]}
    assert len(firsts) > 1


def test_trials_have_names_of_their_own():
    for trials in ([], [trial("a"), trial("a")]):
        with pytest.raises(TimbrespaceError, match="different names"):
            listening_page(trials, title="T")
