"""Folders, tables and atlases as sounds to learn from."""

from __future__ import annotations

import pandas as pd
import pytest

from timbrespace import corpus
from timbrespace.atlas import Store
from timbrespace.atlas.remembered import remember_sounds
from timbrespace.errors import TimbrespaceError
from timbrespace.train.sources import corpus_of


def test_a_folder_and_its_corpus_are_the_same(tone_folder):
    scanned = corpus.scan(tone_folder)
    assert corpus_of(tone_folder).items.equals(corpus_of(scanned).items)
    assert len(corpus_of(str(tone_folder))) == 12


def test_a_table_chooses_files_and_their_groups(tone_folder):
    table = tone_folder / "some.csv"
    table.write_text("file,group,licence\ntone-00.wav,a,CC0\ntone-03.wav,b,GPL\n")
    try:
        found = corpus_of(table)
        assert found.items["path"].tolist() == ["tone-00.wav", "tone-03.wav"]
        assert found.items["group"].tolist() == ["a", "b"]
        free = corpus_of(table, where=["licence=CC0"])
        assert free.items["path"].tolist() == ["tone-00.wav"]
        with pytest.raises(TimbrespaceError, match="Values of licence: CC0, GPL"):
            corpus_of(table, where=["licence=MIT"])
        with pytest.raises(TimbrespaceError, match="Labels here: licence"):
            corpus_of(table, where=["license=CC0"])
    finally:
        table.unlink()


def test_a_table_without_files_says_what_is_missing(tmp_path):
    pd.DataFrame({"what": ["a"]}).to_parquet(tmp_path / "t.parquet")
    with pytest.raises(TimbrespaceError, match="no column 'file'"):
        corpus_of(tmp_path / "t.parquet")


def test_an_atlas_needs_to_be_told_where_its_sounds_lie(tone_folder, tmp_path):
    store = Store(tmp_path / "a.atlas")
    store.prepare()
    store.write_items(corpus.scan(tone_folder).items)
    with pytest.raises(TimbrespaceError, match="--sounds FOLDER"):
        corpus_of(store.path)
    remember_sounds(store.path, tone_folder)
    assert len(corpus_of(store.path)) == 12


def test_max_files_draws_the_same_ones_every_time(tone_folder):
    first = corpus_of(tone_folder, max_files=5, seed=1).items["path"].tolist()
    assert len(first) == 5
    assert corpus_of(tone_folder, max_files=5, seed=1).items["path"].tolist() == first
    assert corpus_of(tone_folder, max_files=5, seed=2).items["path"].tolist() != first
    with pytest.raises(TimbrespaceError, match="--max-files 1 or more"):
        corpus_of(tone_folder, max_files=0)


def test_no_sound_is_said_at_once(tmp_path):
    with pytest.raises(TimbrespaceError):
        corpus_of(tmp_path)
    with pytest.raises(TimbrespaceError, match="no folder"):
        corpus_of(tmp_path / "nowhere")
