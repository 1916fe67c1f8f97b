"""The two patches for Max: one plays the engine over OSC, one the exported file."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.exports.inlets import SMOOTHING_MS, Inlet, number
from timbrespace.exports.max_file import MaxPatch
from timbrespace.exports.ports import Ports
from timbrespace.spaces.base import Dim

#: Pixels from row to row, and where the first row of words stands.
ROW, FIRST = 34, 160
#: Width of what is seen when the patch is played; what carries it lies to the right.
_SEEN, _AWAY = 860, 940
_ROOT = "/timbrespace"


def osc_patch(
    words: Sequence[Inlet], dims: Sequence[Dim], title: str, ports: Ports | None = None
) -> str:
    """A patch that plays the engine, and shows what it says.

    Each word has an inlet, a slider, a button that lets it go and a number of what sounds.
    """
    ports = ports or Ports()
    patch = MaxPatch(_SEEN, FIRST + ROW * (len(words) + (len(dims) + 3) // 4) + 100)
    patch.comment(20, 12, f"{title}: played by its words over OSC. First, in a terminal:")
    patch.comment(20, 34, ports.command(title))
    out = patch.object(f"udpsend {ports.host} {ports.engine}", 1, 0, _AWAY, 20)
    _switches(patch, out)
    patch.comment(400, FIRST - 26, "free")
    patch.comment(440, FIRST - 26, "now")
    shown = [_told_word(patch, i, word, out) for i, word in enumerate(words)]
    _listener(patch, words, shown, ports)
    _latents(patch, dims, FIRST + ROW * len(words) + 20, out)
    return patch.text()


def nn_patch(words: Sequence[Inlet], n_channels: int, title: str, file: str, buffer: int) -> str:
    """A patch that plays an exported file by ``nn~``, which has to be installed."""
    patch = MaxPatch(_SEEN, FIRST + ROW * len(words) + 100)
    patch.comment(20, 12, f"{title}: played by its words. Needs the package nn~, and")
    patch.comment(20, 34, f"{file} beside this patch or in Max's search path.")
    below = FIRST + ROW * len(words)
    player = patch.object(f"nn~ {file} play {buffer}", len(words), n_channels, _AWAY, below, 400)
    patch.comment(400, FIRST - 26, "free")
    for i, word in enumerate(words):
        _signal(patch, i, word, player)
    _attributes(patch, player)
    out = patch.box("ezdac~", 20, below + 20, 45)
    patch.comment(76, below + 30, "sound on; Max has to run at the rate of the voice")
    for channel in range(2):
        quiet = patch.object("*~ 0.5", 2, 1, _AWAY + 80 * channel, below + 36)
        patch.connect(player, quiet, outlet=min(channel, n_channels - 1))
        patch.connect(quiet, out, inlet=channel)
    return patch.text()


def _noted(note: str) -> dict[str, str]:
    """What Max shows to whoever rests the mouse on a box, and in its clue window."""
    return {"annotation": note, "hint": note}


def _switches(patch: MaxPatch, out: str) -> None:
    """Play, undo and the loudness of all."""
    play = patch.box("toggle", 20, 76, 22, **_noted("Sound, or silence"))
    undo = patch.box("button", 140, 76, 22, **_noted("One step back"))
    gain = patch.box("flonum", 260, 76, 60, **_noted("Gain of all in dB, -90 to 12"))
    for i, (switch, name) in enumerate(((play, "play"), (undo, "undo"), (gain, "gain in dB"))):
        patch.comment(46 + 120 * i + 40 * (i == 2), 76, name)
        address, x = f"{_ROOT}/{name.split()[0]}", _AWAY + 180 * i
        # A button says "bang", which is no value: the address alone has to be sent.
        told = (
            patch.message(address, x, 76)
            if switch == undo
            else patch.object(f"prepend {address}", 1, 1, x, 76)
        )
        patch.chain(switch, told, out)


def _word(patch: MaxPatch, row: int, word: Inlet, x: int) -> str:
    """Inlet, slider, number and, at x, help of a word; the id of the number."""
    y = FIRST + ROW * row
    inlet = patch.inlet(row + 1, _AWAY - 40, y, word.help)
    low, size = (0.0, 1.0) if word.log else (word.low, word.high - word.low)
    slider = patch.box(
        "slider", 20, y, 260, orientation=1, floatoutput=1, min=low, size=size,
        **_noted(word.help),
    )  # fmt: skip
    value = patch.box(
        "flonum", 290, y, 80, minimum=word.low, maximum=word.high, format=6, **_noted(word.help)
    )
    # What comes in shows on the slider too, which says nothing of it again.
    follow = patch.object("prepend set", 1, 1, _AWAY, y)
    patch.chain(inlet, value)
    if word.log:
        # Max's slider goes straight: a share of the octaves is made a value, and back.
        ratio = f"{word.high / word.low:.6g}"
        low_hz = f"{word.low:.6g}"
        made = patch.object(f"expr {low_hz}*pow({ratio}\\,$f1)", 1, 1, _AWAY + 760, y)
        share = patch.object(f"expr log($f1/{low_hz})/log({ratio})", 1, 1, _AWAY + 1000, y)
        patch.chain(slider, made, value, share, follow, slider)
    else:
        patch.chain(slider, value, follow, slider)
    patch.comment(x, y, word.help)
    return value


def _told_word(patch: MaxPatch, row: int, word: Inlet, out: str) -> str:
    """A word of the engine; the id of what shows how it sounds."""
    y = FIRST + ROW * row
    value = _word(patch, row, word, 540)
    note = f"Let {word.title.lower()} go wherever the other words take it"
    free = patch.box("button", 400, y, 22, **_noted(note))
    note = f"{word.title} as it sounds, by the surrogate"
    now = patch.box("flonum", 440, y, 80, ignoreclick=1, format=6, **_noted(note))
    told = patch.object(f"prepend {_ROOT}/word/{word.name}", 1, 1, _AWAY + 120, y)
    freed = patch.message(f"{_ROOT}/free/{word.name}", _AWAY + 440, y)
    patch.chain(value, told, out)
    patch.chain(free, freed, out)
    return now


def _signal(patch: MaxPatch, row: int, word: Inlet, player: str) -> None:
    """A word of the file: a signal into its inlet, and whether it is free."""
    y = FIRST + ROW * row
    value = _word(patch, row, word, 440)
    start = patch.object(f"loadmess {number(word.start)}", 1, 1, _AWAY + 120, y)
    # 20 ms from one value to the next, as the file smooths its latents besides.
    steps = patch.object("pack 0. 20", 2, 1, _AWAY + 260, y)
    line = patch.object("line~", 2, 2, _AWAY + 360, y)
    patch.chain(start, value, steps, line)
    patch.connect(line, player, inlet=row)
    note = f"Let {word.title.lower()} go wherever the other words take it"
    free = patch.box("toggle", 400, y, 22, **_noted(note))
    stands = patch.object(f"loadmess {int(word.free)}", 1, 1, _AWAY + 430, y)
    told = patch.message(f"set free {word.name} $1", _AWAY + 540, y)
    patch.chain(stands, free, told, player)


def _listener(patch: MaxPatch, words: Sequence[Inlet], shown: Sequence[str], ports: Ports) -> None:
    """What the engine tells comes in, and each word's first value is shown."""
    net = patch.object(f"udpreceive {ports.patch}", 1, 1, _AWAY, 104)
    names = " ".join(f"{_ROOT}/out/word/{word.name}" for word in words)
    route = patch.object(f"route {names}", 1 + len(words), 1 + len(words), _AWAY + 160, 104, 500)
    patch.chain(net, route)
    for i, now in enumerate(shown):
        # Predicted, spread, wanted: the first is what sounds.
        first = patch.object("unpack 0. 0. 0.", 1, 3, _AWAY + 130 * i, 132)
        patch.connect(route, first, outlet=i)
        patch.connect(first, now)


def _latents(patch: MaxPatch, dims: Sequence[Dim], y: int, out: str) -> None:
    """The latents themselves, four in a row."""
    patch.comment(20, y, "The latents themselves:")
    for i, dim in enumerate(dims):
        x, down = 20 + 200 * (i % 4), y + 30 + ROW * (i // 4)
        value = patch.box("flonum", x, down, 70, format=6, **_noted(f"{dim.name}: latent {i}"))
        patch.comment(x + 76, down, dim.name)
        told = patch.object(f"prepend {_ROOT}/latent/{i}", 1, 1, _AWAY + 240 * (i % 4), down)
        patch.chain(value, told, out)


def _attributes(patch: MaxPatch, player: str) -> None:
    """What the file lets one set besides; as it begins."""
    for i, (name, unit, start, note) in enumerate((
        ("stay", "stay near, 0 to 1", 1, "1: near where it is; 0: the same words, the same sound"),
        ("smoothing", "smoothing in ms", number(SMOOTHING_MS),
         "Latents go most of the way in so many ms"),
    )):  # fmt: skip
        x = 20 + 240 * i
        value = patch.box("flonum", x, 76, 60, minimum=0.0, **_noted(note))
        patch.comment(x + 66, 76, unit)
        stands = patch.object(f"loadmess {start}", 1, 1, _AWAY + 260 * i, 76)
        patch.chain(
            stands, value, patch.message(f"set {name} $1", _AWAY + 110 + 260 * i, 76), player
        )
    anew = patch.box("button", 500, 76, 22, **_noted("Silence, and from the start"))
    patch.comment(526, 76, "from the start")
    patch.chain(anew, patch.message("set reset 1", _AWAY + 560, 76), player)
