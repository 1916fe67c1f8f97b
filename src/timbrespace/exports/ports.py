"""Where patch and engine meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ports:
    """UDP ports on one machine.

    Args:
        engine: On which the engine listens.
        patch: On which the patch listens.
        host: Where the engine runs.
    """

    engine: int = 9_000
    patch: int = 9_001
    host: str = "127.0.0.1"

    def command(self, voice: str) -> str:
        """What to type, so that the two find each other.

        Example:
            >>> Ports().command("stream:bells")
            'timbrespace play stream:bells --osc 9000 --osc-to 127.0.0.1:9001'
        """
        return f"timbrespace play {voice} --osc {self.engine} --osc-to {self.host}:{self.patch}"
