"""The C structures of LV2's core, as ctypes has them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_double, c_uint32, c_void_p
from pathlib import Path
from typing import Any

from timbrespace.errors import TimbrespaceError

Handle = c_void_p


class Feature(Structure):
    """``LV2_Feature``: something that the host offers."""

    _fields_ = [("uri", c_char_p), ("data", c_void_p)]


class Descriptor(Structure):
    """``LV2_Descriptor``: the functions of one plug-in; some may be null."""

    _fields_ = [
        ("uri", c_char_p),
        ("instantiate", CFUNCTYPE(c_void_p, c_void_p, c_double, c_char_p, c_void_p)),
        ("connect_port", CFUNCTYPE(None, c_void_p, c_uint32, c_void_p)),
        ("activate", CFUNCTYPE(None, c_void_p)),
        ("run", CFUNCTYPE(None, c_void_p, c_uint32)),
        ("deactivate", CFUNCTYPE(None, c_void_p)),
        ("cleanup", CFUNCTYPE(None, c_void_p)),
        ("extension_data", CFUNCTYPE(c_void_p, c_char_p)),
    ]


class LibraryDescriptor(Structure):
    """``LV2_Lib_Descriptor``: the newer way to find a descriptor."""

    _fields_ = [
        ("handle", c_void_p),
        ("size", c_uint32),
        ("cleanup", CFUNCTYPE(None, c_void_p)),
        ("get_plugin", CFUNCTYPE(c_void_p, c_void_p, c_uint32)),
    ]


class Option(Structure):
    """``LV2_Options_Option``: a number that the host states."""

    _fields_ = [
        ("context", c_uint32),
        ("subject", c_uint32),
        ("key", c_uint32),
        ("size", c_uint32),
        ("type", c_uint32),
        ("value", c_void_p),
    ]


class UridMap(Structure):
    """``LV2_URID_Map``."""

    CALL = CFUNCTYPE(c_uint32, c_void_p, c_char_p)
    _fields_ = [("handle", c_void_p), ("map", CALL)]


class UridUnmap(Structure):
    """``LV2_URID_Unmap``; the text is given as the address of its first byte."""

    CALL = CFUNCTYPE(c_void_p, c_void_p, c_uint32)
    _fields_ = [("handle", c_void_p), ("unmap", CALL)]


def descriptor(binary: Path, bundle: Path, uri: str, features: Any) -> Any:
    """A pointer to the :class:`Descriptor` of a plug-in; loads its code.

    Args:
        binary: The library.
        bundle: The folder of the plug-in.
        uri: Which plug-in of the library.
        features: A null-ended array of pointers to :class:`Feature`.

    Raises:
        TimbrespaceError: The library can't be loaded, or has no such plug-in.
    """
    try:
        library = ctypes.CDLL(str(binary))
    except OSError as error:
        raise TimbrespaceError(f"can't be loaded ({error})") from error
    for each in _all(library, bundle, features):
        if each.contents.uri == uri.encode():
            return each
    raise TimbrespaceError(f"is not in its library '{binary.name}'")


def _all(library: ctypes.CDLL, bundle: Path, features: Any) -> Any:
    get: Callable[[int], int | None]
    if hasattr(library, "lv2_lib_descriptor"):
        library.lv2_lib_descriptor.restype = POINTER(LibraryDescriptor)
        library.lv2_lib_descriptor.argtypes = [c_char_p, c_void_p]
        found = library.lv2_lib_descriptor(f"{bundle}/".encode(), features)
        if not found:
            return
        whole = found.contents
        get = lambda index: whole.get_plugin(whole.handle, index)  # noqa: E731
    elif hasattr(library, "lv2_descriptor"):
        library.lv2_descriptor.restype = c_void_p
        library.lv2_descriptor.argtypes = [c_uint32]
        get = library.lv2_descriptor
    else:
        return
    index = 0
    while address := get(index):
        yield ctypes.cast(address, POINTER(Descriptor))
        index += 1
