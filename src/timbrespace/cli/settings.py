"""The command that lays an effect's settings out: settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.options import Seed
from timbrespace.cli.progress import showing


def settings(
    effect: Annotated[str, typer.Argument(help="overdrive, lv2:URI, vst3:PATH, a preset ...")],
    clip: Annotated[Path, typer.Argument(help="A sound; its loudest two seconds are used.")],
    n: Annotated[int, typer.Option("--n", min=12, help="How many settings.")] = 1_000,
    out: Annotated[
        Path | None, typer.Option("--out", help="The atlas (default: EFFECT-CLIP.atlas).")
    ] = None,
    embedding: Annotated[
        str | None,
        typer.Option(
            help="style, timbre, or matcher (of effects that have one): what they are laid out "
            "by (default: the best here)."
        ),
    ] = None,
    corners: Annotated[
        int, typer.Option(min=0, help="Also a map with bright right and deep above: labels each.")
    ] = 0,
    trust: Annotated[bool, typer.Option("--trust", help="Run a plug-in's file.")] = False,
    seed: Seed = 0,
) -> None:
    """Try many settings of an effect on a clip, and lay them out by how they sound."""
    from timbrespace.api.settings_space import lay_out_corners, make_settings, open_settings
    from timbrespace.settings.corners import measured_labels

    name = "".join(c if c.isalnum() else "-" for c in effect).strip("-").rpartition("--")[2]
    path = out or Path(f"{name}-{clip.stem}.atlas")
    with showing("settings", "Settings") as job:
        atlas = make_settings(
            effect, clip, path, n=n, seed=seed, embedding=embedding, trust=trust, job=job
        )
        if corners:
            labels = measured_labels(open_settings(path).descriptors, corners)
            lay_out_corners(path, labels, job=job)
    print(f"{len(atlas.items):,} settings in {path}. Hear them: timbrespace serve {path}")
