"""Windows come from the right clips, every epoch others, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import quiet_job
from timbrespace.train.config import resolve
from timbrespace.train.kinds import Gathering
from timbrespace.train.material import Material
from timbrespace.train.motion.kind import KIND
from timbrespace.train.motion.material import Windows, gather

from ... import motion_world as world


def all_of(draws):
    return np.stack([draws[i] for i in range(len(draws))])


def test_it_is_a_material(material):
    assert isinstance(material, Material)
    assert sum(len(material.of(part)) for part in ("train", "validation", "test")) == 12


def test_windows_are_cut_from_their_clips(material):
    drawn = material.drawn(32, 50, 0, 0)
    assert all_of(drawn).shape == (50, 32, material.features[0].shape[1])
    assert {clip for clip, _ in drawn.places} <= set(material.of("train"))
    clip, start = drawn.places[3]
    assert np.array_equal(drawn[3], material.features[clip][start : start + 32])
    held = material.held(32, 1000)
    assert {clip for clip, _ in held.places} == set(material.of("validation"))


def test_draws_depend_on_seed_and_epoch_alone(material):
    one = all_of(material.drawn(32, 40, 0, 3))
    assert np.array_equal(one, all_of(material.drawn(32, 40, 0, 3)))
    assert not np.array_equal(one, all_of(material.drawn(32, 40, 0, 4)))
    assert not np.array_equal(one, all_of(material.drawn(32, 40, 1, 3)))


def test_held_windows_are_spread_when_there_are_too_many(material):
    few = material.held(32, 3)
    assert 1 <= len(few) <= 3


def test_short_clips_hold_their_last_frame():
    short = np.arange(6, dtype=np.float32).reshape(3, 2)
    made = Windows([short], [(0, 0)], 5)[0]
    assert made.tolist() == [[0, 1], [2, 3], [4, 5], [4, 5], [4, 5]]


def test_the_fingerprint_knows_content_and_split_but_no_names(clips, material, tmp_path):
    settings = resolve(KIND, changes=world.TINY)

    def again(folder, seed=0):
        return gather(Gathering(folder, settings.model, settings.training, None, (), None, None,
                                seed, quiet_job(None, "train")))  # fmt: skip

    assert again(clips).fingerprint() == material.fingerprint()
    assert again(clips, seed=1).fingerprint() != material.fingerprint()
    more = world.write_clips(tmp_path / "more", n=7)
    assert again(more).fingerprint() != material.fingerprint()


def test_bones_of_rotations_are_named_and_not_kept(tmp_path):
    folder = world.write_tables(tmp_path / "clips", n=4, n_frames=40)
    bones = (folder / "skeleton.bvh").rename(tmp_path / "bones.bvh")
    settings = resolve(KIND, changes=world.TINY | {"skeleton": str(bones)})
    made = gather(Gathering(folder, settings.model, settings.training, None, (), None, None, 0,
                            quiet_job(None, "train")))  # fmt: skip
    fitted = made.fitted(settings.model)
    assert fitted.joint_names == world.NAMES
    assert fitted.skeleton is None


def test_a_corpus_of_sounds_is_refused(material):
    import pandas as pd

    settings = resolve(KIND)
    corpus = Corpus(world.Path("."), pd.DataFrame(), pd.DataFrame())
    with pytest.raises(TimbrespaceError, match="no motion"):
        gather(Gathering(corpus, settings.model, settings.training, None, (), None, None, 0,
                         quiet_job(None, "train")))  # fmt: skip


def test_facts_are_plain(material):
    facts = material.facts()
    assert facts["n_train"] + facts["n_validation"] + facts["n_test"] == 12
    assert facts["items"] == "clips"
