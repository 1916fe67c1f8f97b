"""An installed LV2 plug-in as an effect."""

from __future__ import annotations

import hashlib
from pathlib import Path

from timbrespace.effects.plugins.effect import PluginEffect
from timbrespace.effects.plugins.lv2.bundles import find
from timbrespace.effects.plugins.lv2.description import Lv2Plugin
from timbrespace.effects.plugins.lv2.instance import wiring
from timbrespace.effects.plugins.lv2.parameters import by_rate, knobs, resting
from timbrespace.effects.plugins.running import Channels
from timbrespace.effects.plugins.watched.process import Opening
from timbrespace.errors import TimbrespaceError


def open_lv2(name: str) -> PluginEffect:
    """The installed plug-in of this URI, or the only one whose URI ends in this word.

    Nothing of it runs yet; its process starts with the first stream.

    Raises:
        TimbrespaceError: It is not installed, or needs what this host does not offer.
    """
    return lv2_effect(find(name))


def lv2_effect(plugin: Lv2Plugin) -> PluginEffect:
    """The effect of a plug-in that was found.

    Raises:
        TimbrespaceError: It needs what this host does not offer.
    """
    missing = plugin.missing()
    if missing:
        raise TimbrespaceError(
            f"The plug-in '{plugin.title}' can't be used here: {'; '.join(missing)}.",
            "`timbrespace plugins` lists those that can.",
        )
    wires = wiring(plugin)
    roles = [role for _, role, _ in wires["ports"]]
    channels = Channels(roles.count("in"), roles.count("out"))
    opening = Opening(
        kind="lv2",
        title=plugin.title,
        details=wires,
        controls=roles.count("number"),
        resting=resting(plugin),
        inputs=channels.inputs,
        outputs=channels.outputs,
    )
    return PluginEffect(
        id=f"lv2:{plugin.uri}",
        title=plugin.title,
        knobs=knobs(plugin),
        channels=channels,
        opening=opening,
        by_rate=by_rate(plugin),
        content=_content(plugin.binary),
    )


def _content(binary: Path) -> str:
    """Of the library; one that can't be read has none, and what runs it will say so."""
    try:
        with binary.open("rb") as code:
            return hashlib.file_digest(code, "sha256").hexdigest()
    except OSError:
        return ""
