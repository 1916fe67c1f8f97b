"""The two patches for Pure Data: one plays the engine over OSC, one the exported file.

What is looked at is on the canvas, what carries it lies in windows of its own; between them go
names that begin with ``$0``, which are the patch's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.exports.inlets import SMOOTHING_MS, Inlet, number
from timbrespace.exports.pd_file import PdPatch
from timbrespace.exports.ports import Ports
from timbrespace.spaces.base import Dim

#: Pixels from row to row, and where the first row of words stands.
ROW, FIRST = 30, 160
_WIDTH = 760
_OSC = "$0-osc"


def osc_patch(
    words: Sequence[Inlet], dims: Sequence[Dim], title: str, ports: Ports | None = None
) -> str:
    """A patch of vanilla objects that plays the engine, and shows what it says.

    Each word has an inlet, a slider that also takes what is sent to ``ts-NAME``, a button (or
    ``ts-free-NAME``) that lets it go, and a number, sent to ``ts-now-NAME``, of what sounds.
    """
    ports = ports or Ports()
    patch = PdPatch(_WIDTH, FIRST + ROW * len(words) + 90)
    patch.comment(20, 12, f"{title}: played by its words over OSC. First, in a terminal:")
    patch.comment(20, 32, ports.command(title))
    patch.comment(20, 56, _anywhere(words))
    told = _switches(patch)
    patch.comment(290, FIRST - 24, "free")
    patch.comment(330, FIRST - 24, "now")
    for i, word in enumerate(words):
        told += _word(patch, FIRST + ROW * i, word)
    below = FIRST + ROW * len(words) + 20
    patch.inside(20, below, "latents", _latents(dims))
    patch.inside(120, below, "to-engine", _sender(told, ports))
    patch.inside(240, below, "from-engine", _listener(words, ports))
    patch.comment(360, below, "every latent by itself, and what carries it all")
    return patch.text()


def nn_patch(words: Sequence[Inlet], n_channels: int, title: str, file: str, buffer: int) -> str:
    """A patch that plays an exported file by ``nn~``, which has to be installed.

    Sliders take what is sent to ``nn-NAME``; what is sent to ``nn-set`` reaches the file.
    """
    patch = PdPatch(_WIDTH, FIRST + ROW * len(words) + 160)
    patch.comment(
        20, 12, f"{title}: played by its words. Needs nn~, and {file} beside this patch."
    )
    patch.comment(20, 32, _anywhere(words, "nn"))
    patch.comment(290, FIRST - 24, "free")
    for i, word in enumerate(words):
        _row(patch, FIRST + ROW * i, word, 330, "nn")
        patch.toggle(292, FIRST + ROW * i, sends=f"$0-free-{word.name}",
                     receives=f"nn-free-{word.name}", start=word.free)  # fmt: skip
    below = FIRST + ROW * len(words) + 20
    signals = patch.inside(20, below, "signals", _signals(words))
    player = patch.object(20, below + 34, f"nn~ {file} play {buffer}")
    for i in range(len(words)):
        patch.connect(signals, player, outlet=i, inlet=i)
    out = patch.object(20, below + 102, "dac~")
    for channel in range(2):
        quiet = patch.object(20 + 70 * channel, below + 68, "*~ 0.5")
        patch.connect(player, quiet, outlet=min(channel, n_channels - 1))
        patch.connect(quiet, out, inlet=channel)
    settings = patch.inside(120, below, "settings", _settings(words))
    patch.connect(settings, player)
    _attributes(patch)
    return patch.text()


def _anywhere(words: Sequence[Inlet], prefix: str = "ts") -> str:
    return (
        "Each inlet and slider is a word. To move one from anywhere, "
        f"send a number to its name: {prefix}-{words[0].name}"
    )


def _row(patch: PdPatch, y: int, word: Inlet, x: int, prefix: str = "ts") -> str:
    """Inlet, slider and, at x, the help of a word; the name that its values are told to."""
    inlet = patch.object(20, y, "inlet")
    tells = f"$0-word-{word.name}"
    slider = patch.slider(
        70,
        y,
        word.low,
        word.high,
        sends=tells,
        receives=f"{prefix}-{word.name}",
        log=word.log,
    )
    patch.connect(inlet, slider)
    patch.comment(x, y, word.help)
    return tells


def _word(patch: PdPatch, y: int, word: Inlet) -> list[tuple[str, str]]:
    """A row; what it tells, as pairs of a name and the OSC address behind ``/timbrespace``."""
    tells, lets_go = _row(patch, y, word, 410), f"$0-free-{word.name}"
    patch.button(292, y, sends=lets_go, receives=f"ts-free-{word.name}")
    patch.number(330, y, sends=f"ts-now-{word.name}", receives=f"$0-now-{word.name}")
    return [(tells, f"word {word.name}"), (lets_go, f"free {word.name}")]


def _switches(patch: PdPatch) -> list[tuple[str, str]]:
    """Play, undo and the loudness of all; what they tell."""
    patch.toggle(20, 92, sends="$0-play", receives="ts-play")
    patch.comment(42, 91, "play")
    patch.button(110, 92, sends="$0-undo", receives="ts-undo")
    patch.comment(132, 91, "undo")
    patch.slider(200, 92, -60, 12, sends="$0-gain", receives="ts-gain")
    patch.comment(406, 91, "gain of all, -60 to 12 dB")
    return [(f"$0-{name}", name) for name in ("play", "undo", "gain")]


def _sender(told: Sequence[tuple[str, str]], ports: Ports) -> PdPatch:
    """Everything that is told becomes OSC and goes to the engine."""
    patch = PdPatch(760, 60 + 26 * len(told))
    start = patch.object(460, 20, "loadbang")
    connect = patch.message(460, 46, f"connect {ports.host} {ports.engine}")
    net = patch.object(460, 150, "netsend -u -b")
    patch.chain(start, connect, net)
    bytes_ = patch.object(600, 20, f"r {_OSC}")
    patch.chain(bytes_, patch.object(600, 46, "list prepend send"),
                patch.object(600, 72, "list trim"), net)  # fmt: skip
    for i, (name, address) in enumerate(told):
        said = patch.object(20, 20 + 26 * i, f"r {name}")
        _tell(patch, said, 200, 20 + 26 * i, address)
    return patch


def _tell(patch: PdPatch, source: int, x: int, y: int, address: str) -> None:
    told = patch.object(x, y, f"oscformat timbrespace {address}")
    patch.chain(source, told, patch.object(x + 330, y, f"s {_OSC}"))


def _latents(dims: Sequence[Dim]) -> PdPatch:
    """Numbers in columns of sixteen."""
    patch = PdPatch(60 + 640 * (1 + (len(dims) - 1) // 16), 520)
    for i, dim in enumerate(dims):
        x, y = 20 + 640 * (i // 16), 20 + 30 * (i % 16)
        box = patch.number(x, y, receives=f"ts-latent-{i}")
        patch.comment(x + 70, y, dim.name)
        _tell(patch, box, x + 210, y, f"latent {i}")
    return patch


def _listener(words: Sequence[Inlet], ports: Ports) -> PdPatch:
    """What the engine tells comes in, and the first value of each word is passed on."""
    patch = PdPatch(600, 240 + 26 * len(words))
    kinds = [f"netreceive -u -b {ports.patch}", "oscparse", "list trim", "route timbrespace",
             "route out", "route word"]  # fmt: skip
    rows = [patch.object(20, 20 + 26 * i, text) for i, text in enumerate(kinds)]
    names = patch.object(20, 180, "route " + " ".join(word.name for word in words))
    patch.chain(*rows, names)
    for i, word in enumerate(words):
        # Predicted, spread, wanted: the first is what sounds.
        first = patch.object(20, 220 + 26 * i, "unpack f f f")
        patch.connect(names, first, outlet=i)
        patch.connect(first, patch.object(160, 220 + 26 * i, f"s $0-now-{word.name}"))
    return patch


def _signals(words: Sequence[Inlet]) -> PdPatch:
    """Each slider as a signal; they begin where the voice does."""
    patch = PdPatch(840, 60 + 26 * len(words))
    begin = patch.object(20, 10, "loadbang")
    for i, word in enumerate(words):
        y = 40 + 26 * i
        patch.chain(begin, patch.message(20, y, number(word.start)),
                    patch.object(90, y, f"s nn-{word.name}"))  # fmt: skip
        said = patch.object(280, y, f"r $0-word-{word.name}")
        # 20 ms from one value to the next; the file smooths its latents besides.
        steps, line = patch.object(500, y, "pack f 20"), patch.object(590, y, "line~")
        # Outlets are counted from left to right.
        patch.chain(said, steps, line, patch.object(660 + 2 * i, y, "outlet~"))
    return patch


def _settings(words: Sequence[Inlet]) -> PdPatch:
    """What is set, on the way to the file."""
    told = [("stay", "set stay $1"), ("smoothing", "set smoothing $1"), ("reset", "set reset 1")]
    told += [(f"free-{word.name}", f"set free {word.name} $1") for word in words]
    patch = PdPatch(640, 110 + 26 * len(told))
    out = patch.object(420, 20, "outlet")
    patch.chain(patch.object(20, 20, "r nn-set"), out)
    for i, (name, text) in enumerate(told):
        y = 46 + 26 * i
        patch.chain(patch.object(20, y, f"r $0-{name}"), patch.message(210, y, text), out)
    y = 52 + 26 * len(told)
    patch.chain(patch.object(20, y, "r $0-dsp"), patch.message(210, y, "; pd dsp $1"))
    # As the file begins.
    begin = patch.message(120, y + 30, f"; nn-stay 1; nn-smoothing {SMOOTHING_MS:g}")
    patch.chain(patch.object(20, y + 30, "loadbang"), begin)
    return patch


def _attributes(patch: PdPatch) -> None:
    """What the file lets one set besides, and the switch of the sound."""
    patch.toggle(20, 62, sends="$0-dsp", receives="nn-dsp")
    patch.comment(42, 61, "sound on (Pd has to run at the rate of the voice)")
    patch.button(440, 62, sends="$0-reset", receives="nn-reset")
    patch.comment(462, 61, "silence, and from the start")
    patch.slider(20, 92, 0, 1, sends="$0-stay", receives="nn-stay")
    patch.comment(226, 91, "stay near (0 to 1)")
    patch.slider(380, 92, 0, 500, sends="$0-smoothing", receives="nn-smoothing")
    patch.comment(586, 91, "smoothing in ms")
