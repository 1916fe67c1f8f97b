"""Processes of one plug-in that wait for their next use: starting one takes a moment."""

from __future__ import annotations

import threading

from timbrespace.effects.plugins.watched.process import Opening, PluginProcess

#: Processes that are kept while nobody uses them.
KEPT = 2


class Pool:
    """Lends processes of one plug-in; those that lie here end with it, as forgotten ones do.

    Args:
        opening: What runs in them.
    """

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._guard = threading.Lock()
        self._idle: list[tuple[tuple[int, int], PluginProcess]] = []

    def take(self, sample_rate: int, copies: int) -> PluginProcess:
        """One that nobody else uses, in any state: it is to be reset.

        Raises:
            PluginFailed: A new one could not be started.
        """
        with self._guard:
            for entry in self._idle:
                if entry[0] == (sample_rate, copies) and entry[1].alive:
                    self._idle.remove(entry)
                    return entry[1]
        return PluginProcess(self._opening, sample_rate, copies)

    def give(self, process: PluginProcess, sample_rate: int, copies: int) -> None:
        """Take one back that is in order; of too many, the oldest ends."""
        with self._guard:
            self._idle.append(((sample_rate, copies), process))
            surplus = self._idle[:-KEPT]
            del self._idle[:-KEPT]
        for _, each in surplus:
            each.end()
