"""The commands of listening tests: listening make, listening read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.options import Seed

listening = typer.Typer(
    no_args_is_help=True,
    help="Listening tests: a page that anyone can run in a browser, and what its results say.",
)


@listening.command()
def make(
    folder: Annotated[
        Path,
        typer.Argument(
            help="A folder for each trial: reference.wav and what is compared (MUSHRA), or a.wav "
            "and b.wav (ABX). With --pairs: sounds with labels."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The page.")] = Path("listening.html"),
    title: Annotated[str, typer.Option(help="Of the test.")] = "A listening test",
    question: Annotated[
        str | None, typer.Option(help="What the listener is asked (default: how close it is).")
    ] = None,
    align: Annotated[
        bool, typer.Option("--align/--as-is", help="Bring all to the reference's loudness.")
    ] = True,
    anchor_hz: Annotated[
        float, typer.Option(min=100.0, help="Cut-off of the low anchors that are made.")
    ] = 3_500.0,
    pairs: Annotated[
        int | None,
        typer.Option(min=1, help="ABX of so many random pairs of labelled sounds."),
    ] = None,
    label: Annotated[
        str | None, typer.Option(help="The label in which the sounds of a pair differ.")
    ] = None,
    seed: Seed = 0,
) -> None:
    """Write a MUSHRA test (ITU-R BS.1534-3) or an ABX test as one HTML file with its sounds."""
    from timbrespace.listening.abx.folders import holds_pairs, labelled_pairs, read_pairs
    from timbrespace.listening.abx.page import QUESTION as WHICH
    from timbrespace.listening.abx.page import write_abx
    from timbrespace.listening.folders import read_trials
    from timbrespace.listening.page import QUESTION, write_page

    if pairs or holds_pairs(folder):
        asked = labelled_pairs(folder, label, pairs, seed) if pairs else read_pairs(folder)
        write_abx(out, asked, title=title, question=question or WHICH, seed=seed, align=align)
        _made(out, len(asked), sum(len(trial.sounds) for trial in asked))
        return
    trials = read_trials(folder)
    write_page(
        out, trials, title=title, question=question or QUESTION, seed=seed, align=align,
        anchor_hz=anchor_hz,
    )  # fmt: skip
    _made(out, len(trials), sum(len(trial.sounds) for trial in trials))


@listening.command()
def read(
    results: Annotated[
        list[Path], typer.Argument(help="CSV files that listeners saved, or folders of them.")
    ],
    out: Annotated[
        Path, typer.Option("--out", help="The report; its numbers go beside it, as JSON.")
    ] = Path("listening-results.html"),
    seed: Seed = 0,
) -> None:
    """Say what listeners heard, with intervals: means and medians, or (ABX) right answers."""
    from timbrespace.listening.abx.answers import are_choices

    command = " ".join(["timbrespace listening read", *map(str, results), f"--seed {seed}"])
    (_read_abx if are_choices(results) else _read_mushra)(results, out, seed, command)


def _made(out: Path, n_trials: int, n_sounds: int) -> None:
    size_mb = out.stat().st_size / 1e6
    print(f"{n_trials} trials, {n_sounds} sounds, {size_mb:.1f} MB in {out}.")
    print("Open it in a browser, or send it. Then: timbrespace listening read RESULTS.csv ...")


def _read_abx(results: list[Path], out: Path, seed: int, command: str) -> None:
    import time

    from timbrespace.listening.abx.answers import read_choices
    from timbrespace.listening.abx.report import abx_report, said
    from timbrespace.listening.abx.scores import by_condition
    from timbrespace.reports.results import write_results

    began_s = time.perf_counter()
    choices = read_choices(results)
    report, found = abx_report(choices, command=command)
    report.write(out)
    spent_s = time.perf_counter() - began_s
    numbers = write_results(out.with_suffix(".json"), found, seconds=spent_s, seed=seed)
    for share in by_condition(choices):
        print(said(share))
    print(f"{len({c.listener for c in choices})} listeners. {out}, {numbers}")


def _read_mushra(results: list[Path], out: Path, seed: int, command: str) -> None:
    import time

    from timbrespace.listening.answers import read_answers
    from timbrespace.listening.report import listening_report
    from timbrespace.reports.results import write_results

    began_s = time.perf_counter()
    answers = read_answers(results)
    report, found = listening_report(answers, seed=seed, command=command)
    report.write(out)
    spent_s = time.perf_counter() - began_s
    numbers = write_results(out.with_suffix(".json"), found, seconds=spent_s, seed=seed)
    for each in found:
        interval = "" if each.low is None else f"  ({each.low:.1f} to {each.high:.1f})"
        print(f"{each.where['condition']:24} {each.value:5.1f}{interval}")
    kept = len({a.listener for a in answers})
    print(f"{found[0].n_groups if found else 0} of {kept} listeners kept. {out}, {numbers}")
