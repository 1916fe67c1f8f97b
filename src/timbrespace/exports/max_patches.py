"""The two patches for Max: one plays the engine over OSC, one the exported file."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.exports.inlets import Inlet, number
from timbrespace.exports.max_file import MaxPatch
from timbrespace.exports.ports import Ports
from timbrespace.spaces.base import Dim

#: Pixels from row to row, and where the first row of words stands.
ROW, FIRST = 36, 190
_ROOT = "/timbrespace"


def osc_patch(
    words: Sequence[Inlet], dims: Sequence[Dim], title: str, ports: Ports | None = None
) -> str:
    """A patch that plays the engine, and shows what it says.

    Each word has an inlet, a slider, a button that lets it go and a number of what sounds.
    """
    ports = ports or Ports()
    patch = MaxPatch(1000, FIRST + ROW * (len(words) + (len(dims) + 3) // 4) + 120)
    patch.comment(20, 12, f"{title}: played by its words over OSC. First, in a terminal:")
    patch.comment(20, 34, ports.command(title))
    out = patch.object(f"udpsend {ports.host} {ports.engine}", 1, 0, 20, 140)
    _switches(patch, out)
    patch.comment(400, FIRST - 24, "free")
    patch.comment(440, FIRST - 24, "now")
    shown = [_word(patch, i, word, out) for i, word in enumerate(words)]
    _listener(patch, words, shown, ports)
    _latents(patch, dims, FIRST + ROW * len(words) + 30, out)
    return patch.text()


def nn_patch(words: Sequence[Inlet], n_channels: int, title: str, file: str, buffer: int) -> str:
    """A patch that plays an exported file by ``nn~``, which has to be installed."""
    patch = MaxPatch(900, FIRST + ROW * len(words) + 180)
    patch.comment(20, 12, f"{title}: played by its words. Needs the package nn~, and")
    patch.comment(20, 34, f"{file} beside this patch or in Max's search path.")
    below = FIRST + ROW * len(words) + 20
    text = f"nn~ {file} play {buffer}"
    player = patch.object(text, len(words), n_channels, 20, below, 400)
    for i, word in enumerate(words):
        moved = _slider(patch, i, word)
        # 20 ms from one value to the next, as the file smooths its latents besides.
        start = patch.object(f"loadmess {number(word.start)}", 1, 1, 920, FIRST + ROW * i)
        patch.connect(start, moved)
        steps = patch.object("pack 0. 20", 2, 1, 400, FIRST + ROW * i)
        line = patch.object("line~", 2, 2, 490, FIRST + ROW * i)
        patch.chain(moved, steps, line)
        patch.connect(line, player, inlet=i)
        patch.comment(550, FIRST + ROW * i, word.help)
    _attributes(patch, words, player)
    out = patch.box("ezdac~", 20, below + 80, 45)
    for channel in range(2):
        quiet = patch.object("*~ 0.5", 2, 1, 20 + 80 * channel, below + 44)
        patch.connect(player, quiet, outlet=min(channel, n_channels - 1))
        patch.connect(quiet, out, inlet=channel)
    return patch.text()


def _switches(patch: MaxPatch, out: str) -> None:
    """Play, undo and the loudness of all."""
    for i, (kind, name, note) in enumerate((
        ("toggle", "play", "Sound, or silence"),
        ("button", "undo", "One step back"),
        ("flonum", "gain", "Gain of all in dB, -90 to 12"),
    )):  # fmt: skip
        x = 20 + 200 * i
        switch = patch.box(kind, x, 70, 60 if kind == "flonum" else 24, annotation=note, hint=note)
        patch.comment(x + 64, 70, name)
        if kind == "button":
            told = patch.box("message", x, 102, 140, text=f"{_ROOT}/{name}")
        else:
            told = patch.object(f"prepend {_ROOT}/{name}", 1, 1, x, 102)
        patch.chain(switch, told, out)


def _slider(patch: MaxPatch, row: int, word: Inlet) -> str:
    """Inlet, slider and number of a word; the id of the number."""
    y, note = FIRST + ROW * row, {"annotation": word.help, "hint": word.help}
    inlet = patch.box("inlet", 20, y, 30, comment=word.help, index=row + 1)
    slider = patch.box(
        "slider", 60, y, 240, orientation=1, floatoutput=1, min=word.low,
        size=word.high - word.low, annotation_name=word.title, **note,
    )  # fmt: skip
    shown = patch.box("flonum", 310, y, 80, minimum=word.low, maximum=word.high, format=6, **note)
    patch.chain(inlet, shown)
    patch.connect(slider, shown)
    return shown


def _word(patch: MaxPatch, row: int, word: Inlet, out: str) -> str:
    """A row; the id of what shows how it sounds."""
    y = FIRST + ROW * row
    moved = _slider(patch, row, word)
    note = f"Let {word.title.lower()} go wherever the other words take it"
    free = patch.box("button", 400, y, 24, annotation=note, hint=note)
    note = f"{word.title} as it sounds, by the surrogate"
    now = patch.box("flonum", 440, y, 80, ignoreclick=1, format=6, annotation=note, hint=note)
    patch.comment(530, y, word.help)
    told = patch.object(f"prepend {_ROOT}/word/{word.name}", 1, 1, 1040, y)
    freed = patch.box("message", 1320, y, 240, text=f"{_ROOT}/free/{word.name}")
    patch.chain(moved, told, out)
    patch.chain(free, freed, out)
    return now


def _listener(patch: MaxPatch, words: Sequence[Inlet], shown: Sequence[str], ports: Ports) -> None:
    """What the engine tells comes in, and each word's first value is shown."""
    net = patch.object(f"udpreceive {ports.patch}", 1, 1, 1040, 70)
    names = " ".join(f"{_ROOT}/out/word/{word.name}" for word in words)
    route = patch.object(f"route {names}", 1 + len(words), 1 + len(words), 1040, 102, 500)
    patch.chain(net, route)
    for i, now in enumerate(shown):
        # Predicted, spread, wanted: the first is what sounds.
        first = patch.object("unpack 0. 0. 0.", 1, 3, 1040 + 120 * i, 138)
        patch.connect(route, first, outlet=i)
        patch.connect(first, now)


def _latents(patch: MaxPatch, dims: Sequence[Dim], y: int, out: str) -> None:
    """The latents themselves, four in a row."""
    patch.comment(20, y, "the latents themselves:")
    for i, dim in enumerate(dims):
        x, down = 20 + 240 * (i % 4), y + 30 + ROW * (i // 4)
        note = f"{dim.name}: latent {i}"
        box = patch.box("flonum", x, down, 70, format=6, annotation=note, hint=note)
        patch.comment(x + 76, down, dim.name)
        told = patch.object(f"prepend {_ROOT}/latent/{i}", 1, 1, 1040 + 240 * (i % 4), down)
        patch.chain(box, told, out)


def _attributes(patch: MaxPatch, words: Sequence[Inlet], player: str) -> None:
    """What the file lets one set, as messages to its first inlet."""
    free = "+".join(word.name for word in words if word.free) or "none"
    messages = (
        ("set smoothing $1", "Latents go most of the way in so many ms; 20 at the start"),
        ("set stay $1", "1: near where it is; 0: the same words, the same sound"),
    )
    for i, (text, note) in enumerate(messages):
        box = patch.box("flonum", 20 + 170 * i, 70, 60, annotation=note, hint=note, minimum=0.0)
        told = patch.box("message", 20 + 170 * i, 102, 150, text=text)
        patch.chain(box, told, player)
    for i, text in enumerate((f"set free {free}", "set free none", "set reset 1")):
        patch.connect(patch.box("message", 380 + 180 * i, 102, 170, text=text), player)
    patch.comment(380, 70, "which words may go anywhere: all of these, or none; start anew")
