"""Spaces as an atlas knows them: full ids from short ones, and the same model again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.atlas import Store
    from timbrespace.jobs import Job
    from timbrespace.spaces.base import Encoder
    from timbrespace.spaces.registry import Device, SpaceSpec

#: The space that holds what was measured of each sound, one dim per descriptor.
DESCRIPTORS = "descriptors"
#: All spaces of descriptors: the quick ones, those that ``describe`` adds, and those that it was
#: asked for by name. No two have a descriptor in common.
DESCRIPTOR_SPACES = (DESCRIPTORS, "descriptors:further", "descriptors:named")

#: Taps of YAMNet that every pass keeps, pooled: the classes that it hears, and the spectrum that
#: what is read from its layers is compared with.
ALWAYS = ("scores", "logmel")
#: How the ids of those end; no atlas is built for one of them unless its user says so.
BESIDE = tuple(f":{tap}" for tap in ALWAYS)

#: Families whose spaces are programs of their own. An atlas may come from a stranger, so
#: naming one in it is not enough to have it run: the user must have run it before.
PROGRAMS = ("hear",)


def choose_space(text: str | None, known: Sequence[str], default: str | None) -> str:
    """The full id of a space that an atlas has.

    Args:
        text: A full id, its short form (no weights named), or None for the default.
        known: The full ids that the atlas has.
        default: The one it was built for.

    Raises:
        TimbrespaceError: It has none that fits, or several.

    Example:
        >>> choose_space("yamnet:8", ["yamnet-tfhub:8", "yamnet-tfhub:scores"], None)
        'yamnet-tfhub:8'
    """
    if text is None:
        if default in known:
            return str(default)
        candidates = [s for s in known if not s.endswith(BESIDE) and s not in DESCRIPTOR_SPACES]
        candidates = candidates[:1] or list(known)[:1]
    else:
        candidates = [s for s in known if text in (s, _short(s))]
    if not candidates:
        has = ", ".join(known) or "none yet"
        raise TimbrespaceError(
            f"This atlas has no space '{text or 'at all'}' (it has: {has}).",
            f"timbrespace encode FOLDER --space {text or 'yamnet:8'} --atlas ATLAS adds one.",
        )
    if len(candidates) > 1:
        raise TimbrespaceError(
            f"'{text}' could be {' or '.join(candidates)}.", "Name it in full: they do not mix."
        )
    return candidates[0]


def open_encoders(
    texts: Sequence[str],
    *,
    weights: str | None = None,
    pool: str = "mean",
    device: str = "auto",
    job: Job | None = None,
) -> list[Encoder]:
    """All that one pass over a corpus needs: the spaces asked for, and what the page shows.

    Beside the spaces asked for there are YAMNet's class scores, the log-mel spectrum that it
    hears, and the descriptors: they cost next to nothing in the same pass. They name, colour and
    filter the sounds, and are what probes compare a layer with.

    Args:
        texts: Space ids, full or short, of one family.
        weights: For texts that name none.
        pool: ``"mean"`` or ``"none"``; what nobody asked for is always pooled.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        job: Told of the progress, should weights have to be fetched.
    """
    from timbrespace.semantics.encoder import DescriptorEncoder
    from timbrespace.spaces import registry

    specs = [registry.parse(text) for text in texts if text != DESCRIPTORS]
    wanted = [_pooled_or_not(spec, pool) for spec in specs]
    if any(spec.family == "yamnet" for spec in specs):
        named = next((spec.weights for spec in specs if spec.weights), None)
        given = {spec.tap for spec in specs}
        missing = [tap for tap in ALWAYS if not given & {tap, "all"}]
        wanted += [str(registry.SpaceSpec("yamnet", named, tap)) for tap in missing]
    encoders: list[Encoder] = []
    if wanted:
        encoders.append(
            registry.open_encoder(wanted, weights=weights, device=_device(device), job=job)
        )
    return [*encoders, DescriptorEncoder()]


def open_again(attributes: dict[str, Any], store: Store | None = None) -> Encoder:
    """The encoder that an atlas's latents were made with, giving only that space.

    Args:
        attributes: What the atlas keeps about the space.
        store: The atlas, where spaces that were projected have their projections.

    Raises:
        TimbrespaceError: The weights at hand are not those that the atlas was encoded with.
    """
    from timbrespace.factors.projection.projected import source_id
    from timbrespace.semantics import further
    from timbrespace.semantics.encoder import DescriptorEncoder

    space_id = str(attributes["id"])
    if space_id == DESCRIPTORS:
        return DescriptorEncoder()
    if space_id == further.SPACE_ID:
        return further.FurtherEncoder()
    source = source_id(space_id)
    if source is not None and store is not None:
        encoder: Encoder = _projected(_open_known(source), space_id, store)
    else:
        encoder = _open_known(space_id)
    found, expected = encoder.records[0].model_hash, attributes.get("model_hash")
    if found != expected:
        raise TimbrespaceError(
            f"The weights at hand for '{space_id}' are not those of this atlas "
            f"({found[:8]} instead of {str(expected)[:8]}).",
            "Encode the folder again, or name the atlas's weights with --weights.",
        )
    return encoder


def remember_file_of(encoders: Sequence[Encoder], weights: str | None) -> None:
    """Note for this user which weights were named by their path, and which programs were run."""
    from timbrespace.atlas.remembered import remember_weights, trust_program

    for space_id in (r.id for e in encoders for r in e.records):
        if _model(space_id) in PROGRAMS:
            trust_program(_program(space_id), Path.cwd())
    if weights is not None and Path(weights).is_file():
        for model in {_model(r.id) for e in encoders for r in e.records if r.model_hash}:
            remember_weights(model, Path(weights))


def _open_known(space_id: str) -> Encoder:
    """An encoder by its full id, with weights from the file that this user named before."""
    from timbrespace.atlas.remembered import is_trusted_program, recall_weights
    from timbrespace.spaces import registry

    if _model(space_id) in PROGRAMS and not is_trusted_program(_program(space_id)):
        raise TimbrespaceError(
            f"'{space_id}' is a program that this atlas names, and you have not run it here.",
            f"If you trust it: timbrespace encode FOLDER --space {_program(space_id)}",
        )
    model, family = _model(space_id), _model(space_id).split("-")[0]
    named = recall_weights(model)
    if named is not None:
        return registry.open_encoder(family + space_id[len(model) :], weights=named)
    known = registry.families().get(family)
    own = model.removeprefix(family).removeprefix("-")
    if known is not None and own and own not in known.weights:
        raise TimbrespaceError(
            f"The weights that '{space_id}' was encoded with are not known on this machine.",
            "Name their file once: timbrespace encode FOLDER --atlas ATLAS --weights PATH",
        )
    return registry.open_encoder(space_id)


def _program(space_id: str) -> str:
    """The program of a space, whichever of its outputs the id names."""
    return ":".join(space_id.split(":")[:2])


def _model(space_id: str) -> str:
    """What stands before the first colon: a family and its weights."""
    return space_id.partition(":")[0]


def encode_sound(
    sound: Path | bytes, attributes: dict[str, Any], store: Store | None = None
) -> NDArray[np.float32]:
    """The pooled latent ``(D,)`` of one sound in a space that an atlas has.

    Args:
        sound: A file, or the bytes of one.
        attributes: What the atlas keeps about the space.
        store: The atlas, where spaces that were projected have their projections.

    Raises:
        TimbrespaceError: The sound cannot be read, or the model at hand is not the one
            that the atlas was encoded with.
    """
    from timbrespace.audio.decode import open_blocks, probe
    from timbrespace.spaces.listen import encode_blocks

    encoder = open_again(attributes, store)
    wanted = [r.id for r in encoder.records].index(str(attributes["id"]))
    with _as_file(sound) as path:
        rate = probe(path).sample_rate
        latents = encode_blocks(open_blocks(path), rate, [encoder])[wanted]
    return latents if latents.ndim == 1 else np.asarray(latents.mean(axis=0), np.float32)


def _projected(inner: Encoder, space_id: str, store: Store) -> Encoder:
    from timbrespace.factors.projection.projected import ProjectedEncoder
    from timbrespace.factors.projection.projection import Projection

    projection = Projection.load(store.model_folder(space_id))
    n_dims = int(space_id.rpartition("pca")[2])
    return ProjectedEncoder(inner, {inner.records[0].id: (space_id, projection.first(n_dims))})


@contextmanager
def _as_file(sound: Path | bytes) -> Iterator[Path]:
    """The path of a sound; bytes are kept in a file meanwhile, as decoders want one."""
    if isinstance(sound, Path):
        yield sound
        return
    with tempfile.TemporaryDirectory(prefix="timbrespace-") as folder:
        path = Path(folder) / "sound"
        path.write_bytes(sound)
        yield path


def _pooled_or_not(spec: SpaceSpec, pool: str) -> str:
    """The text that asks for the same tap, not pooled where that was asked for."""
    flat = spec.flat or (pool == "none" and spec.tap not in ("scores", "embedding"))
    return str(replace(spec, flat=flat))


def _device(text: str) -> Device:
    if text not in ("auto", "cpu", "cuda"):
        raise TimbrespaceError(f"There is no device '{text}'.", "Use auto, cpu or cuda.")
    return cast("Device", text)


def _short(space_id: str) -> str:
    """The id without its weights: ``yamnet-tfhub:8`` is ``yamnet:8`` for short."""
    family, _, rest = space_id.partition(":")
    return f"{family.split('-')[0]}:{rest}" if rest else space_id
