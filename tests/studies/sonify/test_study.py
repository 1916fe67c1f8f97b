"""The study walks to its report, keeps what is done, and names what is missing."""

from __future__ import annotations

import json

import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces.data import opening
from timbrespace.studies import Options, find
from timbrespace.studies.sonify import stage
from timbrespace.studies.sonify import study as module
from timbrespace.studies.sonify.sizes import (
    BASELINE,
    FULL,
    MAIN,
    SMALL,
    DataCast,
    Sizes,
    VoiceCast,
)
from timbrespace.studies.sonify.study import run

from ...sonify.world import World, clips, rows

SIZES = Sizes(
    data=(
        DataCast("genes", "gene expression", "table", "kind", {}, 15),
        DataCast("motion", "motion capture", "motion", "gait", {}, 10),
    ),
    voices=(
        VoiceCast("bells", "stream:bells", "stream:bells", ("gaussian", "random"),
                  {"genes": 0.6, "motion": 0.6}, 48),
        VoiceCast("speech", "a WaveNet", "", ("gaussian",), {"genes": 0.6, "motion": 0.6}, 48),
    ),
    n_permutations=3, n_pairs=2, mapped=(),
)  # fmt: skip


def alone(items):
    items.table["group"] = items.table["id"]
    return items


WORLDS = {
    "genes": World(alone(rows(24))),
    "motion": World(alone(clips(12)), id="motion:w", kind="motion", rate_hz=30.0),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The folder of a run, and what it said on the way, then and again."""
    out, data = tmp_path_factory.mktemp("study"), tmp_path_factory.mktemp("data")
    for name in WORLDS:
        (data / f"{name}.space").mkdir()
    lines: list[list[str]] = []
    with pytest.MonkeyPatch.context() as patch:
        _simple(patch)
        for _ in range(2):
            said: list[str] = []
            options = Options(out, data, small=True, tell=said.append,
                              command="timbrespace study sonify")  # fmt: skip
            run(options, sizes=SIZES)
            lines.append(said)
    return out, lines


def _simple(patch):
    """Worlds in place of trained spaces; no network, and no voice that must be trained."""
    patch.setattr(opening, "open_data", lambda place: WORLDS[place.name.split(".")[0]])
    patch.setattr(module, "cached", lambda name: None)
    # A small run without data trains on sounds made by code; these have a collection.
    patch.setattr(stage, "cast_voices", _only_bells)


def _only_bells(options, sizes, job):
    from timbrespace.studies.sonify.casting import Role

    bells, speech = sizes.voices
    return [Role(bells, "stream:bells"), Role(speech, "", "a WaveNet is not in this run.")]


def test_every_coupling_is_heard_and_weighed(told):
    out, _ = told
    results = json.loads((out / "results.json").read_text())["results"]
    of = [r["where"] for r in results if r["name"] == "label_accuracy"]
    asked = {(w["data"], w.get("how")) for w in of}
    assert asked == {(d, h) for d in ("genes", "motion") for h in ("gaussian", "random", None)}
    names = {r["name"] for r in results}
    assert {
        "distance_spearman",
        "returned_found",
        "returned_movement",
        "accuracy_margin",
        "label_recall",
    } <= names


def test_a_space_that_is_taken_as_it_is_has_no_command_that_trains_it(told):
    out, _ = told
    results = json.loads((out / "results.json").read_text())["results"]
    counted = [r for r in results if r["name"] == "items"]
    assert {r["where"]["data"] for r in counted} == {"genes", "motion"}
    assert all(r["command"] == "" for r in counted)


def test_a_missing_voice_and_the_missing_listener_are_named(told):
    out, _ = told
    notes = json.loads((out / "results.json").read_text())["notes"]
    assert any("a WaveNet is not in this run" in note for note in notes)
    assert "No listener has taken the test yet" in (out / "report.html").read_text()


def test_a_page_for_ears_lies_beside_the_report(told):
    out, _ = told
    page = (out / "listening.html").read_text()
    assert "gene expression by stream:bells" in page and "Of which kind is X?" in page


def test_what_is_done_is_not_done_again(told):
    _, (first, again) = told
    assert sum("done before" in line for line in first) == 0
    looked = ("Looking for data", "Opening voices", "Reading listeners")
    assert all("done before" in line or line.startswith(looked) for line in again)


def test_a_collection_of_one_kind_is_heard_and_the_other_named(tmp_path, monkeypatch):
    _simple(monkeypatch)
    (tmp_path / "data" / "genes.space").mkdir(parents=True)
    out = tmp_path / "out"
    run(Options(out, tmp_path / "data", small=True), sizes=SIZES)
    found = json.loads((out / "results.json").read_text())
    assert {r["where"].get("data", "genes") for r in found["results"]} == {"genes"}
    assert any(note.startswith("Motion capture is not in this run.") for note in found["notes"])
    assert "<h2>Motion capture</h2>" not in (out / "report.html").read_text()


def test_a_collection_that_is_not_there_leaves_no_folder(tmp_path):
    with pytest.raises(TimbrespaceError, match="does not exist"):
        run(Options(tmp_path / "out", tmp_path / "nowhere", small=True))
    assert not (tmp_path / "out").exists()


def test_it_can_be_stopped(tmp_path):
    job = Job("study")
    job.cancel()
    with pytest.raises(Cancelled):
        run(Options(tmp_path / "out", small=True), job, SIZES)


def test_what_verdicts_are_about_is_heard_in_every_size():
    for sizes in (FULL, SMALL):
        for voice in sizes.voices:
            assert {MAIN, BASELINE} <= set(voice.hows)
            assert set(voice.seconds) == {cast.name for cast in sizes.data}
    assert find("sonify").module.endswith("sonify.study")
