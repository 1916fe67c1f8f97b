"""What FoxDot's sample letters stand for.

The descriptions are the package's own (``FoxDot/lib/Buffers.py`` of 0.9.0, CC-BY-SA-4.0, by
Ryan Kirkbride and contributors). The classes are ours, read off those descriptions and, where
a file's own name is more exact ("2_bb_snare"), off that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: class -> family
FAMILIES = {
    "kick": "drum",
    "snare": "drum",
    "rimshot": "drum",
    "clap": "drum",
    "tom": "drum",
    "hat closed": "cymbal",
    "hat open": "cymbal",
    "hat": "cymbal",
    "ride": "cymbal",
    "crash": "cymbal",
    "cowbell": "percussion",
    "conga": "percussion",
    "tabla": "percussion",
    "hang": "percussion",
    "woodblock": "percussion",
    "shaker": "percussion",
    "tambourine": "percussion",
    "triangle": "percussion",
    "metal": "percussion",
    "snap": "percussion",
    "percussion": "percussion",
    "voice": "voice",
    "stab": "synth",
    "beep": "synth",
    "noise": "effect",
    "scratch": "effect",
    "effect": "effect",
}

#: character -> (description in the package, class of ours)
_LETTERS = {
    "a": ("Gameboy hihat", "hat"),
    "A": ("Gameboy kick drum", "kick"),
    "b": ("Noisy beep", "beep"),
    "B": ("Short saw", "beep"),
    "c": ("Voice/string", "voice"),
    "C": ("Choral", "voice"),
    "d": ("Woodblock", "woodblock"),
    "D": ("Dirty snare", "snare"),
    "e": ("Electronic Cowbell", "cowbell"),
    "E": ("Ringing percussion", "percussion"),
    "f": ("Pops", "percussion"),
    "F": ("Trumpet stabs", "stab"),
    "g": ("Ominous", "effect"),
    "G": ("Ambient stabs", "stab"),
    "h": ("Finger snaps", "snap"),
    "H": ("Clap", "clap"),
    "i": ("Jungle snare", "snare"),
    "I": ("Rock snare", "snare"),
    "j": ("Whines", "effect"),
    "J": ("Ambient stabs", "stab"),
    "k": ("Wood shaker", "shaker"),
    "K": ("Percussive hits", "percussion"),
    "l": ("Robot noise", "noise"),
    "L": ("Noisy percussive hits", "noise"),
    "m": ("808 toms", "tom"),
    "M": ("Acoustic toms", "tom"),
    "n": ("Noise", "noise"),
    "N": ("Gameboy SFX", "effect"),
    "o": ("Snare drum", "snare"),
    "O": ("Heavy snare", "snare"),
    "p": ("Tabla", "tabla"),
    "P": ("Tabla long", "tabla"),
    "q": ("Ambient stabs", "stab"),
    "Q": ("Electronic stabs", "stab"),
    "r": ("Metal", "metal"),
    "R": ("Metallic", "metal"),
    "s": ("Shaker", "shaker"),
    "S": ("Tamborine", "tambourine"),
    "t": ("Rimshot", "rimshot"),
    "T": ("Cowbell", "cowbell"),
    "u": ("Soft snare", "snare"),
    "U": ("Misc. Fx", "effect"),
    "v": ("Soft kick", "kick"),
    "V": ("Hard kick", "kick"),
    "w": ("Dub hits", "percussion"),
    "W": ("Distorted", "percussion"),
    "x": ("Bass drum", "kick"),
    "X": ("Heavy kick", "kick"),
    "y": ("Percussive hits", "percussion"),
    "Y": ("High buzz", "beep"),
    "z": ("Scratch", "scratch"),
    "Z": ("Loud stabs", "stab"),
    "-": ("Hi hat closed", "hat closed"),
    "|": ("Hangdrum", "hang"),
    "=": ("Hi hat open", "hat open"),
    "/": ("Reverse sounds", "effect"),
    "*": ("Clap", "clap"),
    "\\": ("Lazer", "effect"),
    "~": ("Ride cymbal", "ride"),
    "%": ("Noise bursts", "noise"),
    "^": ("'Donk'", "percussion"),
    "$": ("Beatbox", "voice"),
    "#": ("Crash", "crash"),
    "!": ("Yeah!", "voice"),
    "+": ("Clicks", "percussion"),
    "&": ("Chime", "triangle"),
    "@": ("Gameboy noise", "noise"),
    ":": ("Hi-hats", "hat"),
    "1": ("Vocals (One)", "voice"),
    "2": ("Vocals (Two)", "voice"),
    "3": ("Vocals (Three)", "voice"),
    "4": ("Vocals (Four)", "voice"),
}

#: folder of a character that is no letter -> the character
_CHARACTERS = {
    "ampersand": "&",
    "asterix": "*",
    "at": "@",
    "backslash": "\\",
    "bar": "|",
    "caret": "^",
    "colon": ":",
    "dollar": "$",
    "equals": "=",
    "exclamation": "!",
    "forwardslash": "/",
    "hash": "#",
    "hyphen": "-",
    "lessthan": "<",
    "percent": "%",
    "plus": "+",
    "question": "?",
    "semicolon": ";",
    "tilde": "~",
}

#: What a file's own name says more exactly than its letter does.
_BY_NAME = [
    (r"open_?hi?hat|open_?hat|hihat_open|hat_open", "hat open"),
    (r"closed_?hat|hihat_closed", "hat closed"),
    (r"hi_?hat|\bhh\d", "hat"),
    (r"bb_(big_)?kick", "kick"),
    (r"bb_snare|snare_drum", "snare"),
    (r"bb_shake", "shaker"),
    (r"conga", "conga"),
    (r"cymrev", "effect"),
    (r"^4_metal", "metal"),
]


@dataclass(frozen=True)
class Letter:
    """A character of FoxDot's sample language.

    Args:
        character: Itself, or ``""`` for what belongs to none.
        word: A name that any file system takes, and that differs in more than letter case.
        description: The package's own words, or ``""`` where it has none.
        kind: Class, or ``""`` where nothing says one.
    """

    character: str
    word: str
    description: str = ""
    kind: str = ""


def letter_of(place: str) -> Letter:
    """The letter whose samples lie in a folder below ``FoxDot/snd``.

    Example:
        >>> letter_of("x/upper")
        Letter(character='X', word='X upper', description='Heavy kick', kind='kick')
        >>> letter_of("_/caret").character
        '^'
    """
    first, _, second = place.partition("/")
    if first == "_":
        character = _CHARACTERS.get(second, second)
        word = second
    elif second == "upper":
        character, word = first.upper(), f"{first.upper()} upper"
    elif second == "lower":
        character, word = first, first
    else:
        character, word = "", "loop"
    safe = re.sub(r"[^A-Za-z0-9 ]", "", word) or "other"
    return Letter(character, safe, *_LETTERS.get(character, ("", "")))


def class_of(letter: Letter, name: str) -> tuple[str, str]:
    """Class and family of one sample, ``"other"`` where the package says nothing of it.

    Example:
        >>> class_of(letter_of("_/dollar"), "2_bb_snare.wav")
        ('snare', 'voice')
        >>> class_of(letter_of("x/lower"), "1_kick_drum.wav")
        ('kick', 'drum')
    """
    named = next((kind for told, kind in _BY_NAME if re.search(told, name.lower())), "")
    kind = named or letter.kind or "other"
    if letter.character == "$":  # a snare of the beat-boxer is still a voice
        return kind, "voice"
    return kind, FAMILIES.get(kind, "other")
