"""The sounds of an atlas at the layer where they are edited: dims kept, activations on demand."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.atlas import Atlas, Framed
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.bench import Seen, log_odds
from timbrespace.factors.editing.layer import EditedLayer

if TYPE_CHECKING:
    from timbrespace.spaces.yamnet.space import YamNet

Floats = NDArray[np.float32]

#: The rate that YAMNet hears.
RATE_HZ = 16_000
#: Sounds whose activations stay in memory between two looks.
REMEMBERED = 64


class EditedSounds:
    """An atlas seen at one layer.

    Args:
        atlas: It has the layer's leading dims, and its sounds are at hand.
        space: Id of those dims (``"yamnet-tfhub:9:pca64"``).
        layer: The layer, its projection and the network behind it.
        encoder: Gives the layer patch by patch.
    """

    def __init__(self, atlas: Atlas, space: str, layer: EditedLayer, encoder: YamNet) -> None:
        self.atlas, self.space, self.layer, self.encoder = atlas, space, layer, encoder
        # Made here, so that what is remembered goes when the instance goes.
        self._remembered = lru_cache(REMEMBERED)(self._see)

    @property
    def tap(self) -> str:
        """The layer's name in the network (``"9"``)."""
        return self.encoder.taps[0].name

    @cached_property
    def frames(self) -> Framed:
        """The leading dims of all items, patch by patch."""
        found = self.atlas.latents(self.space)
        assert isinstance(found, Framed)
        return found

    @cached_property
    def item_dims(self) -> Floats:
        """The mean of each item's dims ``(N, K)``; NaN where one has none."""
        return self.atlas.pooled(self.space)

    @cached_property
    def end(self) -> Floats:
        """Log-odds of the class scores of all items ``(N, L)``, for probes at the network's end.

        Raises:
            TimbrespaceError: The atlas has no scores of these weights.
        """
        return log_odds(self.atlas.pooled(self.space.partition(":")[0] + ":scores"))

    def audio(self, item_id: str) -> Floats:
        """A sound as the network hears it: one channel ``(T,)`` at 16 kHz."""
        import soxr

        from timbrespace.audio.decode import read

        row = self.atlas.items.iloc[self.atlas.position(item_id)]
        path = self.atlas.sound_path(item_id)
        samples, rate = read(path, float(row["offset_s"]), float(row["duration_s"]))
        mono = samples.mean(axis=0)
        return np.asarray(soxr.resample(mono, rate, RATE_HZ), np.float32)

    def see(self, item_id: str) -> Seen:
        """A sound's activations, dims and logits; its file is read and encoded again."""
        return self._remembered(item_id)

    def _see(self, item_id: str) -> Seen:
        return self.listen(self.audio(item_id))

    def listen(self, audio: Floats) -> Seen:
        """The same of any sound ``(T,)`` at 16 kHz."""
        x = self.encoder.encode(audio, RATE_HZ)[str(self.encoder.taps[0])]
        return Seen(x, self.layer.dims(x), self.layer.resume(x))


def open_sounds(
    atlas: Atlas, layer: int | str = 9, *, weights: str | Path | None = None
) -> EditedSounds:
    """Open the layer of an atlas for editing.

    Args:
        atlas: It must have been projected at that layer.
        layer: 0 to 13.
        weights: The file of weights, where the atlas was encoded with one; default: those
            that the space's name says.

    Raises:
        TimbrespaceError: The layer has not been projected, or the weights at hand are not
            those of the atlas.
    """
    from timbrespace.factors.projection.projected import source_id
    from timbrespace.factors.projection.projection import Projection
    from timbrespace.spaces import registry

    space_id = _projected_space(atlas, str(layer))
    source = source_id(space_id)
    assert source is not None
    family, _, rest = source.partition(":")
    if weights is not None:
        source = f"{family.partition('-')[0]}:{rest}"
    elif family.partition("-")[2] not in registry.families()["yamnet"].weights:
        raise TimbrespaceError(
            f"This atlas was encoded with weights from a file ({family}).",
            "Name that file with --weights.",
        )
    opened = registry.open_encoder(source, weights=weights)
    _check_weights(atlas, space_id, opened.records[0].model_hash)
    projection = Projection.load(atlas.store.model_folder(space_id))
    n_dims = int(space_id.rpartition("pca")[2])
    network = cast("YamNet", opened)
    tap, ceiling = network.taps[0].name, network.weights.ceiling
    place = EditedLayer(
        projection,
        min(n_dims, projection.n_leading),
        lambda x: network.resume(x, tap),
        np.inf if ceiling is None else float(ceiling),
    )
    return EditedSounds(atlas, space_id, place, network)


def _projected_space(atlas: Atlas, tap: str) -> str:
    """The id of a layer's leading dims; the most dims where there are several."""
    known = [str(space["id"]) for space in atlas.spaces()]
    fitting = [i for i in known if f":{tap}:pca" in i]
    if not fitting:
        raise TimbrespaceError(
            f"This atlas has no projection of layer {tap}, and an edit happens in one.",
            f"timbrespace project {atlas.path} --space yamnet:{tap}",
        )
    return max(fitting, key=lambda i: int(i.rpartition("pca")[2] or 0))


def _check_weights(atlas: Atlas, space_id: str, found: str) -> None:
    """Refuse weights other than those that the atlas's scores and layers came from."""
    head = space_id.partition(":")[0]
    for space in atlas.spaces():
        plain = str(space["id"]).startswith(f"{head}:") and ":pca" not in str(space["id"])
        if plain and space["model_hash"] != found:
            raise TimbrespaceError(
                f"The weights at hand for '{space['id']}' are not those of this atlas.",
                "Encode the folder again, or name the atlas's weights.",
            )
