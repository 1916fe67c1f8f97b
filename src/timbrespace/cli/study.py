"""The command that runs a study again: study."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.options import Seed
from timbrespace.cli.progress import showing


def study(
    name: Annotated[
        str | None, typer.Argument(help="Which study; none named: they are listed.")
    ] = None,
    small: Annotated[
        bool, typer.Option("--small", help="About two minutes on two cores.")
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            help="A folder of your own sounds; for sonify one with genes/ and mocap/, tables and "
            "motion (default: what the study brings itself)"
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where report and results go; a stopped study goes on there (default: NAME-study)"
        ),
    ] = None,
    layer: Annotated[
        str | None,
        typer.Option(help="The layer to edit, or 'best' (default: the study's own choice)"),
    ] = None,
    voice: Annotated[
        str, typer.Option(help="A trained voice, for the study sonify (default: it trains one)")
    ] = "",
    label: Annotated[
        str,
        typer.Option(
            help="For sonify, the label that should be heard (default: 'label' of tables, "
            "'content' of motion, or the only one)"
        ),
    ] = "",
    seed: Seed = 0,
) -> None:
    """Run a study: one report that plays, every number with the command that makes it."""
    from timbrespace.studies import STUDIES, Options, find

    if name is None:
        for each in STUDIES:
            print(f"{each.name}: {each.question}")
        return
    chosen = find(name)
    command = shlex.join(["timbrespace", *sys.argv[1:]])
    with showing("study", name) as job:
        options = Options(
            out or Path(f"{name}-study"), data, small, seed, layer, _tell, command, voice, label
        )
        page = chosen.run(options, job)
    print(page)
    print(page.with_name("results.json"))


def _tell(line: str) -> None:
    print(line, file=sys.stderr)
