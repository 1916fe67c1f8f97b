"""What a reader must know of a sonification, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timbrespace.sonify.home import share_at_home, share_on_the_way
from timbrespace.sonify.order import NEAR
from timbrespace.sonify.whitening import spread_of

if TYPE_CHECKING:
    from timbrespace.sonify.coupling import Coupling
    from timbrespace.sonify.folder import Line
    from timbrespace.sonify.paths import Paths
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.data.base import DataSpace

#: Softer than was wanted by less than this is not worth a word.
SOFTER_DB = 0.5
#: Latents that differ less than this, in deviations of their prior, tell items apart by less than
#: a hundredth of a nat: what is made as large as any by whitening is what training left over.
LEAST_SPREAD = 0.15


def notes_of(
    lines: Sequence[Line],
    coupling: Coupling,
    home: Posterior,
    paths: Paths,
    loudness_lufs: float | None,
    doubted: Sequence[str] = (),
) -> list[str]:
    """What came of items: how many lie at home, what is kept of the data, what is silent or soft.

    Args:
        lines: What is known of each sound: of items, or of courses.
        coupling: From data to voice.
        home: Where the voice is at home.
        paths: Where the items lie in the voice, and the frames that it was sent.
        loudness_lufs: What all were brought to, or None.
        doubted: What speaks against the data's space, as :func:`doubts_of` says it; comes first.
    """
    seconds, n_items = sum(line.duration_s for line in lines), len(paths.points)
    together = f" in {len(lines)} courses" if paths.how == "course" else ""
    notes = [
        *doubted,
        f"{n_items} items{together}, {seconds:.0f} s of sound. {home.said}",
        *_of_home(home, paths),
    ]
    kept = coupling.facts.get("variance_kept")
    if kept is not None:
        n_axes = coupling.facts.get("n_axes", len(coupling.facts.get("words", ())))
        notes.append(f"{n_axes} axes hold {_percent(kept)} of the variance of the data's latents.")
    what = "courses" if paths.how == "course" else "items"
    return notes + _of_levels(lines, loudness_lufs, what)


def doubts_of(space: DataSpace, rows: Latents) -> list[str]:
    """What speaks against a data space: its own figures, and latents that hardly differ.

    Args:
        space: Of the data.
        rows: Its latents ``(R, D)``, of a standard normal prior.
    """
    from timbrespace.train.doubts import DOUBTS, doubts

    facts, spread = space.facts(), spread_of(rows)
    said = [str(each) for each in facts.get(DOUBTS, doubts(facts))]
    if spread < LEAST_SPREAD:
        said.append(
            f"The latents hardly differ (deviation {spread:.2g} on their widest axis, 1 in the "
            "prior): the coupling makes noise as large as data, and that is what is heard."
        )
    return [f"Doubtful: {each}" for each in said]


def said_of_order(by: str) -> str:
    """What was chosen for a user who named no order.

    Example:
        >>> said_of_order("dose")
        "Items follow each other by 'dose', the data's one column of order (--order)."
    """
    if by == NEAR:
        return "Each item leads to the nearest one left (--order near)."
    return f"Items follow each other by '{by}', the data's one column of order (--order)."


def _of_home(home: Posterior, paths: Paths) -> Iterator[str]:
    """Of the items, and of the frames that are played: these may leave what items lie in."""
    share = share_at_home(home.frames, paths.points)
    yield (
        f"{_percent(share)} of the items{' (their means)' * bool(paths.runs)} lie where the voice "
        "is at home: as near to one of these frames as 99 % of them lie to another."
    )
    if paths.how != "hold":
        sent = share_on_the_way(home.frames, paths)
        yield f"Of the frames that the voice is sent on its way (--path), {_percent(sent)} do."


def _percent(share: float) -> str:
    """Only all of them are 100 %.

    Example:
        >>> _percent(0.998), _percent(1.0)
        ('99 %', '100 %')
    """
    return f"{int(100 * share + 1e-9)} %"


def _of_levels(lines: Sequence[Line], loudness_lufs: float | None, what: str) -> list[str]:
    notes = []
    made = [line.loudness_lufs + line.gain_db for line in lines if line.loudness_lufs is not None]
    if len(made) < len(lines):
        notes.append(f"Silent in this voice: {len(lines) - len(made)} of the {what}.")
    if loudness_lufs is not None:
        short = sum(level < loudness_lufs - SOFTER_DB for level in made)
        if short:
            notes.append(f"Softer than {loudness_lufs:g} LUFS, for their peaks: {short}.")
    return notes
