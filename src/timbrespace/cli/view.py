"""Commands that end in the page: demo, map, serve."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timbrespace.cli.make import report
from timbrespace.cli.options import (
    AtlasOption,
    Device,
    Folder,
    Group,
    HopS,
    Labels,
    OpenPage,
    Port,
    Seed,
    Serve,
    Weights,
    WindowS,
)
from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api import Atlas, Watcher
    from timbrespace.jobs import Job


def demo(
    serve: Serve = True, port: Port = 8765, open_page: OpenPage = True, atlas: AtlasOption = None
) -> None:
    """Map the built-in corpus of real recordings, and open the page."""
    import timbrespace

    def build(job: Job, watcher: Watcher | None) -> Atlas:
        return timbrespace.demo(atlas=atlas, job=job, watcher=watcher)

    _build_and_show(build, "Building the demo", serve=serve, port=port, open_page=open_page)


def map_(
    folder: Folder,
    space: Annotated[str, typer.Option(help="Which latents to map.")] = "yamnet:8",
    atlas: AtlasOption = None,
    weights: Weights = None,
    device: Device = "auto",
    labels: Labels = None,
    group: Group = None,
    window_s: WindowS = None,
    hop_s: HopS = None,
    seed: Seed = 0,
    serve: Serve = True,
    port: Port = 8765,
    open_page: OpenPage = True,
) -> None:
    """Turn a folder of sounds into a map that plays, and open the page."""
    import timbrespace

    def build(job: Job, watcher: Watcher | None) -> Atlas:
        return timbrespace.build(
            folder, space=space, atlas=atlas, weights=weights, device=device, labels=labels,
            group=group, window_s=window_s, hop_s=hop_s, seed=seed, job=job, watcher=watcher,
        )  # fmt: skip

    _build_and_show(build, f"Mapping {folder}", serve=serve, port=port, open_page=open_page)


def serve(
    atlas: Annotated[
        Path | None,
        typer.Argument(help="An atlas folder; without one, the Instrument and the Effects alone."),
    ] = None,
    sounds: Annotated[Path | None, typer.Option(help="Where its sounds lie.")] = None,
    port: Port = 8765,
    open_page: OpenPage = True,
) -> None:
    """Serve the page of an atlas, or what needs none, on this machine."""
    import timbrespace
    from timbrespace.app.server import serve as run

    if atlas is not None:
        run(timbrespace.open(atlas, sounds=sounds), port=port, open_browser=open_page)
        return
    if sounds is not None:
        raise TimbrespaceError(
            "--sounds says where the sounds of an atlas lie, and no atlas is named.",
            f"Name it: timbrespace serve ATLAS --sounds {sounds}; or make one of these sounds: "
            f"timbrespace map {sounds}",
        )
    from timbrespace.app.empty import NoAtlas

    print("Without an atlas, the page has the Instrument and the Effects (W).")
    run(NoAtlas("No atlas"), port=port, open_browser=open_page)


def _build_and_show(build: Callable[..., Any], title: str, **how: Any) -> None:
    began_s = time.monotonic()
    if how.pop("serve"):
        from timbrespace.app.building import serve_while_building

        serve_while_building(
            build, title, port=how["port"], open_browser=how["open_page"],
            set_up_began_s=_set_up_began_s(),
        )  # fmt: skip
        return
    with showing("build", title) as job:
        made = build(job, None)
    report(made)
    print(f"built in {time.monotonic() - began_s:.1f} s")


def _set_up_began_s() -> float | None:
    """When ``make demo`` began, if that is what runs this; it tells its whole time."""
    noted = os.environ.get("TIMBRESPACE_SET_UP_BEGAN_S", "")
    return float(noted) if noted.replace(".", "", 1).isdigit() else None
