"""Commands that look and change nothing: scan, doctor."""

from __future__ import annotations

import typer

from timbrespace.cli.options import Folder, Group, HopS, Labels, WindowS
from timbrespace.cli.progress import showing


def scan(
    folder: Folder,
    labels: Labels = None,
    group: Group = None,
    window_s: WindowS = None,
    hop_s: HopS = None,
    deep: bool = typer.Option(
        True, help="Decode every sound, to find those damaged, silent or too short."
    ),
) -> None:
    """Say what is in a folder, and what cannot be read and why."""
    import timbrespace

    with showing("scan", "Scanning") as job:
        corpus = timbrespace.scan(
            folder, labels=labels, group=group, window_s=window_s, hop_s=hop_s, deep=deep, job=job
        )
    for sentence in corpus.summary():
        print(sentence)
    for reject in corpus.rejects.itertuples():
        print(f"left out: {reject.path}: {reject.reason}. {reject.remedy}")
    if not len(corpus.items):
        raise typer.Exit(1)


def doctor() -> None:
    """Say what works here and what does not: versions, codecs, weights, GPU, free disk."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from timbrespace.api.doctor import examine

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    marks = {True: "[green]ok[/]", False: "[red]missing[/]", None: "[dim]optional[/]"}
    findings = examine()
    for finding in findings:
        table.add_row(finding.what, marks[finding.works], escape(finding.found))
    Console().print(table)
    if any(finding.works is False for finding in findings):
        raise typer.Exit(1)
