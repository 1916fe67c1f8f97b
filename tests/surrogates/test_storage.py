from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates import storage
from timbrespace.surrogates.explain.naming import DimName


@pytest.fixture
def kept(tmp_path, tone_surrogate):
    folder = tmp_path / "tones.surrogate"
    storage.write(folder, tone_surrogate, {"n": 700})
    return folder


def test_what_is_read_answers_as_what_was_written(kept, tone_surrogate):
    again = storage.read(kept)
    assert again.words == tone_surrogate.words and again.dims == tone_surrogate.dims
    z = np.random.default_rng(0).standard_normal((9, 3))
    for mine, theirs in zip(again.predict(z), tone_surrogate.predict(z), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(
        again.invert({"centroid_hz": 900.0}, z[0]).latent,
        tone_surrogate.invert({"centroid_hz": 900.0}, z[0]).latent,
    )


def test_the_same_surrogate_is_the_same_bytes(kept, tmp_path, tone_surrogate):
    storage.write(tmp_path / "again", tone_surrogate, {"n": 700})
    for name in (storage.CONFIG, storage.WEIGHTS):
        assert (tmp_path / "again" / name).read_bytes() == (kept / name).read_bytes()


@pytest.mark.parametrize("name", [storage.CONFIG, storage.WEIGHTS])
def test_damage_is_said(kept, name):
    content = (kept / name).read_bytes()
    (kept / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(TimbrespaceError, match="damaged|not readable"):
        storage.read(kept)


def test_an_empty_folder_is_no_surrogate(tmp_path):
    with pytest.raises(TimbrespaceError, match="holds no surrogate"):
        storage.read(tmp_path)


def test_only_ones_own_place_is_written_to(kept, tmp_path):
    storage.check_free(kept)
    storage.check_free(tmp_path / "new")
    begun = tmp_path / "begun"
    (begun / "points.parquet.chunks").mkdir(parents=True)
    storage.check_free(begun)
    (begun / "diary.txt").write_text("mine")
    with pytest.raises(TimbrespaceError, match="not a surrogate"):
        storage.check_free(begun)


def test_what_dims_are_called_is_kept(tmp_path, tone_surrogate):
    assert tone_surrogate.called == ()
    names = [
        DimName("share", "centroid_hz", 1.9, 1.8, 2.0, 1.0, "Spectral centroid"),
        DimName("nothing", "", 0.0, 0.0, 0.0, 0.5),
    ]
    storage.write(tmp_path / "named", tone_surrogate, {}, names)
    assert storage.read(tmp_path / "named").called == ("", "Spectral centroid +", "")
    storage.write(tmp_path / "unnamed", tone_surrogate, {})
    assert storage.read(tmp_path / "unnamed").called == ()
