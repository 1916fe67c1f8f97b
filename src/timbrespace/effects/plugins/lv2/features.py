"""What this host offers LV2 plug-ins: numbers for URIs, and a few facts about how it runs them."""

from __future__ import annotations

import ctypes
from ctypes import c_float, c_int32, c_void_p, sizeof
from typing import Any

from timbrespace.effects.plugins.lv2 import abi, words
from timbrespace.effects.plugins.watched.shared import STEP

#: Bytes of a buffer for messages.
SEQUENCE_BYTES = 65_536


class Offered:
    """The features, and all memory that they point to: it must live as long as the plug-in.

    Args:
        sample_rate: In Hz.

    Attributes:
        array: A null-ended array of pointers, as ``instantiate`` takes it.
    """

    def __init__(self, sample_rate: int) -> None:
        self._numbers: dict[bytes, int] = {}
        self._texts: dict[int, ctypes.Array[ctypes.c_char]] = {}
        self._kept: list[Any] = []
        offered = [
            abi.Feature(f"{words.URID}map".encode(), self._map()),
            abi.Feature(f"{words.URID}unmap".encode(), self._unmap()),
            abi.Feature(f"{words.OPTIONS}options".encode(), self._options(sample_rate)),
        ]
        stated = sorted(words.FEATURES - {each.uri.decode() for each in offered})
        offered += [abi.Feature(each.encode(), None) for each in stated]
        self.array = (ctypes.POINTER(abi.Feature) * (len(offered) + 1))()
        for i, each in enumerate(offered):
            self.array[i] = ctypes.pointer(each)

    def number_of(self, uri: str) -> int:
        """The number that stands for a URI."""
        return self._number(None, uri.encode())

    def _number(self, _: Any, uri: bytes) -> int:
        if uri not in self._numbers:
            self._numbers[uri] = len(self._numbers) + 1
            self._texts[self._numbers[uri]] = ctypes.create_string_buffer(uri)
        return self._numbers[uri]

    def _text(self, _: Any, number: int) -> int | None:
        text = self._texts.get(number)
        return None if text is None else ctypes.addressof(text)

    def _map(self) -> int:
        return self._keep(abi.UridMap(None, abi.UridMap.CALL(self._number)))

    def _unmap(self) -> int:
        return self._keep(abi.UridUnmap(None, abi.UridUnmap.CALL(self._text)))

    def _options(self, sample_rate: int) -> int:
        stated: list[tuple[str, str, c_int32 | c_float]] = [
            (f"{words.BUFFER}minBlockLength", "Int", c_int32(STEP)),
            (f"{words.BUFFER}maxBlockLength", "Int", c_int32(STEP)),
            (f"{words.BUFFER}nominalBlockLength", "Int", c_int32(STEP)),
            (f"{words.BUFFER}sequenceSize", "Int", c_int32(SEQUENCE_BYTES)),
            (f"{words.PARAMETERS}sampleRate", "Float", c_float(sample_rate)),
        ]
        options = (abi.Option * (len(stated) + 1))()
        for i, (key, kind, value) in enumerate(stated):
            options[i].key = self.number_of(key)
            options[i].type = self.number_of(f"{words.ATOM}{kind}")
            options[i].size = sizeof(value)
            options[i].value = self._keep(value)
        return self._keep(options)

    def _keep(self, thing: Any) -> int:
        self._kept.append(thing)
        address = c_void_p(ctypes.addressof(thing)).value
        assert address is not None
        return address
