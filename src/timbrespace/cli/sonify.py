"""The command that makes data heard: sonify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.options import Seed, Skeleton
from timbrespace.cli.progress import showing
from timbrespace.cli.voices import voice_at
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.sonifying import Sonified

#: What leaves every sound as loud as the voice made it.
AS_IT_IS = "none"


def sonify(
    data_space: Annotated[
        str, typer.Argument(metavar="DATA.space", help="A trained space of a table or of motion.")
    ],
    voice: Annotated[
        str, typer.Option(help="stream:bells, a trained folder, lyra, a model.ts ...")
    ] = "stream:bells",
    out: Annotated[Path | None, typer.Option(help="Folder of the sounds, piece and map.")] = None,
    how: Annotated[
        str,
        typer.Option(help="gaussian, sliced, entropic or words; baselines: random, plain."),
    ] = "gaussian",
    path: Annotated[
        str | None,
        typer.Option(
            help="hold, slerp, tour, motion, or course: a group's items in order, in one breath "
            "(default: motion if items move, or hold)."
        ),
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(help="Of each item (default: 2; 4 for a tour; its own).")
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(
            help="near, given, a column of order (time, dose), or a label (default: the column "
            "of order if there is just one, or near)."
        ),
    ] = None,
    stops: Annotated[
        int, typer.Option(min=1, help="For --path tour: at so many of the items most like it.")
    ] = 3,
    tour_of: Annotated[
        str | None,
        typer.Option(help="A label: all items of a class in one breath, a sound for each class."),
    ] = None,
    loudness: Annotated[
        str, typer.Option(help="LUFS that all sounds get, or none to leave them as they are.")
    ] = "-23",
    data: Annotated[
        Path | None, typer.Option(help="Other data of the same make (default: the space's own).")
    ] = None,
    skeleton: Skeleton = None,
    sounds: Annotated[
        Path | None, typer.Option(help="Sounds where the voice is at home (default: its own).")
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="For --how words: those that the first axes play.")
    ] = None,
    overlap: Annotated[
        float, typer.Option("--overlap-s", min=0.0, help="Of neighbours in the piece.")
    ] = 0.25,
    piece: Annotated[bool, typer.Option("--piece/--no-piece", help="One file of all.")] = True,
    atlas: Annotated[bool, typer.Option("--map/--no-map", help="The map that plays.")] = True,
    again: Annotated[bool, typer.Option("--again", help="Replace what --out holds.")] = False,
    trust: Annotated[
        bool, typer.Option("--trust", help="Run a voice that is a program (TorchScript).")
    ] = False,
    seed: Seed = 0,
) -> None:
    """Make data heard: a sound for each item, a piece, and a map that plays; resumable."""
    from timbrespace.api.sonifying import sonify as run

    folder = out or Path(f"{Path(data_space.rpartition(':')[2]).stem}-heard")
    singer = voice_at(voice, trust)
    with showing("sonify", "Sonifying") as job:
        made = run(
            data_space, singer, folder, how=how, path=path, seconds=seconds,  # type: ignore[arg-type]
            order=order, stops=stops, tour_of=tour_of, loudness_lufs=_loudness(loudness),
            data=data, skeleton=skeleton, sounds=sounds,
            words=[word.strip() for word in words.split(",")] if words else (),
            overlap_s=overlap, piece=piece, atlas=atlas, again=again, seed=seed, job=job,
        )  # fmt: skip
    _report(made, piece)


def _loudness(text: str) -> float | None:
    """What was asked for, in LUFS; None: as it is.

    Example:
        >>> _loudness("-23"), _loudness("none")
        (-23.0, None)
    """
    if text == AS_IT_IS:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 1.0
    if not -60.0 <= value <= 0.0:
        raise TimbrespaceError(
            f"'{text}' is no loudness.", "Use -60 to 0 (LUFS), or --loudness none."
        )
    return value


def _report(made: Sonified, piece: bool) -> None:
    for note in made.notes:
        print(note)
    n_sounds = len({line.path for line in made.lines})
    print(f"{made.folder / 'sounds'}: {n_sounds} sounds")
    if piece:
        print(f"{made.folder / 'piece.wav'}: all of them; what sounds when: cues.csv, cues.txt")
    if made.atlas is not None:
        print(f"The map plays: timbrespace serve {made.atlas}")
