"""An LV2 plug-in that runs: instantiated, connected, and called step by step."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any, Literal, TypedDict

import numpy as np

from timbrespace.effects.plugins.lv2 import abi, features, words
from timbrespace.effects.plugins.lv2.description import Lv2Plugin, Port
from timbrespace.effects.plugins.watched.shared import STEP, Shared
from timbrespace.errors import TimbrespaceError

Role = Literal["number", "in", "out", "silence", "scratch", "atom_in", "atom_out", "nothing"]


class Wiring(TypedDict):
    """All that the plug-in's process is told about it; plain data.

    Its ports are (index, what is connected, which number or row).
    """

    binary: str
    bundle: str
    uri: str
    ports: list[tuple[int, Role, int]]
    latency: int | None


def wiring(plugin: Lv2Plugin) -> Wiring:
    """How this plug-in's ports are connected.

    Numbers that it is given come first, in the order of its ports, then those that it gives.
    """
    counts: dict[Role, int] = {}
    ports: list[tuple[int, Role, int]] = []
    latency = None
    for port in sorted(plugin.ports, key=lambda port: port.kind == "report"):
        role = _role(port, counts)
        counts[role] = counts.get(role, 0) + 1
        ports.append((port.index, role, counts[role] - 1))
        reports = port.designation == f"{words.LV2}latency" or "reportsLatency" in port.flags
        if port.kind == "report" and reports:
            latency = counts[role] - 1
    return Wiring(
        binary=str(plugin.binary),
        bundle=str(plugin.bundle),
        uri=plugin.uri,
        ports=ports,
        latency=latency,
    )


def _role(port: Port, counts: dict[Role, int]) -> Role:
    match port.kind:
        case "control" | "report":
            return "number"
        case "audio_in":
            return "silence" if port.side_chain or counts.get("in", 0) == 2 else "in"
        case "audio_out":
            return "scratch" if counts.get("out", 0) == 2 else "out"
        case "cv_in":
            return "silence"
        case "cv_out":
            return "scratch"
        case "atom_in" | "atom_out":
            return port.kind
        case _:
            return "nothing"


class Instance:
    """One instance; :class:`Lv2Run` holds as many as there are channels to be worked on apart.

    Args:
        wires: See :func:`wiring`.
        shared: Where numbers and samples lie.
        row: Its first row of samples.
        sample_rate: In Hz.
    """

    def __init__(self, wires: Wiring, shared: Shared, row: int, sample_rate: int) -> None:
        self._wires, self._rate = wires, sample_rate
        self._offered = features.Offered(sample_rate)
        bundle = Path(wires["bundle"])
        self._pointer = abi.descriptor(
            Path(wires["binary"]), bundle, wires["uri"], self._offered.array
        )
        self._plugin: abi.Descriptor = self._pointer.contents
        # Each look at a field of a structure makes a new function: twice as slow as the call.
        self._connect, self._run = self._plugin.connect_port, self._plugin.run
        self._handle: int | None = None
        self._numbers = shared.controls.ctypes.data
        rows = [role for _, role, _ in wires["ports"]]
        ins, outs = rows.count("in"), rows.count("out")
        self._from = shared.inputs[row : row + ins]
        self._to = shared.outputs[row : row + outs]
        # Connected once and copied: cheaper than to connect anew for each step.
        self._in, self._out = np.zeros((ins, STEP), np.float32), np.zeros((outs, STEP), np.float32)
        self._silence = (ctypes.c_float * STEP)()
        self._scratch = (ctypes.c_float * STEP)()
        self._atoms: list[tuple[Any, bool]] = []
        self.start()

    def start(self) -> None:
        """Begin from silence: what was there before is gone."""
        self.stop()
        bundle = f"{self._wires['bundle']}/".encode()
        self._handle = self._plugin.instantiate(
            ctypes.cast(self._pointer, ctypes.c_void_p), self._rate, bundle, self._offered.array
        )
        if not self._handle:
            raise TimbrespaceError(f"would not start at {self._rate} Hz")
        self._atoms = []
        for index, role, which in self._wires["ports"]:
            self._connect(self._handle, index, self._address(role, which))
        if self._plugin.activate:
            self._plugin.activate(self._handle)

    def stop(self) -> None:
        """Give back what the instance holds."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if self._plugin.deactivate:
            self._plugin.deactivate(handle)
        if self._plugin.cleanup:
            self._plugin.cleanup(handle)

    def step(self, source: int, target: int) -> None:
        """Work on one step of samples, from sample ``source`` of its rows to ``target``."""
        self._in[:] = self._from[:, source : source + STEP]
        for buffer, is_out in self._atoms:
            self._empty(buffer, is_out)
        self._run(self._handle, STEP)
        self._to[:, target : target + STEP] = self._out

    def _address(self, role: Role, which: int) -> int | None:
        """Of what a port is connected to."""
        match role:
            case "in":
                return int(self._in[which].ctypes.data)
            case "out":
                return int(self._out[which].ctypes.data)
            case "number":
                return self._numbers + 4 * which
            case "silence":
                return ctypes.addressof(self._silence)
            case "scratch":
                return ctypes.addressof(self._scratch)
            case "atom_in" | "atom_out":
                buffer = (ctypes.c_uint64 * (features.SEQUENCE_BYTES // 8))()
                self._atoms.append((buffer, role == "atom_out"))
                self._empty(buffer, role == "atom_out")
                return ctypes.addressof(buffer)
            case _:
                return None

    def _empty(self, buffer: Any, is_out: bool) -> None:
        """No message comes in; as many may go out as there is room for, and are not read."""
        kind = "Chunk" if is_out else "Sequence"
        size = features.SEQUENCE_BYTES - 8 if is_out else 8
        head = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_uint32))
        head[0], head[1] = size, self._offered.number_of(f"{words.ATOM}{kind}")
        if not is_out:
            head[2], head[3] = 0, 0


class Lv2Run:
    """A plug-in as its process runs it: one instance, or one for each channel.

    Args:
        wires: See :func:`wiring`.
        shared: Where numbers and samples lie.
        copies: How many instances; each has its own rows, and all share the numbers.
        sample_rate: In Hz.
    """

    def __init__(self, wires: Wiring, shared: Shared, copies: int, sample_rate: int) -> None:
        rows = len([role for _, role, _ in wires["ports"] if role == "in"])
        self._each = [Instance(wires, shared, copy * rows, sample_rate) for copy in range(copies)]
        self._shared, self._wires = shared, wires

    def run(self, length: int, at: int) -> None:
        """Work on ``length`` samples, a multiple of the step, into those from ``at``."""
        for instance in self._each:
            for begin in range(0, length, STEP):
                instance.step(begin, at + begin)

    def reset(self) -> None:
        """Begin from silence."""
        for instance in self._each:
            instance.start()

    def latency_samples(self) -> int:
        """By how much it says that it lags behind, under the numbers that are set."""
        slot = self._wires["latency"]
        if slot is None:
            return 0
        self._shared.inputs[:, :STEP] = 0.0
        self.run(STEP, 0)
        self.reset()
        return max(0, round(float(self._shared.controls[slot])))

    def about(self) -> dict[str, Any]:
        """What the other side wants to know after it was opened."""
        return {"latency_samples": self.latency_samples()}
