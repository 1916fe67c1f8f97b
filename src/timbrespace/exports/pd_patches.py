"""The two patches for Pure Data: one plays the engine over OSC, one the exported file."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.exports.inlets import Inlet, number
from timbrespace.exports.pd_file import PdPatch
from timbrespace.exports.ports import Ports
from timbrespace.spaces.base import Dim

#: Pixels from row to row, and where the first row of words stands.
ROW, FIRST = 32, 150

_ANYWHERE = "each inlet and slider is a word; send a number to ts-NAME to move it from anywhere"


def osc_patch(
    words: Sequence[Inlet], dims: Sequence[Dim], title: str, ports: Ports | None = None
) -> str:
    """A patch of vanilla objects that plays the engine, and shows what it says.

    Each word has an inlet, a slider that also takes what is sent to ``ts-NAME``, a button (or
    ``ts-free-NAME``) that lets it go, and a number, sent to ``ts-now-NAME``, of what sounds.
    """
    ports = ports or Ports()
    patch = PdPatch(900, FIRST + ROW * len(words) + 170)
    patch.comment(20, 12, f"{title}: played by its words over OSC. First: {ports.command(title)}")
    patch.comment(20, 32, _ANYWHERE)
    out = _sender(patch, ports)
    _switches(patch, out)
    patch.comment(266, FIRST - 22, "free")
    patch.comment(306, FIRST - 22, "now")
    shown = [_word(patch, FIRST + ROW * i, word, out) for i, word in enumerate(words)]
    below = FIRST + ROW * len(words) + 20
    latents = patch.inside(20, below, "latents", _latents(dims))
    patch.connect(latents, out)
    patch.comment(110, below, "the latents themselves, one by one")
    _listener(patch, below + 40, words, shown, ports)
    return patch.text()


def nn_patch(words: Sequence[Inlet], n_channels: int, title: str, file: str, buffer: int) -> str:
    """A patch that plays an exported file by ``nn~``, which has to be installed.

    Sliders take what is sent to ``ts-NAME`` here too; ``set ...`` reaches the file.
    """
    patch = PdPatch(900, FIRST + ROW * len(words) + 230)
    patch.comment(20, 12, f"{title}: played by its words. Needs nn~, and {file} beside this patch")
    patch.comment(20, 32, _ANYWHERE)
    below = FIRST + ROW * len(words) + 40
    player = patch.object(20, below, f"nn~ {file} play {buffer}")
    begin = patch.object(900, FIRST - ROW, "loadbang")
    for i, word in enumerate(words):
        slider = _slider(patch, FIRST + ROW * i, word)
        start = patch.message(900, FIRST + ROW * i, number(word.start))
        patch.chain(begin, start, slider)
        # 20 ms from one value to the next, as the file smooths its latents besides.
        steps = patch.object(260, FIRST + ROW * i, "pack f 20")
        line = patch.object(340, FIRST + ROW * i, "line~")
        patch.chain(slider, steps, line)
        patch.connect(line, player, inlet=i)
        patch.comment(400, FIRST + ROW * i, word.help)
    _attributes(patch, words, player)
    out = patch.object(20, below + 70, "dac~")
    for channel in range(2):
        quiet = patch.object(20 + 80 * channel, below + 36, "*~ 0.5")
        patch.connect(player, quiet, outlet=min(channel, n_channels - 1))
        patch.connect(quiet, out, inlet=channel)
    _dsp(patch)
    return patch.text()


def _sender(patch: PdPatch, ports: Ports) -> int:
    """Lists of bytes go to the engine; the number of what takes them."""
    start = patch.object(540, 60, "loadbang")
    connect = patch.message(540, 82, f"connect {ports.host} {ports.engine}")
    first = patch.object(700, 60, "list prepend send")
    trim = patch.object(700, 82, "list trim")
    net = patch.object(540, 110, "netsend -u -b")
    patch.chain(start, connect, net)
    patch.chain(first, trim, net)
    return first


def _switches(patch: PdPatch, out: int) -> None:
    """Play, undo and the loudness of all."""
    play = patch.toggle(20, 60, "ts-play")
    patch.comment(42, 58, "play")
    undo = patch.button(100, 60, "ts-undo")
    patch.comment(122, 58, "undo")
    gain = patch.slider(190, 60, -60, 12, "ts-gain")
    patch.comment(396, 58, "gain in dB")
    for i, (switch, name) in enumerate(((play, "play"), (undo, "undo"), (gain, "gain"))):
        told = patch.object(20 + 170 * i, 90, f"oscformat timbrespace {name}")
        patch.chain(switch, told, out)


def _slider(patch: PdPatch, y: int, word: Inlet) -> int:
    inlet = patch.object(20, y, "inlet")
    log = word.unit == "Hz" and word.low > 0
    slider = patch.slider(50, y, word.low, word.high, f"ts-{word.name}", log=log)
    patch.connect(inlet, slider)
    return slider


def _word(patch: PdPatch, y: int, word: Inlet, out: int) -> int:
    """A row; the number of what shows how it sounds."""
    slider = _slider(patch, y, word)
    free = patch.button(266, y, f"ts-free-{word.name}")
    now = patch.number(306, y, sends=f"ts-now-{word.name}")
    patch.comment(390, y, word.help)
    for source, address in ((slider, "word"), (free, "free")):
        # To the right of the window, out of sight of those who only play.
        x = 900 if address == "word" else 1180
        told = patch.object(x, y, f"oscformat timbrespace {address} {word.name}")
        patch.chain(source, told, out)
    return now


def _latents(dims: Sequence[Dim]) -> PdPatch:
    """Numbers in columns of sixteen."""
    patch = PdPatch(80 + 330 * (1 + len(dims) // 16), 560)
    out = patch.object(20, 510, "outlet")
    for i, dim in enumerate(dims):
        x, y = 20 + 330 * (i // 16), 20 + 30 * (i % 16)
        box = patch.number(x, y, receives=f"ts-latent-{i}")
        told = patch.object(x + 80, y, f"oscformat timbrespace latent {i}")
        patch.comment(x + 270, y, dim.name)
        patch.chain(box, told, out)
    return patch


def _listener(
    patch: PdPatch, y: int, words: Sequence[Inlet], shown: Sequence[int], ports: Ports
) -> None:
    """What the engine tells comes in, and each word's first value is shown."""
    net = patch.object(20, y, f"netreceive -u -b {ports.patch}")
    parsed, trim = patch.object(20, y + 24, "oscparse"), patch.object(110, y + 24, "list trim")
    at_out = patch.object(200, y + 24, "route timbrespace")
    at_word = patch.object(350, y + 24, "route out")
    kinds = patch.object(440, y + 24, "route word")
    names = patch.object(20, y + 52, "route " + " ".join(word.name for word in words))
    patch.chain(net, parsed, trim, at_out, at_word, kinds, names)
    for i, now in enumerate(shown):
        # Predicted, spread, wanted: the first is what sounds.
        first = patch.object(20 + 80 * i, y + 80, "unpack f f f")
        patch.connect(names, first, outlet=i)
        patch.connect(first, now)


def _attributes(patch: PdPatch, words: Sequence[Inlet], player: int) -> None:
    """What the file lets one set, as messages to its first inlet."""
    free = "+".join(word.name for word in words if word.free) or "none"
    texts = ("set smoothing 20", "set stay 1", f"set free {free}", "set free none", "set reset 1")
    notes = ("ms", "1 near where it is, 0 as always", "let these go", "ask for all", "start anew")
    for i, (text, note) in enumerate(zip(texts, notes, strict=True)):
        x = 20 + 170 * i
        patch.connect(patch.message(x, 62, text), player)
        patch.comment(x, 84, note)
    patch.connect(patch.object(440, 112, "r ts-set"), player)


def _dsp(patch: PdPatch) -> None:
    switch, told = patch.toggle(20, 112, "ts-dsp"), patch.message(60, 112, "; pd dsp $1")
    patch.connect(switch, told)
    patch.comment(180, 112, "sound on, at the rate of the file")
