"""The command that says how good a trained space is: measure."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.options import Group, Seed
from timbrespace.cli.progress import showing


def measure(
    space: Annotated[str, typer.Argument(help="A trained space: its folder, or stream:bells.")],
    data: Annotated[Path, typer.Argument(help="Sounds to measure on: a folder, table or atlas.")],
    fit: Annotated[
        Path | None,
        typer.Option(
            help="Sounds that quantiser and baselines are fitted on (default: half the groups of "
            "DATA, which are then not measured)"
        ),
    ] = None,
    bits: Annotated[
        int, typer.Option(min=1, max=16, help="Of a latent, where the space has no own levels.")
    ] = 8,
    beside: Annotated[
        list[str], typer.Option("--beside", help="Another trained space; may be repeated.")
    ] = [],  # noqa: B006  (Typer copies it)
    group: Group = None,
    where: Annotated[
        list[str], typer.Option("--where", help="LABEL=VALUE: only sounds with that label.")
    ] = [],  # noqa: B006  (Typer copies it)
    max_files: Annotated[int, typer.Option(min=1, help="Measured, at most.")] = 120,
    baselines: Annotated[
        bool, typer.Option("--baselines/--no-baselines", help="PCM, Opus, DCT, PCA, mel PCA too.")
    ] = True,
    fad: Annotated[
        bool, typer.Option("--fad/--no-fad", help="Fréchet audio distance; needs YAMNet.")
    ] = True,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(help="A JSON file for all numbers.")] = None,
) -> None:
    """Say how near a space comes to its sources, beside PCM, Opus, DCT and PCA at its rate."""
    from rich.console import Console

    from timbrespace.api.measuring import measure_space
    from timbrespace.reports.reconstruction import EXPLAINED, terminal_table
    from timbrespace.reports.results import write_results

    began_s = time.monotonic()
    with showing("measure", "Measuring") as job:
        made = measure_space(
            space, data, fitted_on=fit, bits=bits, beside=beside, group=group, where=where,
            max_files=max_files, baselines=baselines, fad=fad, seed=seed,
            command=shlex.join(["timbrespace", *sys.argv[1:]]), job=job,
        )  # fmt: skip
    # At its own width: where there is no terminal, no number is cut off.
    Console(width=200).print(terminal_table(made.results, f"{space} on {data}"))
    for sentence in [*made.notes, EXPLAINED]:
        print(sentence)
    if out is not None:
        seconds = time.monotonic() - began_s
        print(write_results(out, made.results, seconds=seconds, seed=seed, notes=made.notes))
