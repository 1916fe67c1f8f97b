"""Ears' words are kept; the voice hears itself as it was; pairs are of items that were heard."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.jobs import Job
from timbrespace.sonify.evidence import ears
from timbrespace.sonify.folder import Folder
from timbrespace.sonify.posterior import Posterior
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.studies.sonify import hearing
from timbrespace.studies.sonify.sounding import Sounding, sent_of

from ...sonify.world import World, rows


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    bells = open_voice("stream:bells")
    items = rows(12)
    sounding = Sounding(World(items), items, bells, Posterior(bells.usual()[:200], ""), 0.6, 0)
    folder = Folder(tmp_path_factory.mktemp("heard") / "a")
    lines = sounding.write(folder, "gaussian", Job("study"))
    listening = {ears.LOG_MEL: ears.log_mel}
    found = hearing.listen(folder, lines, bells, listening, Job("study"))
    return folder, lines, items, bells, found


def test_what_ears_say_is_kept(heard):
    folder, *_, found = heard
    kept = hearing.heard_of(folder)
    assert set(kept) == {ears.LOG_MEL}
    assert all(np.array_equal(kept[name], found[name]) for name in kept)


def test_a_voice_hears_much_of_what_it_was_sent(heard):
    folder, *_ = heard
    sent, returned = (
        np.stack([run.mean(axis=0) for run in runs])
        for runs in (sent_of(folder), hearing.returned_of(folder))
    )
    assert sent.shape == returned.shape == (12, 16)
    assert np.corrcoef(sent.ravel(), returned.ravel())[0, 1] > 0.7


def test_a_voice_without_an_encoder_is_not_asked(heard):
    folder, lines, *_ = heard

    class Deaf:
        hears = False

    assert hearing.again(folder, lines, Deaf(), None) is None
    assert hearing.returned_of(Folder(folder.path / "nowhere")) is None


def test_pairs_are_of_two_labels_under_one_condition(heard):
    folder, lines, items, *_ = heard
    trials = hearing.abx_trials(folder, lines, items, "kind", 4, "rows by bells", 0)
    assert [trial.condition for trial in trials] == ["rows by bells"] * 4
    assert all(len(trial.sounds) == 4 for trial in trials)
    assert len({trial.name for trial in trials}) == 4


def test_each_label_is_shown_as_often(heard):
    *_, items, _, _ = heard
    assert [label for label, _ in hearing.shown_of(items, "kind", 2)] == [
        "k0", "k0", "k1", "k1", "k2", "k2",
    ]  # fmt: skip


def test_ears_with_and_without_a_network():
    assert list(hearing.ears_of(None)) == [ears.LOG_MEL, ears.DESCRIPTORS]
    assert next(iter(hearing.ears_of(object()))) == ears.YAMNET


def test_answers_are_read_where_they_lie(tmp_path):
    assert hearing.answered(tmp_path, "") == ([], ["No listener has taken the test yet."])
    (tmp_path / hearing.ANSWERS).mkdir()
    head = "test,listener,trial,condition,x,answer\n"
    rows = "".join(f"t,ann,{k},bells,A,A\n" for k in range(8))
    (tmp_path / hearing.ANSWERS / "ann.csv").write_text(head + rows)
    results, notes = hearing.answered(tmp_path, "a command")
    assert "bells: 8 of 8 right" in notes[0]
    assert results[0].value == 1.0 and results[0].command == "a command"
