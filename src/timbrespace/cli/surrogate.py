"""The command that learns to play a voice by what it sounds like: surrogate."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.options import Seed
from timbrespace.cli.progress import showing
from timbrespace.cli.voices import voice_at


def surrogate(
    voice: Annotated[str, typer.Argument(help="stream:bells, a folder, a model.ts ...")],
    points: Annotated[int, typer.Option(min=60, help="Latents that are measured.")] = 10_000,
    words: Annotated[
        str | None,
        typer.Option(help="Descriptors, parted by commas (default: twelve, loudness first)."),
    ] = None,
    hold: Annotated[
        float, typer.Option("--hold-s", help="Seconds of each that are described.")
    ] = 0.6,
    warm_up: Annotated[
        float, typer.Option("--warm-up-s", help="Seconds before those that are not.")
    ] = 0.2,
    draw: Annotated[
        str, typer.Option(help="posterior (where real sounds lie), prior, box or sobol.")
    ] = "posterior",
    sounds: Annotated[
        Path | None,
        typer.Option(help="A folder or an atlas: where real sounds lie (default: the voice's)."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="That decode (default: the cores, up to four).")
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Run a voice that is a program (TorchScript).")
    ] = False,
    seed: Seed = 0,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the surrogate (default: your own).")
    ] = None,
) -> None:
    """Learn what a voice's latents do to brightness, roughness ..., and how to ask for them."""
    from rich.console import Console

    from timbrespace.api.surrogating import WORDS, learn_surrogate, without_sounds
    from timbrespace.reports import surrogate as reports

    began_s = time.monotonic()
    command = shlex.join(["timbrespace", *sys.argv[1:]])
    named = [name.strip() for name in words.split(",")] if words else WORDS
    opened = voice_at(voice, trust)
    if told := without_sounds(opened, draw, sounds):
        print(told)
    with showing("surrogate", "Learning words") as job:
        made = learn_surrogate(
            opened, words=named, n_points=points, hold_s=hold, warm_up_s=warm_up, draw=draw,
            sounds=sounds, out=out, n_threads=threads, seed=seed, job=job,
        )  # fmt: skip
        page = reports.write(
            made.evaluation, made.folder, seconds=time.monotonic() - began_s, seed=seed,
            notes=made.notes, command=command,
        )  # fmt: skip
    for sentence in made.notes:
        print(sentence)
    # At its own width: where there is no terminal, no number is cut off.
    Console(width=160).print(reports.terminal_table(made.evaluation))
    for word in made.surrogate.words:
        if word.problem:
            print(f"No slider for {word.title.lower()}: {word.problem}")
    print(page)
