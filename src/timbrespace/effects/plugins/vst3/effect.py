"""A VST3 or AU plug-in of a file as an effect."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from timbrespace.atlas.files import read_json, write_json
from timbrespace.effects.plugins.effect import PluginEffect
from timbrespace.effects.plugins.running import Channels
from timbrespace.effects.plugins.vst3 import consent
from timbrespace.effects.plugins.vst3.instance import FileDetails
from timbrespace.effects.plugins.vst3.parameters import knobs
from timbrespace.effects.plugins.watched.process import Opening, PluginProcess
from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.places import cache_dir

#: A plug-in's parameters don't depend on it; it is only looked at.
_LOOKED_AT_HZ = 48_000


def open_file(place: str, trust: bool = False) -> PluginEffect:
    """The plug-in of a ``.vst3`` or ``.component``; ``PATH#NAME`` for one of several in a file.

    Args:
        place: Where it lies.
        trust: The user says that this program may run; it is remembered.

    Raises:
        MissingExtra: pedalboard is not installed.
        PluginNotTrusted: The user has not said so.
        PluginFailed: It crashed, hung or refused while it was looked at.
        TimbrespaceError: There is no such file.
    """
    text, hash_, name = place.partition("#")
    path = Path(text).expanduser().absolute()
    if not path.exists():
        raise TimbrespaceError(
            f"There is no plug-in at '{path}'.", "Give the path of a .vst3 or .component."
        )
    if find_spec("pedalboard") is None:
        raise MissingExtra("VST3 and AU plug-ins", "plugins")
    content = consent.check(path, trust=trust)
    facts = _facts(path, name or None, content)
    turned = knobs(facts["parameters"])
    channels = Channels(facts["channels"], facts["channels"])
    keys = [knob.parameter.name for knob in turned]
    details = FileDetails(path=str(path), name=name or None, keys=keys, look=False)
    resting = [knob.parameter.theta(knob.parameter.default) for knob in turned]
    kind = "au" if path.suffix == ".component" else "vst3"
    return PluginEffect(
        id=f"{kind}:{path}{hash_}{name}",
        title=facts["title"],
        knobs=turned,
        channels=channels,
        opening=_opening(details, facts["title"], channels, resting),
        content=content,
    )


def _facts(path: Path, name: str | None, content: str) -> dict[str, Any]:
    """What the plug-in says of itself; asked once for each content, since it takes a while."""
    kept = cache_dir() / "plugins" / f"{content[:32]}-{version('pedalboard')}.json"
    known: dict[str, Any] = dict(read_json(kept)) if kept.exists() else {}
    if (name or "") not in known:
        details = FileDetails(path=str(path), name=name, keys=[], look=True)
        process = PluginProcess(_opening(details, path.stem, Channels(2, 2), []), _LOOKED_AT_HZ)
        process.end()
        known[name or ""] = process.about
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_json(kept, known)
    found: dict[str, Any] = known[name or ""]
    return found


def _opening(
    details: FileDetails, title: str, channels: Channels, resting: list[float]
) -> Opening:
    return Opening(
        kind="vst3",
        title=title,
        details=details,
        controls=len(resting),
        resting=resting,
        inputs=channels.inputs,
        outputs=channels.outputs,
    )
