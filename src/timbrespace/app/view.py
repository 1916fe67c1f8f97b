"""An atlas at one moment, with what has been worked out from it once."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.answers import NotFound
from timbrespace.app.sonify.figures import figures_of
from timbrespace.app.tables import Items, number

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.app.empty import EmptyAtlas
    from timbrespace.atlas import MapRecord
    from timbrespace.spaces.data.figures import Figures


class View:
    """What is read from it does not change while it is read; safe to use from several threads.

    Args:
        atlas: The atlas, which nobody refreshes while this view is in use.
        version: Goes up with each view that a page is shown.
    """

    def __init__(self, atlas: Atlas | EmptyAtlas, version: int) -> None:
        self.atlas = atlas
        self.version = version
        self.items = Items(atlas.items, atlas.descriptors())
        self._rows: dict[str, NDArray[np.float32]] = {}
        self._searching = threading.Lock()

    @cached_property
    def columns(self) -> dict[str, Any]:
        """The items, column by column."""
        return {"version": self.version, **self.items.columns()}

    @cached_property
    def figures(self) -> Figures | None:
        """Where the joints of its clips were; None where nothing moves."""
        return figures_of(self)

    def record(self, name: str) -> MapRecord:
        """What made a map.

        Raises:
            NotFound: There is no such map.
        """
        for record in self.atlas.maps():
            if record.name == name:
                return record
        raise NotFound(f"There is no map {name[:80]!r}.", "Read the list of maps again.")

    def rows(self, record: MapRecord) -> NDArray[np.float32]:
        """A map as rows x, y[, z], trust in the order of the items, ``(n, dims + 1)``."""
        found = self._rows.get(record.name)
        if found is None or found.shape[1] != record.dims + 1:
            found = self.items.place(self.atlas.map(record.name), record.dims)
            self._rows[record.name] = found
        return found

    def forget_map(self, name: str) -> None:
        """Read a map again: it has been written anew."""
        self._rows.pop(name, None)

    def trust(self, item_id: str) -> dict[str, float]:
        """How far an item's neighbourhood on each map that it lies on can be trusted."""
        row = self.items.row(item_id)
        trust = {r.name: number(self.rows(r)[row, -1]) for r in self.atlas.maps()}
        return {name: value for name, value in trust.items() if value is not None}

    def neighbours(self, what: Any, space: str | None, k: int) -> list[tuple[str, float]]:
        """The items nearest to an item or a latent; an index is built by one thread only."""
        with self._searching:
            return list(self.atlas.neighbours(what, space=space, k=k))

    def warm_up(self) -> None:
        """Work out now what the first click would else wait for."""
        _ = self.columns
        if self.items.ids and self.atlas.spaces():
            self.neighbours(self.items.ids[0], None, 1)
            self.atlas.classes(self.items.ids[0])
