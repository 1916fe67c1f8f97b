"""Copies enter a corpus as items of their own, in the group of their source, made once."""

import hashlib
import os

import numpy as np
import pytest
import soundfile

import timbrespace
from timbrespace.corpus.augment import parse_chain
from timbrespace.corpus.copies import MARK, with_copies
from timbrespace.corpus.table import SOURCE, is_copy
from timbrespace.errors import Cancelled
from timbrespace.jobs import Job

pytest.importorskip("audiomentations", reason="needs the extra 'models'")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

CHAIN = """
name = "twice"
copies = 2
[[step]]
do = "gain"
gain_db = [-12, -1]
[[step]]
do = "time"
rate = [0.8, 1.2]
"""


@pytest.fixture
def chain(tmp_path):
    return parse_chain(CHAIN, "chain", tmp_path)


@pytest.fixture
def corpus(make, tmp_path):
    for name in ("wood/a.wav", "wood/b.wav", "metal/c.wav"):
        make(f"sounds/{name}", seconds=0.3)
    make("sounds/metal/many.wav", seconds=0.2, channels=9)
    return timbrespace.scan(tmp_path / "sounds", window_s=0.15, hop_s=0.15, deep=False)


def contents(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_each_copy_is_an_item_in_the_group_of_its_source(corpus, chain, tmp_path):
    found = with_copies(corpus, chain, tmp_path / "made")
    items = found.items
    copies = items[items[SOURCE].notna()]
    assert len(copies) == 2 * len(corpus.items) == found.counts["augmented"]
    assert items["id"].is_unique
    assert items["id"].tolist()[: len(corpus.items)] == corpus.items["id"].tolist()
    sources = items.set_index("id").loc[copies[SOURCE]]
    for column in ("group", "label.folder", "kind", "sample_rate"):
        assert copies[column].tolist() == sources[column].tolist()
    assert set(copies[MARK]) == {"twice"} and set(sources[MARK]) == {"original"}
    for item in items.itertuples():
        path = found.base_of(item) / item.path
        info = soundfile.info(str(path))
        assert is_copy(item) == path.is_relative_to(tmp_path / "made")
        if is_copy(item):
            assert info.frames / info.samplerate == pytest.approx(item.duration_s)
            assert info.channels == item.channels


def test_another_order_or_an_interruption_changes_no_byte(corpus, chain, tmp_path):
    straight = with_copies(corpus, chain, tmp_path / "one")
    job = Job("augment", on_change=lambda job: job.cancel() if job.done >= 3 else None)
    with pytest.raises(Cancelled):
        with_copies(corpus, chain, tmp_path / "two", job=job)
    (tmp_path / "two" / "twice" / "left~over.flac").write_bytes(b"half")
    corpus.items = corpus.items[::-1]
    with_copies(corpus, chain, tmp_path / "two", workers=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == straight.counts["augmented"]


def test_what_is_made_already_is_not_made_again(corpus, chain, tmp_path):
    first = with_copies(corpus, chain, tmp_path / "made")
    for path in (tmp_path / "made").rglob("*.flac"):
        os.utime(path, (1, 1))
    again = with_copies(corpus, chain, tmp_path / "made")
    assert all(p.stat().st_mtime == 1 for p in (tmp_path / "made").rglob("*.flac"))
    assert first.items.equals(again.items)
    other = with_copies(corpus, chain, tmp_path / "made", seed=1)
    new, old = (set(c.items["id"][c.items[SOURCE].notna()]) for c in (other, first))
    assert not new & old
    assert len(contents(tmp_path / "made")) == len(new)


def test_what_is_too_long_is_counted_and_said(corpus, chain, tmp_path, monkeypatch):
    monkeypatch.setattr("timbrespace.corpus.copies.LONGEST_S", 0.1)
    found = with_copies(corpus, chain, tmp_path / "made")
    assert found.counts["augmented"] == 0
    assert any("--window-s" in sentence for sentence in found.summary())


def test_the_level_of_a_copy_is_that_of_its_chain(make, tmp_path):
    make("sounds/a.wav", seconds=0.5)
    corpus = timbrespace.scan(tmp_path / "sounds", deep=False)
    half = parse_chain('name = "half"\n[[step]]\ndo = "gain"\ngain_db = -6.0206\n', "x", tmp_path)
    found = with_copies(corpus, half, tmp_path / "made")
    copy = soundfile.read(tmp_path / "made" / found.items["path"].iloc[1])[0]
    source = soundfile.read(tmp_path / "sounds" / "a.wav")[0]
    np.testing.assert_allclose(copy, source / 2, atol=1e-6)
