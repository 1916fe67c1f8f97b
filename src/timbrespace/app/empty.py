"""An atlas before there is one: what the page shows while the first sounds are on their way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import NotFound

if TYPE_CHECKING:
    import pandas as pd


class EmptyAtlas:
    """Stands in for :class:`timbrespace.api.Atlas` until the first chunk is on disk.

    Args:
        name: What the page shows as a title.
        rejects: What the scan has left out so far.
    """

    def __init__(self, name: str, rejects: pd.DataFrame | None = None) -> None:
        import pandas as pd

        self.name = name
        self.sounds: Path | None = None
        self.items = pd.DataFrame({"id": []})
        self.rejects = pd.DataFrame() if rejects is None else rejects

    def about(self) -> dict[str, Any]:
        """Nothing yet."""
        return {}

    def spaces(self) -> list[dict[str, Any]]:
        """None yet."""
        return []

    def maps(self) -> list[Any]:
        """None yet."""
        return []

    def descriptors(self) -> pd.DataFrame:
        """None yet."""
        import pandas as pd

        return pd.DataFrame()

    def descriptor_dims(self) -> list[dict[str, Any]]:
        """None yet."""
        return []

    def __getattr__(self, name: str) -> Any:
        """Anything else needs sounds."""
        if name.startswith("_"):
            raise AttributeError(name)
        raise NotFound("No sound has been encoded yet.", "Wait for the first ones to arrive.")


class NoAtlas(EmptyAtlas):
    """Stands in where somebody only wants to play: the page is Instrument and Effects alone.

    Args:
        name: What the page shows as a title.
    """

    def __init__(self, name: str = "Instrument") -> None:
        super().__init__(name)

    def about(self) -> dict[str, Any]:
        """That there is nothing else to wait for."""
        return {"alone": True}

    def __getattr__(self, name: str) -> Any:
        """Anything else needs an atlas."""
        if name.startswith("_"):
            raise AttributeError(name)
        raise NotFound("There is no atlas here.", "Open one with 'timbrespace serve ATLAS'.")
