"""A corpus with known truth."""

from __future__ import annotations

import pandas as pd
import pytest

from timbrespace.corpus.synth import ACTIONS, MATERIALS, write_corpus
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job


def test_every_cell_is_filled_and_a_group_is_one_body(tmp_path):
    corpus = write_corpus(tmp_path / "synth", per_cell=4, duration_s=0.2, sample_rate=16_000)
    items = corpus.items
    cells = items.groupby(["label.material", "label.action"]).size()
    assert len(cells) == len(MATERIALS) * len(ACTIONS) and (cells == 4).all()
    assert (items.groupby("group")["label.material"].nunique() == 1).all()
    assert (items.groupby("group")["label.action"].nunique() == len(ACTIONS)).all()
    assert "wood_hit_03.wav" in items["path"].tolist()
    truth = pd.read_csv(corpus.root / "labels.csv")
    factors = ["size", "pitch_hz", "damping", "inharmonicity", "t60_s"]
    assert (truth.groupby("group")[factors].nunique() == 1).all(axis=None)
    assert truth["size"].between(0.5, 2).all()
    assert corpus.credits[0]["licence"] == "CC0-1.0"
    assert any("synthetic" in sentence for sentence in corpus.summary())


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    short = {"per_cell": 1, "duration_s": 0.1, "sample_rate": 16_000}
    first = write_corpus(tmp_path / "a", **short).items
    again = write_corpus(tmp_path / "b", **short).items
    other = write_corpus(tmp_path / "c", seed=1, **short).items
    assert first["id"].tolist() == again["id"].tolist()
    assert not set(first["sha256"]) & set(other["sha256"])


def test_it_can_be_stopped_and_says_no_to_nothing(tmp_path):
    job = Job("synth")
    job.cancel()
    with pytest.raises(Cancelled):
        write_corpus(tmp_path, job=job)
    with pytest.raises(TimbrespaceError):
        write_corpus(tmp_path, per_cell=0)
