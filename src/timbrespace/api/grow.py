"""The PCA map that grows while sounds are being encoded, so that nobody waits at an empty page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.atlas.maps import map_name

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.api.building import Watcher

#: The PCA is fitted again when there are this many times as many items as last time; in
#: between, new sounds are placed on it. So the whole growth costs little more than the last fit.
GROWTH = 1.25


class GrowingMap:
    """Keeps a PCA map in step with an atlas that grows.

    Args:
        atlas: The atlas being encoded.
        space: Space id of the latents to lay out.
        watcher: Told of each growth.
    """

    def __init__(self, atlas: Atlas, space: str, watcher: Watcher) -> None:
        self.atlas, self.space, self.watcher = atlas, space, watcher
        self._n_fitted = 0

    def on_chunk(self) -> None:
        """A chunk is on disk: lay out anew if it is time, else wait for more."""
        self.atlas.refresh()
        self.watcher.grew(self.atlas)
        if len(self.atlas.items) >= max(3, GROWTH * self._n_fitted):
            self._lay_out()

    def finish(self) -> None:
        """All items are there: the last map is of all of them, however it grew."""
        self.atlas.refresh()
        name = map_name(self.space, "pca", 2)
        kept = name in {record.name for record in self.atlas.maps()}
        if kept and self.atlas.map(name)["id"].tolist() == self.atlas.items["id"].tolist():
            return
        self._lay_out()

    def _lay_out(self) -> None:
        self._n_fitted = len(self.atlas.items)
        self.atlas.layout("pca", space=self.space, again=True, measure=False)
        self.watcher.mapped(self.atlas, map_name(self.space, "pca", 2))
