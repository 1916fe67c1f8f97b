"""The command that turns layers into a few dims each: project."""

from __future__ import annotations

from typing import Annotated

import typer

from timbrespace.cli.options import AtlasPath, Seed, Weights
from timbrespace.cli.progress import showing


def project(
    atlas: AtlasPath,
    space: Annotated[
        list[str], typer.Option("--space", help="yamnet:9, or yamnet:all; may be repeated.")
    ] = ["yamnet:all"],  # noqa: B006  (Typer copies it)
    dims: Annotated[int, typer.Option(min=1, help="How many dims are kept of each patch.")] = 64,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help="A layer whose raw activations are kept too, such as 9."),
    ] = None,
    weights: Weights = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help="Find all principal axes, which takes long at 12,288 dims. Editing needs only "
            "the leading ones: the inverse is exact either way.",
        ),
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Fit anew.")] = False,
    memory_gb: Annotated[
        float, typer.Option("--memory-gb", help="For the fits of one pass; less, more passes.")
    ] = 4.0,
    seed: Seed = 0,
) -> None:
    """Project layers patch by patch through scaler, PCA and scaler; keeps no raw activations."""
    import timbrespace
    from timbrespace.api.projecting import project as run

    opened = timbrespace.open(atlas)
    with showing("project", "Projecting") as job:
        found = run(
            opened, space=space, dims=dims, keep=keep or (), weights=weights, full=full,
            again=again, memory_gb=memory_gb, seed=seed, job=job,
        )  # fmt: skip
    for each in found:
        leading = each.projection.first(dims)
        how = "fitted" if each.fitted else "kept"
        print(
            f"{each.space}: {leading.n_leading} of {leading.n_inputs} dims explain "
            f"{100 * float(leading.explained.sum()):.1f} % of the variance "
            f"({how}, on {leading.n_rows} patches)"
        )
