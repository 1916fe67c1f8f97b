"""What a reader must know of a sonification, as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timbrespace.sonify.home import share_at_home
from timbrespace.sonify.order import NEAR

if TYPE_CHECKING:
    from timbrespace.sonify.coupling import Coupling
    from timbrespace.sonify.folder import Line
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.base import Latents

#: Softer than was wanted by less than this is not worth a word.
SOFTER_DB = 0.5


def notes_of(
    lines: Sequence[Line],
    coupling: Coupling,
    home: Posterior,
    points: Latents,
    loudness_lufs: float | None,
) -> list[str]:
    """What came of items: how many lie at home, what is kept of the data, what is silent or soft.

    Args:
        lines: What is known of each sound.
        coupling: From data to voice.
        home: Where the voice is at home.
        points: ``(N, K)``; where the items lie in the voice.
        loudness_lufs: What all were brought to, or None.
    """
    share, seconds = share_at_home(home.frames, points), sum(line.duration_s for line in lines)
    notes = [
        f"{len(lines)} items, {seconds:.0f} s of sound. {home.said}",
        f"{share:.0%} of the items lie where the voice is at home: as near to one of these frames "
        "as 99 % of them lie to another.",
    ]
    kept = coupling.facts.get("variance_kept")
    if kept is not None:
        n_axes = coupling.facts.get("n_axes", len(coupling.facts.get("words", ())))
        notes.append(f"{n_axes} axes hold {kept:.0%} of the variance of the data's latents.")
    return notes + _of_levels(lines, loudness_lufs)


def said_of_order(by: str) -> str:
    """What was chosen for a user who named no order.

    Example:
        >>> said_of_order("dose")
        "Items follow each other by 'dose', the data's one column of order (--order)."
    """
    if by == NEAR:
        return "Each item leads to the nearest one left (--order near)."
    return f"Items follow each other by '{by}', the data's one column of order (--order)."


def _of_levels(lines: Sequence[Line], loudness_lufs: float | None) -> list[str]:
    notes = []
    made = [line.loudness_lufs + line.gain_db for line in lines if line.loudness_lufs is not None]
    if len(made) < len(lines):
        notes.append(f"Silent in this voice: {len(lines) - len(made)} of the items.")
    if loudness_lufs is not None:
        short = sum(level < loudness_lufs - SOFTER_DB for level in made)
        if short:
            notes.append(f"Softer than {loudness_lufs:g} LUFS, for their peaks: {short}.")
    return notes
