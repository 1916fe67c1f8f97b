"""From what a user types (``yamnet:8``) to an encoder.

A text is ``FAMILY[-WEIGHTS]:TAP[:flat]``. Families are found here, and under the entry points
``timbrespace.spaces``, where a package registers an object that is a :class:`Family`.

A trained space is a family by its kind: ``stream:bells``, or the path of its folder, which is
remembered under its name from then on. So is a voice: ``lyra``, ``nn:NAME``, or its path.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Literal

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces.base import Encoder

Device = Literal["auto", "cpu", "cuda"]
Pool = Literal["mean", "none"]

ENTRY_POINTS = "timbrespace.spaces"


@dataclass(frozen=True)
class SpaceSpec:
    """What one text asks for.

    Args:
        family: For instance ``"yamnet"``.
        weights: A set that the text itself names, or None: the atlas's, or the default.
        tap: What comes after the colon; the family knows what it means.
        flat: Whether the text ends in ``:flat`` (not pooled).
    """

    family: str
    weights: str | None
    tap: str
    flat: bool = False

    def __str__(self) -> str:
        family = f"{self.family}-{self.weights}" if self.weights else self.family
        return ":".join([family, self.tap, *(["flat"] if self.flat else [])])


@dataclass(frozen=True)
class Request:
    """What a family is asked to open: one encoder for all of it.

    Args:
        specs: Of this family, all with the same weights.
        weights: A set's name, a path, or None for the family's default.
        pool: ``"mean"``, ``"none"``, or None for what each spec says.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        job: Told of the progress of a download, or None.
    """

    specs: tuple[SpaceSpec, ...]
    weights: str | Path | None
    pool: Pool | None
    device: Device
    job: Job | None


@dataclass(frozen=True)
class Family:
    """A kind of space that can be named.

    Args:
        name: What stands before the colon.
        title: One line for a list.
        taps: What may come after the colon; empty where anything may (a module's name).
        default_tap: The tap of the bare family name, or ``""`` if one must be given.
        weights: Names of its sets of weights; empty where there are none to choose from.
        open: Builds the encoder.
    """

    name: str
    title: str
    taps: tuple[str, ...]
    default_tap: str
    weights: tuple[str, ...]
    open: Callable[[Request], Encoder]


def parse(text: str) -> SpaceSpec:
    """What a text asks for.

    Raises:
        TimbrespaceError: No such family, weights or tap; the nearest name is given.

    Example:
        >>> parse("yamnet-h5:8:flat")
        SpaceSpec(family='yamnet', weights='h5', tap='8', flat=True)
        >>> parse("yamnet")
        SpaceSpec(family='yamnet', weights=None, tap='8', flat=False)
    """
    head, *rest = _named(text.strip()).split(":")
    family, weights = _head(head, text)
    # Alone, it is the name of a module, unless there is another tap that it can mean.
    flat = rest[-1:] == ["flat"] and (len(rest) > 1 or bool(family.default_tap))
    tap = ":".join(rest[:-1] if flat else rest) or family.default_tap
    if not tap or (family.taps and tap not in family.taps):
        raise _unknown(text, [f"{head}:{known}" for known in family.taps])
    return SpaceSpec(family.name, weights, tap, flat)


def open_encoder(
    texts: str | Sequence[str],
    weights: str | Path | None = None,
    pool: Pool | None = None,
    device: Device = "auto",
    job: Job | None = None,
) -> Encoder:
    """One encoder that gives all the spaces named, in one pass, in their order.

    Args:
        texts: ``"yamnet:8"``, or several of one family.
        weights: For texts that name none: a set's name or a path.
        pool: ``"mean"`` or ``"none"``; ``":flat"`` in a text holds whatever this says.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        job: Told of the progress, should weights have to be fetched.

    Raises:
        TimbrespaceError: Unknown names, several families or weights in one call, or whatever
            keeps the family from opening.
    """
    specs = tuple(parse(text) for text in ([texts] if isinstance(texts, str) else texts))
    if not specs:
        raise TimbrespaceError("Expected the name of a space, found none.", _listing())
    if pool not in (None, "mean", "none"):
        raise TimbrespaceError(f"No pooling {pool!r}.", "Use 'mean' or 'none'.")
    named = {spec.weights for spec in specs} - {None}
    if len({spec.family for spec in specs}) > 1 or len(named) > 1:
        raise TimbrespaceError(
            f"{', '.join(map(str, specs))} are different models.",
            "Encode them one after the other; an atlas holds both.",
        )
    chosen = next(iter(named), None) or weights
    return families()[specs[0].family].open(Request(specs, chosen, pool, device, job))


@cache
def families() -> dict[str, Family]:
    """Every family that can be named here, by name."""
    found = {family.name: family for family in (_YAMNET, _HEAR, *_trained(), *_VOICES)}
    for point in entry_points(group=ENTRY_POINTS):
        family = point.load()
        if not isinstance(family, Family):
            raise TimbrespaceError(
                f"The entry point {point.value!r} should be a space family, and is not.",
                f"Update or remove the package {point.dist.name if point.dist else '?'}.",
            )
        found[family.name] = family
    return found


def _named(text: str) -> str:
    """The text, with the place of a trained space or a voice replaced by its name."""
    from timbrespace.spaces.playing import hearing
    from timbrespace.spaces.trained import folder, installed

    place = text.removesuffix(":flat")
    path = Path(place).expanduser()
    name = installed.note(path) if folder.is_space(path) else hearing.id_at(place)
    return text if name is None else name + text[len(place) :]


def _head(head: str, text: str) -> tuple[Family, str | None]:
    """The family before the colon, and the weights after its dash."""
    known = families()
    if head in known:
        return known[head], None
    name, _, weights = head.partition("-")
    if name in known and weights in known[name].weights:
        return known[name], weights
    names = [*known, *(f"{f.name}-{w}" for f in known.values() for w in f.weights)]
    raise _unknown(text, names, head)


def _unknown(text: str, known: Sequence[str], part: str = "") -> TimbrespaceError:
    """An error with the known name nearest to the text, or to the part of it that is wrong."""
    near = difflib.get_close_matches(part or text, known, 1, 0.6)
    meant = f"Did you mean {text.replace(part or text, near[0], 1)!r}? " if near else ""
    return TimbrespaceError(f"There is no space {text!r}.", meant + _listing())


def _listing() -> str:
    listed = "; ".join(f"{each.name} ({each.title})" for each in families().values())
    return f"Spaces here: {listed}."


def _open_yamnet(request: Request) -> Encoder:
    from timbrespace.spaces.yamnet.space import YamNet

    return YamNet.open(
        weights=request.weights or "tfhub",
        taps=[f"{spec.tap}:flat" if spec.flat else spec.tap for spec in request.specs],
        pool="none" if request.pool == "none" else "mean",
        device=request.device,
        job=request.job,
    )


_YAMNET = Family(
    name="yamnet",
    title="what YAMNet hears: yamnet:8, yamnet:embedding, yamnet:scores, yamnet:all",
    taps=("logmel", *map(str, range(14)), "embedding", "scores", "all"),
    default_tap="8",
    weights=("tfhub", "tfhub-int8", "h5"),
    open=_open_yamnet,
)


def _open_hear(request: Request) -> Encoder:
    from timbrespace.spaces.hear import HearModule

    names = {spec.tap for spec in request.specs}
    if len(names) > 1:
        raise TimbrespaceError(
            f"{', '.join(sorted(names))} are different models.",
            "Encode them one after the other; an atlas holds both.",
        )
    return HearModule(
        names.pop(),
        ["timestamps" if s.flat or request.pool == "none" else "scene" for s in request.specs],
        request.weights,
        request.device,
    )


_HEAR = Family(
    name="hear",
    title="any module in the HEAR interface: hear:MODULE",
    taps=(),
    default_tap="",
    weights=(),
    open=_open_hear,
)


def _open_trained(request: Request) -> Encoder:
    from timbrespace.spaces.trained.encoder import TrainedEncoder
    from timbrespace.spaces.trained.installed import find
    from timbrespace.spaces.trained.opening import open_space

    space = open_space(find(_one_model(request)))
    return TrainedEncoder(space, [s.flat or request.pool == "none" for s in request.specs])


def _one_model(request: Request) -> str:
    """What all specs mean, ``FAMILY:TAP``: they differ only in whether they are flat."""
    names = {f"{spec.family}:{spec.tap}" for spec in request.specs}
    if len(names) > 1:
        raise TimbrespaceError(
            f"{', '.join(sorted(names))} are different models.",
            "Encode them one after the other; an atlas holds both.",
        )
    return names.pop()


def _trained() -> list[Family]:
    """One family for each kind whose spaces can be opened here."""
    from timbrespace.spaces.trained.opening import known_kinds

    return [
        Family(
            name=kind,
            title=f"trained: {kind}:NAME, or a space's folder",
            taps=(),
            default_tap="",
            weights=(),
            open=_open_trained,
        )
        for kind in known_kinds()
    ]


def _open_voice(request: Request) -> Encoder:
    from timbrespace.spaces.playing.hearing import VoiceEncoder
    from timbrespace.spaces.playing.opening import open_voice

    name = _one_model(request)
    if name == LYRA:
        # As a voice it has no version in its name; its files may be named like weights.
        voice = open_voice(request.weights or "lyra")
    else:
        voice = open_voice(name)
    return VoiceEncoder(voice, [s.flat or request.pool == "none" for s in request.specs])


LYRA = "lyra:v2"

#: Trained spaces are voices, too, and families of their own.
_VOICES = [
    Family("lyra", "what Lyra plays, at 50 Hz", ("v2",), "v2", (), _open_voice),
    Family("hifigan", "a voice made of HiFi-GAN: hifigan:NAME", (), "", (), _open_voice),
    Family("nn", "TorchScript files for nn~: nn:NAME, or model.ts", (), "", (), _open_voice),
]
