"""Which set a file holds is told by its numbers; where it comes from, in the promised order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from tests.spaces.yamnet.test_keras_file import write_keras
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet import weights
from timbrespace.spaces.yamnet.weights import Weights, content_sha256


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and no way to the network."""
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv(weights.H5_VARIABLE, raising=False)
    monkeypatch.setattr(weights, "from_index", _no_network)
    monkeypatch.setattr(weights, "from_url", _no_network)
    return tmp_path / "cache"


def _no_network(*args: object, **named: object) -> Path:
    raise TimbrespaceError("No network.", "")


def test_an_unknown_set_is_named_by_its_hash(random_weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    save_file(random_weights.tensors, path)
    found = weights.load(path)
    assert found.sha256 == random_weights.sha256
    assert found.name == found.sha256[:8]
    assert found.ceiling is None  # ReLU, unless the file says otherwise
    save_file(random_weights.tensors, path, {"ceiling": "6"})
    assert weights.load(path).ceiling == 6.0


def test_the_hash_sees_every_number_name_and_shape(random_weights: Weights) -> None:
    tensors = dict(random_weights.tensors)
    before = content_sha256(tensors)
    assert before == content_sha256(dict(reversed(tensors.items())))
    changed = tensors["conv1.bias"].copy()
    changed[3] = np.nextafter(changed[3], 1)
    assert content_sha256(tensors | {"conv1.bias": changed}) != before
    assert content_sha256(tensors | {"conv1.bias": changed.reshape(2, 16)}) != before


@pytest.mark.parametrize("spoil", ["missing", "shape"])
def test_another_network_is_refused(spoil: str, random_weights: Weights, tmp_path: Path) -> None:
    tensors = dict(random_weights.tensors)
    last = tensors.pop("layer5.pointwise.bias")
    if spoil == "shape":
        tensors["layer5.pointwise.bias"] = last[:-1].copy()
    save_file(tensors, tmp_path / "other.safetensors")
    with pytest.raises(TimbrespaceError, match=r"layer5\.pointwise\.bias should have shape"):
        weights.load(tmp_path / "other.safetensors")


def test_files_that_are_no_weights(tmp_path: Path) -> None:
    with pytest.raises(TimbrespaceError, match="found no file"):
        weights.load(tmp_path / "nothing.h5")
    for name, message in (("model.pkl", "tensors only"), ("model.safetensors", "safetensors")):
        (tmp_path / name).write_bytes(b"?" * 100)
        with pytest.raises(TimbrespaceError, match=message):
            weights.load(tmp_path / name)


def test_h5_that_is_nowhere_says_how_to_get_it(own_cache: Path) -> None:
    with pytest.raises(TimbrespaceError, match="timbrespace weights fetch h5"):
        weights.load("h5")


def test_h5_from_the_variable_must_be_h5(
    own_cache: Path, random_weights: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_file(random_weights.tensors, tmp_path / "x.safetensors")
    monkeypatch.setenv(weights.H5_VARIABLE, str(tmp_path / "x.safetensors"))
    with pytest.raises(TimbrespaceError, match="not those of yamnet"):
        weights.load("h5")


def test_tfhub_without_cache_and_network_fails_clearly(own_cache: Path) -> None:
    with pytest.raises(TimbrespaceError, match="No network"):
        weights.load("tfhub")


@pytest.mark.index
def test_tfhub_is_read_from_the_cache_unless_damaged(own_cache: Path, tfhub: Weights) -> None:
    weights._keep(tfhub)
    again = weights.load("tfhub")  # there is no network in this test
    assert (again.name, again.sha256, again.ceiling) == ("tfhub", tfhub.sha256, 6.0)
    path = own_cache / "weights" / "yamnet-tfhub.safetensors"
    content = bytearray(path.read_bytes())
    content[-4] ^= 1
    path.write_bytes(content)
    with pytest.raises(TimbrespaceError, match="No network"):
        weights.load("tfhub")


@pytest.mark.shared
def test_h5_is_known_in_any_format(
    h5_path: Path, own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("h5py")
    from_shared = weights.load(h5_path)
    assert (from_shared.name, from_shared.ceiling) == ("h5", None)
    keras = tmp_path / "yamnet.h5"
    write_keras(keras, from_shared)
    assert weights.load(keras).name == "h5"
    # On a user's command, from the official address; afterwards it is in the cache.
    monkeypatch.setattr(weights, "from_url", lambda url, job: keras)
    fetched = weights.fetch_h5()
    assert weights.load("h5").sha256 == fetched.sha256
    monkeypatch.setenv(weights.H5_VARIABLE, str(h5_path))
    assert weights.load("h5").sha256 == from_shared.sha256


@pytest.mark.shared
def test_a_fine_tuned_h5_is_not_h5(h5_path: Path, tmp_path: Path) -> None:
    tensors = {name: value.astype(np.float32) for name, value in load_file(h5_path).items()}
    tensors["layer7.pointwise.bias"] = tensors["layer7.pointwise.bias"] * 1.01 + 0.01
    save_file(tensors, tmp_path / "tuned.safetensors")
    tuned = weights.load(tmp_path / "tuned.safetensors")
    assert tuned.name == tuned.sha256[:8]


def test_fetching_h5_refuses_another_file(
    own_cache: Path, random_weights: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("h5py")
    write_keras(tmp_path / "yamnet.h5", random_weights)
    monkeypatch.setattr(weights, "from_url", lambda url, job: tmp_path / "yamnet.h5")
    with pytest.raises(TimbrespaceError, match="no longer holds"):
        weights.fetch_h5()
    assert not list(own_cache.rglob("*.safetensors"))
