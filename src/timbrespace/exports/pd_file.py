"""Patches of Pure Data, written object by object: the format that Pd 0.51 and later read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: A name that is none: nothing is sent there.
NOBODY = "empty"
_LOOK = "empty 0 -8 0 10 #fcfcfc #000000 #000000"


@dataclass
class PdPatch:
    """A canvas that objects are put on and connected.

    Args:
        width: Of its window, in pixels.
        height: Likewise.

    Example:
        >>> patch = PdPatch(300, 200)
        >>> one = patch.message(10, 10, "hello, $1")
        >>> patch.connect(one, patch.object(10, 40, "print"))
        >>> print(patch.text(), end="")
        #N canvas 60 60 300 200 12;
        #X msg 10 10 hello \\, \\$1;
        #X obj 10 40 print;
        #X connect 0 0 1 0;
    """

    width: int
    height: int
    _items: list[str] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)

    def object(self, x: int, y: int, text: str) -> int:
        """An object by its name and arguments; its number."""
        return self._add(f"#X obj {x} {y} {escaped(text)};")

    def message(self, x: int, y: int, text: str) -> int:
        """A message box."""
        return self._add(f"#X msg {x} {y} {escaped(text)};")

    def comment(self, x: int, y: int, text: str) -> int:
        """Words for people, on one line."""
        return self._add(f"#X text {x} {y} {escaped(text)}, f {len(text) + 1};")

    def slider(
        self, x: int, y: int, low: float, high: float, *,
        sends: str = NOBODY, receives: str = NOBODY, log: bool = False,
    ) -> int:  # fmt: skip
        """A slider of 200 by 16 pixels."""
        names = escaped(f"{sends} {receives}")
        ends = f"{low:.6g} {high:.6g} {int(log)} 0"
        return self._add(f"#X obj {x} {y} hsl 200 16 {ends} {names} {_LOOK} 0 1;")

    def toggle(
        self, x: int, y: int, *,
        sends: str = NOBODY, receives: str = NOBODY, start: bool | None = None,
    ) -> int:  # fmt: skip
        """A switch, 0 or 1; ``start`` is what it says when the patch is opened."""
        names = escaped(f"{sends} {receives}")
        says = int(start is not None)
        return self._add(f"#X obj {x} {y} tgl 16 {says} {names} {_LOOK} {int(bool(start))} 1;")

    def button(self, x: int, y: int, *, sends: str = NOBODY, receives: str = NOBODY) -> int:
        """Something to press."""
        names = escaped(f"{sends} {receives}")
        return self._add(f"#X obj {x} {y} bng 16 250 50 0 {names} {_LOOK};")

    def number(self, x: int, y: int, *, sends: str = "-", receives: str = "-") -> int:
        """A number that is shown, and told to a name."""
        names = escaped(f"{receives} {sends}")
        return self._add(f"#X floatatom {x} {y} 8 0 0 0 - {names} 0;")

    def inside(self, x: int, y: int, name: str, patch: PdPatch) -> int:
        """A patch in a window of its own."""
        window = f"#N canvas 90 90 {patch.width} {patch.height} {name} 0;"
        body = [window, *patch._items, *patch._lines, f"#X restore {x} {y} pd {name};"]
        return self._add("\n".join(body))

    def connect(self, source: int, target: int, *, outlet: int = 0, inlet: int = 0) -> None:
        """A cord from one object to another."""
        self._lines.append(f"#X connect {source} {outlet} {target} {inlet};")

    def chain(self, *numbers: int) -> None:
        """Cords from each to the next."""
        for source, target in zip(numbers[:-1], numbers[1:], strict=True):
            self.connect(source, target)

    def text(self) -> str:
        """The file."""
        head = f"#N canvas 60 60 {self.width} {self.height} 12;"
        return "\n".join([head, *self._items, *self._lines]) + "\n"

    def _add(self, item: str) -> int:
        self._items.append(item)
        return len(self._items) - 1


def escaped(text: str) -> str:
    """Text as it stands in a file: commas, semicolons and dollars are atoms of their own.

    Example:
        >>> escaped("set stay $1; 0, 1")
        'set stay \\\\$1 \\\\; 0 \\\\, 1'
    """
    return re.sub(r"\$(?=\d)", r"\\$", re.sub(r"\s*([,;])", r" \\\1", text))
