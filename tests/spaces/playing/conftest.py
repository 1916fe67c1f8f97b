"""TorchScript files of every sort, made once for all tests that open them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def program_file(tmp_path_factory) -> Callable[..., Path]:
    """The file of an autoencoder with given arguments; copy it before changing it."""
    pytest.importorskip("torch")
    from .scripted import Autoencoder, written

    folder, made = tmp_path_factory.mktemp("programs"), {}

    def file(**arguments: Any) -> Path:
        name = "-".join(f"{k}{v}" for k, v in sorted(arguments.items())) or "plain"
        if name not in made:
            made[name] = written(Autoencoder(**arguments), folder / f"{name}.ts")
        return made[name]

    return file


@pytest.fixture(scope="session")
def open_program(program_file):
    """A voice of such a file, as if its user had trusted it."""
    from timbrespace.spaces.playing.nn_tilde import program
    from timbrespace.spaces.playing.nn_tilde.voice import NnVoice

    opened = {}

    def voice(**arguments: Any) -> NnVoice:
        path = program_file(**arguments)
        if path not in opened:
            opened[path] = NnVoice(program.load(path.read_bytes(), path), path.stem, "0" * 64)
        return opened[path]

    return voice
