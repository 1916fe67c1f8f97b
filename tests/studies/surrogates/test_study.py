"""The study of surrogates walks to its report, keeps what is done, and names what is missing."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.audio.write import write_wav
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.studies import Options
from timbrespace.studies.surrogates import casting
from timbrespace.studies.surrogates.casting import cast_voices
from timbrespace.studies.surrogates.sizes import FULL, PROMISED, SMALL, Cast, Sizes
from timbrespace.studies.surrogates.study import run

QUICK = {"n_points": 160, "hold_s": 0.15, "warm_up_s": 0.05, "n_requests": 4, "n_reach": 4,
         "n_starts": 1}  # fmt: skip
SIZES = Sizes(
    voices=(
        Cast("one", "the first", "stream:bells", **QUICK),
        Cast("other", "the second", "stream:bells", **QUICK),
        Cast("gone", "the third", "stream:nowhere", **QUICK),
    ),
    words=("loudness_lufs", "centroid_hz", "brightness"), n_steps=60, anchors=(0, 8), n_draws=1,
    floor=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The folder of a run, and what it said on the way, then and again."""
    out, sounds = tmp_path_factory.mktemp("study"), tmp_path_factory.mktemp("sounds")
    for pitch_hz in (220, 330):
        tone = 0.3 * np.sin(2 * np.pi * pitch_hz * np.arange(24_000) / 48_000)
        write_wav(sounds / f"{pitch_hz}.wav", tone[None].astype(np.float32), 48_000)
    lines: list[list[str]] = []
    for _ in range(2):
        said: list[str] = []
        run(
            Options(out, sounds, tell=said.append, command="timbrespace study surrogates"),
            sizes=SIZES,
        )
        lines.append(said)
    return out, lines


def test_every_voice_is_learned_explained_and_heard(told):
    out, _ = told
    results = json.loads((out / "results.json").read_text())["results"]
    for voice in ("one", "other"):
        of = [r for r in results if r["where"].get("voice") == voice]
        assert {"r2", "share_silent", "importance"} <= {r["name"] for r in of}
        asked = [r for r in of if r["name"] == "closed_loop_spearman"]
        assert asked, voice
        for record in asked:
            assert set(record["baselines"]) == {"kNN lookup", "linear", "random latent"}
    assert (out / "surrogates" / "one" / "report.html").is_file()


def test_a_voice_that_is_not_there_is_named_with_its_reason(told):
    out, _ = told
    notes = json.loads((out / "results.json").read_text())["notes"]
    assert any("the third is not in this run" in note for note in notes)


def test_every_record_has_its_command(told):
    out, _ = told
    results = json.loads((out / "results.json").read_text())["results"]
    bare = {r["name"] for r in results if not r["command"]}
    assert bare <= {"sounds", "voices"}


def test_what_is_done_is_not_done_again(told):
    _, (first, again) = told
    assert sum("done before" in line for line in first) == 0
    # Voices are looked for every time: one that was missing may have come.
    assert all("done before" in line or "Opening voices" in line for line in again)


def test_a_stop_is_no_missing_voice(tmp_path, monkeypatch):
    def stopped(*_):
        raise Cancelled

    monkeypatch.setattr(casting, "_place_of", stopped)
    with pytest.raises(Cancelled):
        cast_voices(SMALL, tmp_path, tmp_path, 0, Job("study"))


def test_what_can_not_be_made_is_missing_and_not_an_error(tmp_path, monkeypatch):
    def fails(*_):
        raise TimbrespaceError("There are no weights.", "Fetch them.")

    monkeypatch.setattr(casting, "_place_of", fails)
    roles = cast_voices(FULL, tmp_path, tmp_path, 0, Job("study"))
    assert [role.missing for role in roles] == ["There are no weights. Fetch them."] * 3


def test_the_full_run_has_three_kinds_and_anchors_as_declared():
    assert [cast.name for cast in FULL.voices] == ["bells", "lyra", "hifigan"]
    assert FULL.anchors == (0, 8, 32, 128, 512)
    assert PROMISED == ("loudness_lufs", "brightness", "depth", "roughness")
