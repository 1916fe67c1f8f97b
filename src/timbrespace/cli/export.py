"""The command that writes a voice and its words for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.voices import with_consent


def export(
    voice: Annotated[
        str, typer.Argument(help="stream:bells, a trained space, or a TorchScript file.")
    ],
    to: Annotated[str, typer.Option(help="nn~, onnx, max or pd.")],
    out: Annotated[
        Path | None, typer.Option(help="File or folder; else named after the voice.")
    ] = None,
    surrogate: Annotated[
        Path | None, typer.Option(help="Folder of its words; else yours, or the one that ships.")
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Run a voice that is a program (TorchScript).")
    ] = False,
) -> None:
    """Write a voice with its words for nn~, ONNX Runtime, Max or Pd."""
    from typing import cast

    from timbrespace.api.exporting import Target
    from timbrespace.api.exporting import export as run

    target = cast("Target", to)
    made = with_consent(trust, lambda yes: run(voice, target, out, surrogate=surrogate, trust=yes))
    print(f"{made.place}: {', '.join(made.parts)}")
    if made.words:
        print(f"  words: {', '.join(made.words)}")
    for note in made.notes:
        print(f"  {note}")
