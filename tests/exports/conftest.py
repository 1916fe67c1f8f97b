"""One export of the tiny stream space, made once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

HOST = Path(__file__).with_name("host.py")


@dataclass(frozen=True)
class Step:
    """One block: a method, its signals ``(channels * batch, samples)``, what is set before."""

    method: str
    signals: np.ndarray
    batch: int = 1
    settings: tuple[str, ...] = ()


Hosting = Callable[[Path, Sequence[Step]], dict[str, Any]]


@pytest.fixture(scope="session")
def host() -> Iterator[subprocess.Popen[str]]:
    """A process that loads files as nn~ does, and has never heard of timbrespace.

    The environment variable ``TIMBRESPACE_HOST_PYTHON`` names another Python, with another
    version of PyTorch: hosts are built with older ones.
    """
    # -P: nothing of the checkout lies on its path.
    python = os.environ.get("TIMBRESPACE_HOST_PYTHON", sys.executable)
    started = subprocess.Popen(
        [python, "-P", str(HOST)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield started
    _, said = started.communicate(timeout=60)
    assert (said, started.returncode) == ("", 0)


@pytest.fixture
def hosted(tmp_path, host) -> Hosting:
    """Plays a file, loaded anew, in blocks; gives what came of each."""

    def play(file: Path, steps: Sequence[Step]) -> dict[str, Any]:
        plan, out = tmp_path / "plan.npz", tmp_path / "out.npz"
        values: dict[str, Any] = {}
        for i, step in enumerate(steps):
            values[f"{i}.method"], values[f"{i}.batch"] = step.method, step.batch
            values[f"{i}.in"] = step.signals.astype(np.float32)
            values[f"{i}.set"] = np.array(step.settings, dtype=str)
        np.savez(plan, **values)
        host.stdin.write(f"{file}\t{plan}\t{out}\n")
        host.stdin.flush()
        assert host.stdout.readline() == "done\n"
        return dict(np.load(out))

    return play


@pytest.fixture(scope="session")
def voice(stream_space):
    """The tiny space as a voice."""
    from timbrespace.spaces.playing.opening import open_voice

    return open_voice(stream_space[0])


@pytest.fixture(scope="session")
def surrogate(voice):
    """A surrogate of it that has learned nothing."""
    from tests.exports.world import drawn_surrogate

    return drawn_surrogate(voice.dims, voice_hash=voice.model_hash)


@pytest.fixture(scope="session")
def exported(tmp_path_factory, stream_space, voice, surrogate) -> Path:
    """The tiny space in the convention of nn~."""
    pytest.importorskip("torch")
    from timbrespace.exports.nn_tilde import write_stream

    path = tmp_path_factory.mktemp("exported") / "tiny.ts"
    write_stream(path, stream_space[0], voice, surrogate)
    return path
