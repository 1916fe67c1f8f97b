from __future__ import annotations

import numpy as np
import pytest

from tests.studies.effects.matching_world import write_data
from timbrespace.errors import TimbrespaceError
from timbrespace.studies.effects.matching_items import (
    CORPORA,
    RATE_HZ,
    SECONDS,
    is_free,
    test_items,
    training_files,
)

test_items.__test__ = False


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("matching") / "data")


def test_only_free_sounds_are_learned_from_and_only_others_measured_on(data):
    learned = {path.name for path, _, _ in training_files(data)}
    assert len(learned) == 18
    assert all(int(name.split(".")[0].split("_")[-1].strip("smkit")) % 2 == 0 for name in learned)


@pytest.mark.parametrize("corpus", CORPORA)
def test_both_halves_are_of_one_source_and_differ(data, corpus):
    items = test_items(data, corpus, 4, seed=1)
    assert len({item.group for item in items}) == 2
    for item in items:
        assert item.dry.shape == item.other.shape == (round(SECONDS * RATE_HZ),)
        assert not np.allclose(item.dry, item.other)
    again = test_items(data, corpus, 4, seed=1)
    assert all((a.dry == b.dry).all() for a, b in zip(items, again, strict=True))


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("CC0-1.0", True), ("CC-BY-3.0 (Salamander Grand, A. Holm); MIT pkg", True),
        ("BSD-like (N. V. Shmyrev 2005)", True), ("Public domain (LJSpeech 1.1)", True),
        ("CC-BY-SA-3.0-us", False), ("CC-BY-NC-4.0", False), ("GPL-2", False),
        ("Free Art License (vorbis tag + copyright)", False),
        ("scores public domain; encodings per license.txt (some non-commercial)", False),
    ],
)  # fmt: skip
def test_licences_are_read_as_they_are_written(licence, free):
    assert is_free(licence) is free


def test_data_that_is_not_there_is_said(tmp_path):
    with pytest.raises(TimbrespaceError, match=r"labels\.csv"):
        test_items(tmp_path, "speech", 1)
