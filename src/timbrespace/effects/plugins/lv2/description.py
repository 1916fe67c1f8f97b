"""An LV2 plug-in as its own Turtle describes it: nothing of it is loaded for this."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from timbrespace.effects.plugins.lv2 import words
from timbrespace.effects.plugins.lv2.turtle import Graph

Kind = OneOf[
    "control", "report", "audio_in", "audio_out", "cv_in", "cv_out", "atom_in", "atom_out",
    "unknown",
]  # fmt: skip


@dataclass(frozen=True)
class Port:
    """One port of a plug-in.

    Args:
        index: As the plug-in counts.
        symbol: Unique within the plug-in.
        title: What a person reads.
        kind: ``control`` is a number that it is given, ``report`` one that it gives.
        low: Least value of a number, in ``unit``; of the sample rate if ``by_rate``.
        high: Greatest.
        default: What it starts with.
        unit: ``"dB"``, ``"Hz"`` ... or ``""``.
        points: Values that have names, and the names.
        flags: Last words of its port properties (``"toggled"``, ``"logarithmic"``).
        designation: What it is for, as an IRI, or ``""``.
        side_chain: It listens to another sound.
    """

    index: int
    symbol: str
    title: str
    kind: Kind
    low: float = 0.0
    high: float = 1.0
    default: float = 0.0
    unit: str = ""
    points: tuple[tuple[float, str], ...] = ()
    flags: frozenset[str] = frozenset()
    designation: str = ""
    side_chain: bool = False


@dataclass(frozen=True)
class Lv2Plugin:
    """One plug-in.

    Args:
        uri: Its name in the world.
        title: What a person reads.
        bundle: The folder that it came in.
        binary: The library that holds its code.
        ports: In the order of their indices.
        required: IRIs of features without which it does not start.
        required_options: IRIs of options that it must be told.
    """

    uri: str
    title: str
    bundle: Path
    binary: Path
    ports: tuple[Port, ...]
    required: frozenset[str] = frozenset()
    required_options: frozenset[str] = frozenset()

    def of(self, kind: Kind) -> tuple[Port, ...]:
        """Its ports of one kind."""
        return tuple(port for port in self.ports if port.kind == kind)

    def missing(self) -> list[str]:
        """What this host lacks for it, in words a person reads; empty where it can be played.

        Example:
            >>> Lv2Plugin("urn:x", "X", Path(), Path("x.so"), ()).missing()
            ['sound goes neither in nor out']
        """
        reasons = [
            f"needs {words.last_word(each)}" for each in sorted(self.required - words.FEATURES)
        ]
        reasons += [
            f"must be told {words.last_word(each)}"
            for each in sorted(self.required_options - words.OPTION_KEYS)
        ]
        reasons += [
            f"has a port of a kind that is not known: {port.symbol}"
            for port in self.of("unknown")
            if "connectionOptional" not in port.flags
        ]
        return reasons + self._silent()

    def _silent(self) -> list[str]:
        inward, outward = self.of("audio_in"), self.of("audio_out")
        if not inward and not outward:
            return ["sound goes neither in nor out"]
        if not inward:
            return ["an instrument: no sound goes in"]
        return [] if outward else ["a meter: no sound comes out"]


def describe(graph: Graph, uri: str, bundle: Path, binary: Path) -> Lv2Plugin:
    """The plug-in as this graph has it.

    Args:
        graph: Its bundle's manifest and all that it refers to.
        uri: Of the plug-in.
        bundle: The folder.
        binary: The library.
    """
    ports = [_port(graph, node) for node in graph.nodes(uri, f"{words.LV2}port")]
    return Lv2Plugin(
        uri=uri,
        title=graph.text(uri, f"{words.DOAP}name") or words.last_word(uri),
        bundle=bundle,
        binary=binary,
        ports=tuple(sorted(ports, key=lambda port: port.index)),
        required=frozenset(graph.nodes(uri, f"{words.LV2}requiredFeature")),
        required_options=frozenset(graph.nodes(uri, f"{words.OPTIONS}requiredOption")),
    )


def _port(graph: Graph, node: str) -> Port:
    flags = _flags(graph, node)
    low, high = _bounds(graph, node, flags)
    default = graph.number(node, f"{words.LV2}default")
    symbol = graph.text(node, f"{words.LV2}symbol")
    designations = graph.nodes(node, f"{words.LV2}designation")
    return Port(
        index=int(graph.number(node, f"{words.LV2}index") or 0),
        symbol=symbol,
        title=graph.text(node, f"{words.LV2}name") or symbol,
        kind=_kind(graph, node),
        low=low,
        high=high,
        default=min(max(low if default is None else default, low), high),
        unit=_unit(graph, node),
        points=_points(graph, node),
        flags=flags,
        designation=designations[0] if designations else "",
        side_chain="isSideChain" in flags or _in_side_group(graph, node),
    )


def _kind(graph: Graph, node: str) -> Kind:
    types = set(graph.nodes(node, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
    inward = f"{words.LV2}InputPort" in types
    if f"{words.LV2}ControlPort" in types:
        return "control" if inward else "report"
    if f"{words.LV2}AudioPort" in types:
        return "audio_in" if inward else "audio_out"
    if f"{words.LV2}CVPort" in types:
        return "cv_in" if inward else "cv_out"
    if f"{words.ATOM}AtomPort" in types:
        return "atom_in" if inward else "atom_out"
    return "unknown"


def _flags(graph: Graph, node: str) -> frozenset[str]:
    found = graph.nodes(node, f"{words.LV2}portProperty")
    return frozenset(each.rpartition("#")[2] for each in found)


def _bounds(graph: Graph, node: str, flags: frozenset[str]) -> tuple[float, float]:
    if "toggled" in flags:
        return 0.0, 1.0
    low = graph.number(node, f"{words.LV2}minimum")
    high = graph.number(node, f"{words.LV2}maximum")
    low = 0.0 if low is None else low
    return low, (max(low, 0.0) + 1.0 if high is None else high)


def _unit(graph: Graph, node: str) -> str:
    for each in graph.nodes(node, f"{words.UNITS}unit"):
        if each.startswith(words.UNITS):
            return words.UNIT_SYMBOLS.get(each.removeprefix(words.UNITS), "")
        return graph.text(each, f"{words.UNITS}symbol")
    return ""


def _points(graph: Graph, node: str) -> tuple[tuple[float, str], ...]:
    found = []
    for each in graph.nodes(node, f"{words.LV2}scalePoint"):
        value = graph.number(each, words.RDF_VALUE)
        if value is not None:
            found.append((value, graph.text(each, f"{words.RDFS}label")))
    return tuple(sorted(found))


def _in_side_group(graph: Graph, node: str) -> bool:
    groups = graph.nodes(node, f"{words.GROUPS}group")
    return any(graph.all(each, f"{words.GROUPS}sideChainOf") for each in groups)
