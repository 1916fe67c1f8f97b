"""Playing a voice: in the page, through a sound device, or into a file."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from timbrespace.cli.options import OpenPage, Port
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.app.empty import EmptyAtlas
    from timbrespace.live.engine import Engine
    from timbrespace.live.replay import By

#: So long a file is, unless it replays something.
SECONDS = 10.0


def play(
    voice: Annotated[
        str, typer.Argument(help="A name (stream:bells), a trained folder, or model.ts.")
    ] = "stream:bells",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write a WAV, faster than real time.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(help="Length of the WAV; else 10, or the replay's.")
    ] = None,
    device: Annotated[
        str | None,
        typer.Option(
            help="Play through a sound device: its number, a part of its name, or 'default'."
        ),
    ] = None,
    page: Annotated[
        bool, typer.Option("--page", help="Play in the page: so it is without --out and --device.")
    ] = False,
    atlas: Annotated[
        Path | None,
        typer.Option("--atlas", help="Play in the page, beside this atlas's map."),
    ] = None,
    sounds: Annotated[Path | None, typer.Option(help="Where the atlas's sounds lie.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="Words and dims: brightness=60, z3=-1.5.")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(help="A recorded trajectory (Parquet) to play again.")
    ] = None,
    by: Annotated[str, typer.Option(help="Replay its latents, or its words.")] = "latents",
    record: Annotated[
        bool, typer.Option("--record", help="Record from the start, to ./performances.")
    ] = False,
    measure: Annotated[
        bool, typer.Option("--measure", help="Measure the words while it plays, twice a second.")
    ] = False,
    osc: Annotated[
        int | None, typer.Option(help="Listen for OSC on this port (9000 is usual).")
    ] = None,
    osc_host: Annotated[
        str, typer.Option(help="The address that listens; 0.0.0.0 lets the network play.")
    ] = "127.0.0.1",
    osc_to: Annotated[
        str | None, typer.Option(help="Tell words and latents by OSC to HOST:PORT.")
    ] = None,
    osc_rate_hz: Annotated[float, typer.Option(help="How often it is told.")] = 20.0,
    block: Annotated[
        int | None,
        typer.Option(min=16, max=8192, help="Samples at once; else 512, and 256 for the page."),
    ] = None,
    gain_db: Annotated[float, typer.Option(help="-90 to 12.")] = 0.0,
    surrogate: Annotated[
        Path | None, typer.Option(help="The folder of its words; else the voice's own.")
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Run a voice that is a program, from now on.")
    ] = False,
    port: Port = 8765,
    open_page: OpenPage = True,
) -> None:
    """Play a voice by what it sounds like: in the page, through a sound device, into a file."""
    from timbrespace.api.playing import open_engine, set_controls
    from timbrespace.cli.voices import with_consent

    values = controls(set_ or [])
    if atlas is not None and out is not None:
        raise TimbrespaceError("A file is written without a map.", "Leave out --atlas or --out.")
    in_page = out is None and (page or atlas is not None or device is None)
    shown = _shown(atlas, sounds)
    engine = with_consent(
        trust,
        lambda yes: open_engine(
            voice,
            surrogate=surrogate,
            block=block or (256 if in_page else 512),
            trust=yes,
            inline=out is not None,
        ),
    )
    with ExitStack() as stack:
        stack.enter_context(engine)
        engine.apply({"do": "gain", "db": gain_db})
        set_controls(engine, values)
        length_s = _replay(engine, replay, by) if replay is not None else None
        if measure:
            engine.apply({"do": "measure", "on": True})
        if record:
            engine.apply({"do": "record", "on": True})
        if out is not None:
            _to_file(engine, out, seconds or length_s or SECONDS)
            return
        stack.enter_context(_osc(engine, osc, osc_host, osc_to, osc_rate_hz))
        if in_page:
            _to_page(engine, shown, port, open_page)
        else:
            _to_device(engine, device or "default")


def controls(texts: list[str]) -> dict[str, float]:
    """Names and numbers.

    Raises:
        TimbrespaceError: Something else was written.

    Example:
        >>> controls(["brightness=60", "z3=-1.5"])
        {'brightness': 60.0, 'z3': -1.5}
    """
    made = {}
    for text in texts:
        name, equals, value = text.partition("=")
        try:
            made[name.strip()] = float(value)
        except ValueError:
            equals = ""
        if not equals or not name.strip():
            raise TimbrespaceError(f"'{text}' sets nothing.", "Write: --set brightness=60")
    return made


def not_reached(words: Sequence[Mapping[str, Any]]) -> list[str]:
    """A sentence for each word that is held and, by the surrogate, does not come as wanted.

    Args:
        words: As :meth:`timbrespace.live.engine.Engine.snapshot` has them.

    Example:
        >>> word = {"title": "Depth", "unit": "", "low": 4.0, "high": 64.0, "predicted": 61.0}
        >>> not_reached([word | {"wanted": 64.0, "reached": False}])
        ['Depth is out of reach here: about 61 (the voice goes from 4 to 64).']
    """
    return [
        f"{word['title']} is out of reach here: about {word['predicted']:.3g} "
        f"(the voice goes from {word['low']:.3g} to {word['high']:.3g}"
        f"{' ' + word['unit'] if word['unit'] else ''})."
        for word in words
        if word["wanted"] is not None and not word["reached"]
    ]


def _replay(engine: Engine, path: Path, by: str) -> float:
    from timbrespace.live.trajectory import duration_s, read_trajectory

    if by not in ("latents", "words"):
        raise TimbrespaceError(f"'{by}' can't be replayed.", "Write: --by latents or --by words")
    engine.replay(path, cast("By", by))
    print(engine.snapshot()["notices"][-1]["text"])
    return duration_s(read_trajectory(path))


def _to_file(engine: Engine, out: Path, seconds: float) -> None:
    from timbrespace.cli.progress import showing
    from timbrespace.live.to_file import render_to_file

    engine.apply({"do": "play"})
    began_s = time.perf_counter()
    with showing("render", "Playing") as job:
        written = render_to_file(engine, out, seconds, job=job)
    length_s = written.n_samples / engine.sample_rate
    pace = length_s / (time.perf_counter() - began_s)
    state = engine.snapshot()
    print(
        f"{out}: {length_s:.2f} s at {engine.sample_rate} Hz, by {state['voice']['id']}, "
        f"{pace:.0f} x real time"
    )
    for said in not_reached(state["words"]):
        print(said)
    if state["voice"]["problem"]:
        raise TimbrespaceError(f"The voice failed on the way ({state['voice']['problem']}).")


def _to_device(engine: Engine, device: str) -> None:
    from timbrespace.live.device import play_on_device

    named: str | int | None = int(device) if device.isdecimal() else device
    until = threading.Event()
    engine.apply({"do": "play"})
    print("Playing; Ctrl-C ends it.")
    watch = _Watch(engine)
    try:
        play_on_device(engine, until, watch=watch, device=None if device == "default" else named)
    except KeyboardInterrupt:
        delay = engine.snapshot()["delay_ms"]
        told = ", ".join(f"{part} {ms:.1f} ms" for part, ms in delay.items())
        print(f"\nStopped. Under-runs: {engine.snapshot()['underruns']}. Delay: {told}.")


class _Watch:
    """Prints what is new: notices, and under-runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._number, self._underruns = 0, 0

    def __call__(self) -> None:
        state = self._engine.snapshot()
        for notice in state["notices"]:
            if notice["number"] > self._number:
                self._number = notice["number"]
                print(notice["text"])
        if state["underruns"] > self._underruns:
            self._underruns = state["underruns"]
            print(f"{self._underruns} under-runs so far: a larger --block helps.")


def _shown(atlas: Path | None, sounds: Path | None) -> Atlas | EmptyAtlas:
    """What the page shows beside the instrument; without an atlas there is the instrument alone.

    Raises:
        TimbrespaceError: There is no such atlas.
    """
    import timbrespace
    from timbrespace.app.empty import NoAtlas

    if atlas is None:
        return NoAtlas()
    print("The instrument lies beside the map: press K.")
    return timbrespace.open(atlas, sounds=sounds)


def _to_page(engine: Engine, shown: Atlas | EmptyAtlas, port: int, open_page: bool) -> None:
    from timbrespace.app.backend import Backend
    from timbrespace.app.live import Instrument
    from timbrespace.app.server import serve
    from timbrespace.live.realtime import in_real_time

    backend = Backend(shown, instrument=Instrument(lambda: engine))
    with in_real_time():
        serve(backend, port=port, open_browser=open_page)


@contextmanager
def _osc(
    engine: Engine, port: int | None, host: str, to: str | None, rate_hz: float
) -> Iterator[None]:
    with ExitStack() as stack:
        if port is not None:
            from timbrespace.live.osc import LOOPBACK, OscPort

            listening = stack.enter_context(OscPort(engine, port, host))
            print(f"OSC: listening on {host}:{listening.port}; addresses: docs/live.md")
            if host != LOOPBACK:
                print("Anybody who reaches this address can play.")
        if to is not None:
            from timbrespace.live.osc import OscTeller

            stack.enter_context(OscTeller(engine, *host_and_port(to), rate_hz))
        yield


def host_and_port(text: str) -> tuple[str, int]:
    """Where to tell.

    Raises:
        TimbrespaceError: It is no such place.

    Example:
        >>> host_and_port("127.0.0.1:9001")
        ('127.0.0.1', 9001)
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise TimbrespaceError(f"'{text}' is no place.", "Write: --osc-to 127.0.0.1:9001")
    return host, int(port)
