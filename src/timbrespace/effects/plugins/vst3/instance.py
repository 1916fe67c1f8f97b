"""A VST3 or AU plug-in that runs, by pedalboard; in the plug-in's own process only."""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np

from timbrespace.effects.plugins.watched.shared import STEP, Shared
from timbrespace.errors import TimbrespaceError

#: Where along its travel a parameter is asked what its value means.
ASKED_AT = (0.0, 0.25, 0.5, 0.75, 1.0)


class FileDetails(TypedDict):
    """All that the plug-in's process is told about it; plain data.

    ``keys`` are pedalboard's names of its parameters, in the order of the numbers.
    """

    path: str
    name: str | None
    keys: list[str]
    look: bool


class Vst3Run:
    """A plug-in of a file as its process runs it: one instance, or one for each channel.

    Args:
        details: Which it is.
        shared: Where numbers and samples lie.
        copies: How many instances.
        sample_rate: In Hz.
    """

    def __init__(
        self, details: FileDetails, shared: Shared, copies: int, sample_rate: int
    ) -> None:
        self._details, self._shared, self._rate = details, shared, float(sample_rate)
        self._each = [_load(details) for _ in range(copies)]
        self._rows = len(shared.inputs) // copies
        self._knobs = [
            [plugin.parameters[key] for key in details["keys"]] for plugin in self._each
        ]
        self._numbers = np.full(len(details["keys"]), np.nan, np.float32)

    def run(self, length: int, at: int) -> None:
        """Work on ``length`` samples, a multiple of the step, into those from ``at``."""
        self._turn()
        for copy, plugin in enumerate(self._each):
            rows = slice(copy * self._rows, (copy + 1) * self._rows)
            made = plugin.process(
                self._shared.inputs[rows, :length], self._rate, buffer_size=STEP, reset=False
            )
            out = self._shared.outputs[rows, at : at + length]
            # pedalboard keeps back what the plug-in's latency makes meaningless.
            kept_back = length - made.shape[1]
            out[:, :kept_back] = 0.0
            out[:, kept_back:] = made

    def reset(self) -> None:
        """Begin from silence, under the settings that are set."""
        self._turn()
        for plugin in self._each:
            plugin.reset()

    def about(self) -> dict[str, Any]:
        """Its latency; where it is only looked at, its title, channels and parameters, too."""
        if not self._details["look"]:
            return {"latency_samples": self._latency()}
        plugin = self._each[0]
        if not plugin.is_effect:
            raise TimbrespaceError("is an instrument: no sound goes in")
        return {
            "title": plugin.name,
            "channels": _channels(plugin),
            "parameters": [_facts(key, each) for key, each in plugin.parameters.items()],
        }

    def _latency(self) -> int:
        self._shared.inputs[:, :STEP] = 0.0
        self.run(STEP, 0)
        self.reset()
        return max(int(plugin.reported_latency_samples) for plugin in self._each)

    def _turn(self) -> None:
        numbers = self._shared.controls[: len(self._numbers)]
        for i in np.flatnonzero(numbers != self._numbers):
            for knobs in self._knobs:
                knobs[i].raw_value = float(numbers[i])
        self._numbers[:] = numbers


def _load(details: FileDetails) -> Any:
    from pedalboard._pedalboard import load_plugin

    try:
        return load_plugin(details["path"], plugin_name=details["name"])
    except (ImportError, ValueError) as error:
        # Its own words name the file and, where several plug-ins are in it, these.
        raise TimbrespaceError(f"can't be loaded ({' '.join(str(error).split())})") from error


def _channels(plugin: Any) -> int:
    """Two where it takes two, else one."""
    for channels in (2, 1):
        try:
            plugin.process(np.zeros((channels, STEP), np.float32), 48_000.0, buffer_size=STEP)
        except ValueError:
            continue
        plugin.reset()
        return channels
    raise TimbrespaceError("takes neither one channel nor two")


def _facts(key: str, parameter: Any) -> dict[str, Any]:
    """What a parameter says of itself; its values only where all of them are numbers."""
    values = [_value(parameter, at) for at in ASKED_AT]
    return {
        "key": key,
        "title": parameter.name,
        "unit": parameter.label or "",
        "default": float(parameter.default_raw_value),
        "values": values if None not in values else None,
    }


def _value(parameter: Any, at: float) -> float | None:
    if parameter.type is not float:
        return None
    last_below = max(low for low, _ in parameter.ranges if low <= at)
    return next(float(v) for (low, _), v in parameter.ranges.items() if low == last_below)
