"""From a place to a plug-in as an effect."""

from __future__ import annotations

from collections.abc import Callable

from timbrespace.effects.plugins.effect import PluginEffect
from timbrespace.errors import TimbrespaceError

#: What places of plug-ins begin with.
KINDS = ("lv2", "vst3", "au")


def is_plugin(place: str) -> bool:
    """Whether a place names a plug-in.

    Example:
        >>> is_plugin("lv2:http://drobilla.net/plugins/mda/Leslie"), is_plugin("overdrive")
        (True, False)
    """
    return place.partition(":")[0] in KINDS


def open_plugin(place: str, trust: bool = False) -> PluginEffect:
    """The plug-in that a place names; settings that its output can't tell are marked.

    That is measured when a content is opened for the first time
    (:mod:`timbrespace.effects.plugins.remembered`).

    Args:
        place: ``"lv2:URI"`` (or ``"lv2:WORD"``, the end of only one URI), ``"vst3:PATH"``,
            ``"au:PATH"``; ``PATH#NAME`` for one of several in a file.
        trust: The user trusts a file from now on; LV2 plug-ins were installed, which says so.

    Raises:
        NotTrusted: A file is a program that the user has not trusted.
        MissingExtra: It needs pedalboard, and that is not installed.
        TimbrespaceError: There is none, or it can't be used here.
    """
    from timbrespace.effects.plugins.remembered import identified

    return identified(open_unmarked(place, trust))


def open_unmarked(place: str, trust: bool = False) -> PluginEffect:
    """The same, but nothing is measured and nothing marked.

    Raises:
        TimbrespaceError: As for :func:`open_plugin`.
    """
    kind, _, name = place.partition(":")
    if kind not in KINDS:
        raise TimbrespaceError(
            f"'{place}' names no plug-in.", "Name one as lv2:URI, vst3:PATH or au:PATH."
        )
    return _OPEN[kind](name, trust)


def _lv2(name: str, trust: bool) -> PluginEffect:
    from timbrespace.effects.plugins.lv2.effect import open_lv2

    return open_lv2(name)


def _file(place: str, trust: bool) -> PluginEffect:
    from timbrespace.effects.plugins.vst3.effect import open_file

    return open_file(place, trust)


_OPEN: dict[str, Callable[[str, bool], PluginEffect]] = {
    "lv2": _lv2,
    "vst3": _file,
    "au": _file,
}
