"""Sounds from between sounds: blend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from timbrespace.cli.options import AtlasPath
from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.api.blend import Decoded
    from timbrespace.api.decoding import Decoder
    from timbrespace.jobs import Job
    from timbrespace.spaces.blending import Fit
    from timbrespace.spaces.drawing import Draw


def blend(
    atlas: AtlasPath,
    items: Annotated[
        str, typer.Option("--items", help="Sounds with commas: ids, paths or parts of paths.")
    ] = "",
    at: Annotated[
        float | None,
        typer.Option("--at", help="Place on the path through them: 0 the first, 1 the second ..."),
    ] = None,
    weights: Annotated[
        str | None, typer.Option(help="Or a weight for each, with commas (default: the mean).")
    ] = None,
    draw: Annotated[
        str | None, typer.Option(help="Random latents instead: prior, posterior or uniform.")
    ] = None,
    independent: Annotated[
        bool, typer.Option("--independent", help="Draw each frame on its own.")
    ] = False,
    duration_s: Annotated[float, typer.Option("--duration-s", help="Of random latents.")] = 2.0,
    seed: Annotated[int, typer.Option(min=0, help="Of random latents.")] = 0,
    space: Annotated[
        str | None,
        typer.Option(
            "--space", help="KIND:NAME or the folder of a trained space (default: the atlas's)."
        ),
    ] = None,
    fit: Annotated[
        str, typer.Option(help="pad: begin together; stretch: made equally long.")
    ] = "pad",
    out: Annotated[Path | None, typer.Option("--out", help="The WAV to write.")] = None,
) -> None:
    """Average or interpolate sounds in a trained space, or draw random ones, and decode them.

    Without sounds, list the spaces that can; a folder named with --space is known from then on.
    """
    import timbrespace
    from timbrespace.api.decoding import open_decoder

    opened = timbrespace.open(atlas)
    if space is not None and Path(space).is_dir():
        from timbrespace.spaces.trained.installed import note

        space = note(Path(space).resolve())
    if not items and draw is None:
        _list_spaces(opened)
        return
    if out is None:
        raise TimbrespaceError("There is nowhere to write the sound.", "Name it: --out blend.wav")
    decoder = open_decoder(opened, space)
    with showing("decode", "Blending") as job:
        if draw is not None:
            made = decoder.draw(
                cast("Draw", draw), duration_s=duration_s, seed=seed, independent=independent,
                job=job,
            )  # fmt: skip
        else:
            made = _blended(decoder, items, at, weights, fit, job)
    made.write(out)
    print(f"{out}: {made.duration_s:.2f} s at {made.sample_rate} Hz, by {decoder.space.id}")
    if made.quieter_db:
        print(f"made {made.quieter_db:.1f} dB quieter, so that nothing clips")


def numbers(text: str) -> list[float]:
    """Numbers with commas.

    Raises:
        TimbrespaceError: Something else was written.

    Example:
        >>> numbers("1, 0.5")
        [1.0, 0.5]
    """
    try:
        return [float(part) for part in text.split(",")]
    except ValueError as error:
        raise TimbrespaceError(
            f"'{text}' are no weights.", "Write numbers with commas: --weights 1,2,1"
        ) from error


def _blended(
    decoder: Decoder, items: str, at: float | None, weights: str | None, fit: str, job: Job
) -> Decoded:
    from timbrespace.api.decoding import MOST_S
    from timbrespace.api.edit_donors import find_item

    names = [part.strip() for part in items.split(",") if part.strip()]
    ids = [find_item(decoder.atlas, name) for name in names]
    ready = decoder.blend(ids, fit=cast("Fit", fit), job=job)
    if ready.cut:
        print(f"{len(ready.cut)} of {len(ids)} sounds are longer: their first {MOST_S:g} s")
    return ready.sound(numbers(weights) if weights is not None else None, at=at)


def _list_spaces(opened: Atlas) -> None:
    from timbrespace.api.decoders import decoding_spaces

    found = decoding_spaces(opened)
    for each in found:
        where = "in this atlas" if each.in_atlas else "on this machine"
        print(f"{each.id}  {where}{f'  {each.problem}' if each.problem else ''}")
    if not found:
        raise TimbrespaceError(
            "There is no space here that decodes.",
            "Train one: timbrespace train waveform FOLDER --out my.space",
        )
