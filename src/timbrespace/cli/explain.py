"""Commands that look into a voice: explain, and transfer to another."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.options import Seed
from timbrespace.cli.progress import showing
from timbrespace.cli.voices import voice_at

if TYPE_CHECKING:
    from rich.table import Table

    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.runtime import LearnedSurrogate

VoiceName = Annotated[str, typer.Argument(help="stream:bells, a folder, a model.ts ...")]
SurrogateFolder = Annotated[
    Path | None, typer.Option("--surrogate", help="The folder of its words; else the voice's own.")
]
Trust = Annotated[
    bool, typer.Option("--trust", help="Run a voice that is a program (TorchScript).")
]
PointCount = Annotated[
    int, typer.Option(min=200, help="Latents that are measured where none were kept.")
]


def explain(
    voice: VoiceName,
    surrogate: SurrogateFolder = None,
    places: Annotated[
        int, typer.Option(min=0, help="Places whose neighbours are decoded, to compare slopes.")
    ] = 2,
    floor: Annotated[
        bool, typer.Option("--floor/--no-floor", help="Measure the floor of noise, too.")
    ] = True,
    points: PointCount = 1500,
    trust: Trust = False,
    seed: Seed = 0,
    out: Annotated[Path, typer.Option(help="Folder of the report.")] = Path("explained"),
) -> None:
    """Say what each dim of a voice does: names beyond noise, heat maps, slopes."""
    import numpy as np

    from timbrespace.api.explaining import explain as run
    from timbrespace.api.voice_points import points_for
    from timbrespace.reports import explaining as reports

    began_s = time.monotonic()
    opened, words = _opened(voice, surrogate, trust)
    with showing("explain", f"Explaining {voice}") as job:
        names = [word.name for word in words.words if not word.problem]
        measured, learned = points_for(opened, names, words, n_points=points, seed=seed, job=job)
        rows = np.random.default_rng([seed, 77]).permutation(len(words.usual))[:places]
        made = run(
            words, measured, learned=learned, voice=opened,
            places=np.asarray(words.usual[rows], np.float64), floor=floor, seed=seed, job=job,
        )  # fmt: skip
        page = reports.write(
            made, out, seconds=time.monotonic() - began_s, seed=seed, command=_command()
        )
    _print(reports.terminal_table(made))
    for note in made.notes:
        print(note)
    print(page)


def transfer(
    old: Annotated[str, typer.Argument(help="The voice whose words were learned.")],
    new: Annotated[str, typer.Argument(help="The voice that is to be played by them.")],
    words: Annotated[
        str | None,
        typer.Option(help="Parted by commas (default: loudness, brightness, depth, roughness)."),
    ] = None,
    anchors: Annotated[
        str, typer.Option(help="Numbers of decodes of the new voice, parted by commas.")
    ] = "0,8,32,128,512",
    sounds: Annotated[
        Path | None,
        typer.Option(
            help="Sounds that both voices hear: a way across without any decode, and where a "
            "voice that brings no frames of sounds is measured."
        ),
    ] = None,
    surrogate: SurrogateFolder = None,
    points: PointCount = 2000,
    trust: Trust = False,
    seed: Seed = 0,
    out: Annotated[Path, typer.Option(help="Folder of the report.")] = Path("transferred"),
) -> None:
    """Say how well words learned on one voice find sounds on another, by decodes of that one."""
    from timbrespace.api.transferring import WORDS, common_moments
    from timbrespace.api.transferring import transfer as run
    from timbrespace.api.voice_points import points_for
    from timbrespace.reports import transferring as reports
    from timbrespace.surrogates.opening import find_surrogate
    from timbrespace.surrogates.transfer.records import sentences

    began_s = time.monotonic()
    named = [name.strip() for name in words.split(",")] if words else list(WORDS)
    counts = _counts(anchors)
    opened, learned = _opened(old, surrogate, trust)
    other = voice_at(new, trust)
    with showing("transfer", f"{old} to {new}") as job:
        here, _ = points_for(
            opened, named, learned, n_points=points, sounds=sounds, seed=seed, job=job
        )
        there, _ = points_for(
            other, named, find_surrogate(other), n_points=points, sounds=sounds, seed=seed, job=job
        )
        pairs = common_moments(opened, other, sounds, seed=seed, job=job) if sounds else None
        made = run(
            learned, here, there, words=named, anchors=counts, pairs=pairs, seed=seed, job=job
        )
        page = reports.write(
            made, out, seconds=time.monotonic() - began_s, seed=seed, command=_command()
        )
    _print(reports.terminal_table(made))
    for sentence in [*sentences(made.rows, made.old, made.new), *made.notes]:
        print(sentence)
    print(page)


def _opened(voice: str, folder: Path | None, trust: bool) -> tuple[Voice, LearnedSurrogate]:
    """A voice and its surrogate.

    Raises:
        TimbrespaceError: There is no such voice, or it has no surrogate yet.
    """
    from timbrespace.errors import TimbrespaceError
    from timbrespace.surrogates.opening import find_surrogate, open_surrogate

    opened = voice_at(voice, trust)
    found = find_surrogate(opened) if folder is None else open_surrogate(folder, opened)
    if found is None:
        raise TimbrespaceError(
            f"'{opened.id}' has no words yet.", f"Learn them: timbrespace surrogate {voice}"
        )
    return opened, found


def _counts(text: str) -> list[int]:
    from timbrespace.errors import TimbrespaceError

    try:
        return [int(part) for part in text.split(",")]
    except ValueError as error:
        raise TimbrespaceError(
            f"'{text}' are no numbers of anchors.", "Write: --anchors 0,8,32"
        ) from error


def _command() -> str:
    """The command line as it was given, to be printed beside what it made."""
    return shlex.join(["timbrespace", *sys.argv[1:]])


def _print(table: Table) -> None:
    """Print a table at its own width: where there is no terminal, no number is cut off."""
    from rich.console import Console

    Console(width=160).print(table)
