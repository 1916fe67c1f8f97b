"""The study of effects walks to its report, and keeps what is done."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.audio.write import write_wav
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.studies import Options, find
from timbrespace.studies.effects import matching
from timbrespace.studies.effects.sizes import FULL, SMALL, Sizes
from timbrespace.studies.effects.study import Effects, run

SIZES = Sizes(
    asked=("overdrive", "delay"), n_each=6, n_pairs=2,
    vae={
        "preset": "vae", "max_steps": 4,
        "changes": {
            "n_fft": 256, "window": 256, "stft_hop": 128, "n_frames": 33, "overlap": 8,
            "channels": (2, 2, 4, 4), "dims": 4, "sample_rate": 8_000, "batch_size": 4,
        },
    },
    matching=matching.Sizes(n_items=1, n_clean=1, n_renders=4, n_table=0),
    n_scenes=0, effects=("overdrive",), plugins=("lv2:http://example.org/nobody",),
    heard=("overdrive",), n_drawn=12, n_near=0,
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The folder of a run, and what it said on the way, then and again."""
    out, sounds = tmp_path_factory.mktemp("study"), tmp_path_factory.mktemp("sounds")
    rng = np.random.default_rng(0)
    for group in range(22):
        tone = 0.3 * np.sin(2 * np.pi * (110 + 40 * group) * np.arange(40_000) / 16_000)
        noisy = tone * np.exp(-np.arange(40_000) / 9_000) + 0.01 * rng.normal(size=40_000)
        write_wav(sounds / f"{group:02}.wav", noisy[None].astype(np.float32), 16_000)
    lines: list[list[str]] = []
    for _ in range(2):
        said: list[str] = []
        command = "timbrespace study effects"
        run(Options(out, sounds, tell=said.append, command=command), sizes=SIZES)
        lines.append(said)
    return out, lines


def test_spaces_and_matcher_stand_beside_what_they_have_to_beat(told):
    out, _ = told
    results = json.loads((out / "results.json").read_text())["results"]
    of = [r for r in results if r["name"] == "effect_accuracy"]
    features = {r["where"]["features"] for r in of}
    assert {"style", "VAE", "log-mel statistics"} <= features
    assert any("PCA" in name for name in features)
    rows = {r["where"]["row"] for r in results if r["name"] == "distance"}
    assert {
        "at once",
        "refined",
        "delivered at once",
        "delivered",
        "dry",
        "mid",
        "random",
        "search",
    } <= rows
    assert all(r["command"] for r in results if r["name"] in ("effect_accuracy", "distance"))


def test_what_is_not_installed_is_named_and_asked_again(told):
    out, lines = told
    assert "lv2:http://example.org/nobody was not matched" in (out / "report.html").read_text()
    done_again = [line for line in lines[1] if "done before" not in line]
    assert done_again and all("example.org" in line for line in done_again if ": " in line)


def test_a_page_for_ears_lies_beside_the_report(told):
    out, _ = told
    page = (out / "listening.html").read_text()
    assert "Copying an effect" in page and "random settings" in page
    assert len(list((out / "sounds-heard").glob("*.wav"))) >= 5


def test_no_group_is_learned_from_and_measured_on(told):
    out, _ = told
    names = {
        half: {path.name for path in (out / "sounds" / half).glob("*.wav")}
        for half in ("learned", "measured")
    }
    assert names["learned"] and names["measured"] and not names["learned"] & names["measured"]


def test_it_can_be_stopped(tmp_path):
    job = Job("study")
    job.cancel()
    with pytest.raises(Cancelled):
        run(Options(tmp_path / "out", small=True), job, SIZES)


def test_sounds_that_are_parted_anew_leave_no_older_renderings(tmp_path):
    study = Effects(Options(tmp_path / "out", small=True, seed=3), SIZES)
    stale = study._pools / "dry.npz"
    stale.parent.mkdir(parents=True)
    stale.touch()
    study.gather()
    assert not stale.exists()


def test_of_other_sounds_nothing_is_kept(tmp_path):
    """A space that was trained on other data would have heard what is measured on now."""
    studies = [Effects(Options(tmp_path / "out", data=data), SIZES) for data in (None, tmp_path)]
    keys = [study._made_from(how="so") for study in studies]
    assert keys[0] != keys[1] and keys[0] | {"data": str(tmp_path)} == keys[1]


def test_sizes_are_of_effects_that_exist():
    from timbrespace.effects.catalogue import ids

    for sizes in (FULL, SMALL):
        assert {*sizes.asked, *sizes.effects, *sizes.heard} <= set(ids())
    assert find("effects").module.endswith("effects.study")
