"""The patches for Pd, run in Pd itself: what they send, what they show, and no error."""

from __future__ import annotations

import socket
import struct

import pytest

from tests.exports.pd import free_port, listening, running
from tests.exports.world import drawn_surrogate
from timbrespace.exports.inlets import inlets
from timbrespace.exports.pd_file import PdPatch, escaped
from timbrespace.exports.pd_patches import nn_patch, osc_patch
from timbrespace.exports.ports import Ports
from timbrespace.spaces.base import Dim

DIMS = tuple(Dim(f"z{i}") for i in range(18))


@pytest.fixture(scope="module")
def words():
    return inlets(drawn_surrogate(DIMS))


def padded(text: str) -> bytes:
    """A string as OSC has it: ended by zeros, four bytes at a time."""
    raw = text.encode() + b"\0"
    return raw + b"\0" * (-len(raw) % 4)


def told(address: str, *values: float) -> bytes:
    """An OSC message, by the specification (version 1.0), not by a library."""
    return (
        padded(address)
        + padded("," + "f" * len(values))
        + struct.pack(f">{len(values)}f", *values)
    )


def test_sliders_buttons_and_latents_are_sent_as_osc(tmp_path, words):
    with listening() as engine:
        ports = Ports(engine=engine.getsockname()[1], patch=free_port())
        path = tmp_path / "osc.pd"
        path.write_text(osc_patch(words, DIMS, "stream:tiny", ports), encoding="utf-8")
        send = ("ts-brightness 42.5", "ts-pitch_hz 440", "ts-free-loudness_lufs bang",
                "ts-latent-17 -1.25", "ts-play 1", "ts-undo bang", "ts-gain -6")  # fmt: skip
        with running(path, send=send):
            heard = [engine.recv(1_000) for _ in send]
    assert heard == [
        told("/timbrespace/word/brightness", 42.5),
        told("/timbrespace/word/pitch_hz", 440),
        told("/timbrespace/free/loudness_lufs"),
        told("/timbrespace/latent/17", -1.25),
        told("/timbrespace/play", 1),
        told("/timbrespace/undo"),
        told("/timbrespace/gain", -6),
    ]


def test_opening_it_moves_nothing(tmp_path, words):
    with listening() as engine:
        ports = Ports(engine=engine.getsockname()[1], patch=free_port())
        path = tmp_path / "osc.pd"
        path.write_text(osc_patch(words, DIMS, "stream:tiny", ports), encoding="utf-8")
        with running(path, send=("ts-play 0",)):
            assert engine.recv(1_000) == told("/timbrespace/play", 0)
            engine.settimeout(0.3)
            with pytest.raises(TimeoutError):
                engine.recv(1_000)


def test_what_the_engine_predicts_is_shown(tmp_path, words):
    ports = Ports(engine=free_port(), patch=free_port())
    path, watcher = tmp_path / "osc.pd", tmp_path / "watch.pd"
    path.write_text(osc_patch(words, DIMS, "stream:tiny", ports), encoding="utf-8")
    watch = PdPatch(300, 200)
    for i, word in enumerate(words):
        shown = watch.object(10, 40 * i, f"r ts-now-{word.name}")
        watch.connect(shown, watch.object(10, 40 * i + 20, f"print {word.name}"))
    watch.chain(watch.object(200, 0, "r ts-ready"), watch.object(200, 20, "print ready"))
    watcher.write_text(watch.text(), encoding="utf-8")
    nothing = float("nan")
    with (
        running(watcher, path, send=("ts-ready bang",)) as pd,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as engine,
    ):
        pd.wait_for("^ready: bang")
        to = ("127.0.0.1", ports.patch)
        engine.sendto(told("/timbrespace/out/word/pitch_hz", 512.5, 3.0, nothing), to)
        assert pd.wait_for("^pitch_hz") == "pitch_hz: 512.5"
        engine.sendto(told("/timbrespace/out/level", -3.0, -12.0), to)
        engine.sendto(told("/timbrespace/out/word/loudness_lufs", -23.0, 1.0, -20.0), to)
        assert pd.wait_for("^loudness_lufs") == "loudness_lufs: -23"


def stand_in(n_in: int, n_out: int) -> str:
    """An ``nn~`` as the host sees it: so many signals in and out; what is set is printed."""
    patch = PdPatch(300, 200)
    first = patch.object(0, 0, "inlet~ fwd")
    patch.connect(first, patch.object(0, 60, "print told"), outlet=1)
    for i in range(1, n_in):
        patch.object(60 * i, 0, "inlet~")
    for i in range(n_out):
        patch.object(60 * i, 90, "outlet~")
    return patch.text()


@pytest.mark.parametrize("n_channels", [1, 2])
def test_the_patch_for_an_exported_file_fits_its_object(tmp_path, words, n_channels):
    text = nn_patch(words, n_channels, "stream:tiny", "stream-tiny.ts", 2_048)
    assert "nn~ stream-tiny.ts play 2048" in text
    (tmp_path / "nn.pd").write_text(text, encoding="utf-8")
    # Cords to inlets or outlets that are not there would be errors.
    (tmp_path / "nn~.pd").write_text(stand_in(len(words), n_channels), encoding="utf-8")
    send = ("nn-brightness 42", "nn-set set stay 0.5", "nn-free-brightness 1")
    with running(tmp_path / "nn.pd", send=send) as pd:
        said = [pd.wait_for("^told").removeprefix("told: ") for _ in range(len(words) + 4)]
    # First what its switches stand at when it is opened, then what was sent.
    free = {f"set free {word.name} {int(word.free)}" for word in words}
    assert set(said[:-2]) == {*free, "set stay 1", "set smoothing 15"}
    assert said[-2:] == ["set stay 0.5", "set free brightness 1"]


def test_sliders_of_the_file_begin_where_the_voice_does(tmp_path, words):
    (tmp_path / "nn.pd").write_text(nn_patch(words, 1, "tiny", "tiny.ts", 64), encoding="utf-8")
    (tmp_path / "nn~.pd").write_text(stand_in(len(words), 1), encoding="utf-8")
    # A second canvas that shares no $0 sees what sliders say when asked, by their own names.
    watch = PdPatch(300, 200)
    watch.chain(watch.object(10, 10, "r ts-watch"), watch.object(10, 40, "print said"))
    (tmp_path / "watch.pd").write_text(watch.text(), encoding="utf-8")
    text = (tmp_path / "nn.pd").read_text(encoding="utf-8")
    spied = text.replace(r"\$0-word-pitch_hz nn-pitch_hz", "ts-watch nn-pitch_hz")
    assert spied != text
    (tmp_path / "nn.pd").write_text(spied, encoding="utf-8")
    with running(tmp_path / "watch.pd", tmp_path / "nn.pd") as pd:
        said = float(pd.wait_for("^said").removeprefix("said: "))
    start = next(word.start for word in words if word.name == "pitch_hz")
    assert said == pytest.approx(start, rel=1e-3)


def test_each_inlet_has_a_word_of_help_beside_it(words):
    for text in (
        osc_patch(words, DIMS, "stream:tiny"),
        nn_patch(words, 1, "stream:tiny", "tiny.ts", 2_048),
    ):
        rows = [line.split() for line in text.splitlines() if line.startswith("#X ")]
        beside = {row[3]: " ".join(row[4:]) for row in rows if row[1] == "text"}
        at = [row[3] for row in rows if row[1] == "obj" and row[4] == "inlet;"]
        assert len(at) == len(words)
        for y, word in zip(at, words, strict=True):
            assert beside[y].split(", f ")[0] == escaped(word.help)
