"""The words that LV2 plug-ins describe themselves with, as far as a host of effects needs them."""

from __future__ import annotations

LV2 = "http://lv2plug.in/ns/lv2core#"
EXT = "http://lv2plug.in/ns/ext/"
ATOM = f"{EXT}atom#"
BUFFER = f"{EXT}buf-size#"
OPTIONS = f"{EXT}options#"
URID = f"{EXT}urid#"
PARAMETERS = f"{EXT}parameters#"
PROPS = f"{EXT}port-props#"
GROUPS = f"{EXT}port-groups#"
UNITS = "http://lv2plug.in/ns/extensions/units#"
DOAP = "http://usefulinc.com/ns/doap#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"

#: What this host offers a plug-in that asks for it.
FEATURES = frozenset(
    {
        f"{URID}map",
        f"{URID}unmap",
        f"{OPTIONS}options",
        f"{BUFFER}boundedBlockLength",
        f"{BUFFER}fixedBlockLength",
        f"{BUFFER}powerOf2BlockLength",
        f"{BUFFER}coarseBlockLength",
        # Promises about how the host behaves, which this one keeps: input and output never share
        # memory, and what is played is heard at once.
        f"{LV2}inPlaceBroken",
        f"{LV2}isLive",
        f"{LV2}hardRTCapable",
    }
)

#: Options that this host states.
OPTION_KEYS = frozenset(
    {
        f"{BUFFER}minBlockLength",
        f"{BUFFER}maxBlockLength",
        f"{BUFFER}nominalBlockLength",
        f"{BUFFER}sequenceSize",
        f"{PARAMETERS}sampleRate",
    }
)

#: Units as a person reads them, by the last word of their IRI.
UNIT_SYMBOLS = {
    "db": "dB",
    "hz": "Hz",
    "khz": "kHz",
    "mhz": "MHz",
    "ms": "ms",
    "s": "s",
    "min": "min",
    "pc": "%",
    "cent": "ct",
    "semitone12TET": "semitones",
    "oct": "oct",
    "bpm": "BPM",
    "degree": "°",
    "m": "m",
    "cm": "cm",
    "mm": "mm",
    "frame": "samples",
}


def last_word(iri: str) -> str:
    """What stands behind the last ``#`` or ``/``: how a person names it.

    Example:
        >>> last_word("http://lv2plug.in/ns/ext/worker#schedule")
        'worker:schedule'
        >>> last_word("http://drobilla.net/plugins/mda/Leslie")
        'Leslie'
    """
    head, mark, word = iri.rpartition("#")
    if not mark:
        return iri.rstrip("/").rpartition("/")[2]
    return f"{head.rpartition('/')[2]}:{word}"
