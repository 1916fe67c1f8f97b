"""Patches of Max, written object by object: JSON that Max 7 and later read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

#: What objects in use here have, as inlets and outlets; those of others are given.
ENDS = {
    "comment": (1, 0),
    "flonum": (1, 2),
    "slider": (1, 1),
    "toggle": (1, 1),
    "button": (1, 1),
    "message": (2, 1),
    "inlet": (0, 1),
    "ezdac~": (2, 0),
}


@dataclass
class MaxPatch:
    """A patcher that boxes are put on and connected.

    Args:
        width: Of its window, in pixels.
        height: Likewise.

    Example:
        >>> patch = MaxPatch(300, 200)
        >>> number = patch.box("flonum", 10, 10, annotation="Loudness in LUFS")
        >>> patch.connect(number, patch.object("print", 1, 0, 10, 40))
        >>> json.loads(patch.text())["patcher"]["lines"]
        [{'patchline': {'source': ['obj-1', 0], 'destination': ['obj-2', 0]}}]
    """

    width: int
    height: int
    _boxes: list[dict[str, Any]] = field(default_factory=list)
    _lines: list[dict[str, Any]] = field(default_factory=list)

    def object(self, text: str, n_in: int, n_out: int, x: int, y: int, width: int = 0) -> str:
        """An object by its name and arguments, with so many inlets and outlets; its id."""
        width = width or 20 + 7 * len(text)
        return self._add("newobj", n_in, n_out, [x, y, width, 22], {"text": text})

    def box(self, kind: str, x: int, y: int, width: int = 60, **attributes: Any) -> str:
        """A box of a kind of its own: a number, a slider, a switch."""
        rect = [x, y, width, width if kind == "ezdac~" else 22]
        # What is looked at stands at the same place when the patch is played.
        shown = {"presentation": 1, "presentation_rect": [float(each) for each in rect]}
        return self._add(kind, *ENDS[kind], rect, {**attributes, **shown})

    def message(self, text: str, x: int, y: int) -> str:
        """A message, sent by what comes in; not seen when the patch is played."""
        rect = [x, y, 20 + 7 * len(text), 22]
        return self._add("message", *ENDS["message"], rect, {"text": text})

    def inlet(self, index: int, x: int, y: int, comment: str) -> str:
        """An inlet, for those who use the patch in theirs; counted from 1."""
        attributes = {"comment": comment, "index": index}
        return self._add("inlet", *ENDS["inlet"], [x, y, 30, 30], attributes)

    def comment(self, x: int, y: int, text: str, width: int = 0) -> None:
        """Words for people."""
        self.box("comment", x, y, width or 20 + 7 * len(text), text=text)

    def connect(self, source: str, target: str, *, outlet: int = 0, inlet: int = 0) -> None:
        """A cord from one box to another."""
        line = {"source": [source, outlet], "destination": [target, inlet]}
        self._lines.append({"patchline": line})

    def chain(self, *ids: str) -> None:
        """Cords from each to the next."""
        for source, target in zip(ids[:-1], ids[1:], strict=True):
            self.connect(source, target)

    def text(self) -> str:
        """The file."""
        version = {"major": 8, "minor": 0, "revision": 0, "architecture": "x64"}
        patcher = {
            "fileversion": 1,
            "appversion": {**version, "modernui": 1},
            "classnamespace": "box",
            "rect": [60.0, 90.0, float(self.width), float(self.height)],
            "openinpresentation": 1,
            "default_fontsize": 12.0,
            "default_fontname": "Arial",
            "boxes": self._boxes,
            "lines": self._lines,
        }
        return json.dumps({"patcher": patcher}, indent=1, ensure_ascii=False) + "\n"

    def _add(
        self, kind: str, n_in: int, n_out: int, rect: list[int], attributes: dict[str, Any]
    ) -> str:
        name = f"obj-{len(self._boxes) + 1}"
        box = {
            "id": name,
            "maxclass": kind,
            "numinlets": n_in,
            "numoutlets": n_out,
            "patching_rect": [float(each) for each in rect],
            **attributes,
        }
        self._boxes.append({"box": box})
        return name
