"""Files that are programs: loaded on the CPU without a word, or refused with one."""

from __future__ import annotations

import sys

import pytest

torch = pytest.importorskip("torch")

from timbrespace.errors import MissingExtra, TimbrespaceError  # noqa: E402
from timbrespace.spaces.playing.nn_tilde import program  # noqa: E402


def test_copies_share_no_state(program_file):
    path = program_file()
    module = program.load(path.read_bytes(), path)
    copy = program.fresh(module)
    with torch.inference_mode():
        copy.decode(torch.ones(1, 3, 4))
    assert copy.first.pad.any() and not module.first.pad.any()


@pytest.mark.parametrize("content", [b"", b"not a program" * 40], ids=["empty", "junk"])
def test_what_is_no_program_is_refused(content, tmp_path):
    with pytest.raises(TimbrespaceError, match=r"model\.ts.*not a TorchScript"):
        program.load(content, tmp_path / "model.ts")


def test_a_cut_file_is_refused(program_file):
    path = program_file()
    with pytest.raises(TimbrespaceError, match="not a TorchScript"):
        program.load(path.read_bytes()[:900], path)


def test_without_pytorch_the_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match="models"):
        program.load(b"", tmp_path / "model.ts")


def test_a_pytorch_without_torchscript_is_said(monkeypatch, tmp_path):
    monkeypatch.delattr(torch.jit, "load")
    with pytest.raises(TimbrespaceError, match=r"no TorchScript.*3\.14"):
        program.load(b"", tmp_path / "model.ts")
