"""Options that several commands share, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="A folder of sounds, or one sound.")]
AtlasPath = Annotated[Path, typer.Argument(help="An atlas folder.")]
AtlasOption = Annotated[
    Path | None, typer.Option("--atlas", help="Where the atlas is kept (default: FOLDER.atlas)")
]
Space = Annotated[
    list[str], typer.Option("--space", help="yamnet:8, yamnet:embedding, yamnet:all ...")
]
Weights = Annotated[
    str | None, typer.Option(help="YAMNet's weights: tfhub, h5, or the path of a file.")
]
Pool = Annotated[str, typer.Option(help="mean (over time and frequency) or none.")]
Device = Annotated[str, typer.Option(help="auto, cpu or cuda.")]
Labels = Annotated[
    str | None,
    typer.Option(help="A pattern such as '{material}_{action}*', or a CSV or Parquet table."),
]
Group = Annotated[
    str | None, typer.Option(help="The label or column that says what was recorded together.")
]
Skeleton = Annotated[
    Path | None,
    typer.Option(
        help="Of CSV files of joint rotations: the BVH whose bones they turn (default: the one "
        "of their name beside them, or their folder's only one)."
    ),
]
WindowS = Annotated[
    float | None, typer.Option("--window-s", help="Cut files into windows of this many seconds.")
]
HopS = Annotated[
    float | None, typer.Option("--hop-s", help="Seconds between windows (default: their length).")
]
Augment = Annotated[
    str | None,
    typer.Option(help="A TOML chain (or preset:latent-audio) that makes copies of every sound."),
]
Method = Annotated[str, typer.Option(help="umap, tsne, pca or pacmap.")]
Seed = Annotated[int, typer.Option(help="The same seed gives the same map on one machine.")]
Port = Annotated[int, typer.Option(help="The port on this machine's loopback address.")]
Serve = Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the page when built.")]
OpenPage = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")]
