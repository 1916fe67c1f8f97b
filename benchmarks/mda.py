"""Drive a real mda plug-in (Debian's mda-lv2) with any sound and settings.

    python benchmarks/mda.py Overdrive                       # its ports
    python benchmarks/mda.py Overdrive in.wav out.wav drive=0.5 muffle=0.2
    >>> from mda import drive, ports
    >>> y = drive("Overdrive", x, 48_000, drive=0.5)         # x, y: (2, T) float32

Settings are the ports' own, 0 to 1; what is not named has its default.
"""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

import numpy as np

BUNDLE = Path("/usr/lib/lv2/mda.lv2")
_KEEP = []


class Descriptor(ctypes.Structure):
    """LV2_Descriptor."""

    _fields_ = [
        ("uri", ctypes.c_char_p),
        ("instantiate", ctypes.CFUNCTYPE(
            ctypes.c_void_p, ctypes.c_void_p, ctypes.c_double, ctypes.c_char_p, ctypes.c_void_p)),
        ("connect_port", ctypes.CFUNCTYPE(
            None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)),
        ("activate", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("run", ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32)),
        ("deactivate", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("cleanup", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("extension_data", ctypes.c_void_p),
    ]  # fmt: skip


def ports(name):
    """Its ports: (index, symbol, kind, default), kind one of in, out, control, report."""
    text = (BUNDLE / f"{name}.ttl").read_text()
    found = []
    for part in re.split(r"lv2:index", text)[1:]:
        head = text[: text.index("lv2:index" + part)].rsplit("[", 1)[1]
        index = int(part.split()[0])
        symbol = re.search(r'lv2:symbol "(\w+)"', part)[1]
        default = re.search(r"lv2:default ([-\d.]+)", part)
        audio, enters = "AudioPort" in head, "InputPort" in head
        kind = {(1, 1): "in", (1, 0): "out", (0, 1): "control", (0, 0): "report"}[audio, enters]
        found.append((index, symbol, kind, float(default[1]) if default else 0.0))
    return found


def drive(name, x, sample_rate, block=512, **settings):
    """Sound (1 or 2, T) through the plug-in, from silence: (2, T)."""
    x = np.atleast_2d(np.asarray(x, np.float32))
    x = np.ascontiguousarray(np.repeat(x, 2, axis=0) if len(x) == 1 else x)
    y = np.zeros_like(x)
    library = ctypes.CDLL(str(BUNDLE / f"{name}.so"))
    library.lv2_descriptor.restype = ctypes.POINTER(Descriptor)
    library.lv2_descriptor.argtypes = [ctypes.c_uint32]
    made = library.lv2_descriptor(0)
    plug = made.contents
    features = (ctypes.c_void_p * 1)(None)
    handle = plug.instantiate(made, float(sample_rate), f"{BUNDLE}/".encode(), features)
    known = ports(name)
    unknown = set(settings) - {symbol for _, symbol, kind, _ in known if kind == "control"}
    if unknown:
        raise SystemExit(f"{name} has no {unknown}; it has {known}")
    controls = {}
    for index, symbol, kind, default in known:
        if kind in ("control", "report"):
            controls[index] = ctypes.c_float(settings.get(symbol, default))
            plug.connect_port(handle, index, ctypes.addressof(controls[index]))
    if plug.activate:
        plug.activate(handle)
    ins = [index for index, _, kind, _ in known if kind == "in"]
    outs = [index for index, _, kind, _ in known if kind == "out"]
    for at in range(0, x.shape[1], block):
        for rows, indices in ((x, ins), (y, outs)):
            for row, index in zip(rows, indices, strict=True):
                plug.connect_port(handle, index, row.ctypes.data + 4 * at)
        plug.run(handle, min(block, x.shape[1] - at))
    if plug.deactivate:
        plug.deactivate(handle)
    plug.cleanup(handle)
    return y


def main(args):
    """See above."""
    import soundfile

    if len(args) < 3:
        for port in ports(args[0]):
            print(*port)
        return
    x, rate = soundfile.read(args[1], dtype="float32", always_2d=True)
    named = dict(each.split("=") for each in args[3:])
    y = drive(args[0], x.T, rate, **{k: float(v) for k, v in named.items()})
    soundfile.write(args[2], y.T, rate, subtype="FLOAT")


if __name__ == "__main__":
    main(sys.argv[1:])
