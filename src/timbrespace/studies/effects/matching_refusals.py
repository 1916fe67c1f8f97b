"""How often leaving a sound alone was right, and what of a gain wrong refusals cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_rows import CAN_REFUSE, Scored
from timbrespace.studies.effects.matching_telling import Telling


def refusals(place: Mapping[str, str], scored: Sequence[Scored], tell: Telling) -> list[Result]:
    """Shares of items, for each row that can refuse.

    Args:
        place: Where the results stand; ``row`` is added.
        scored: Items under one effect, with references that were treated, or that were not.
        tell: Of their groups.

    Returns:
        ``refusal_right``; ``refused``; ``refused_wrongly``, though acting would have come
        nearer; ``acted_wrongly``, though it did not; and, where the dry sounds are at some
        distance, ``gain_share_refused_rightly``: the share of it that would be gone if every
        refusal were right.
    """
    found: list[Result] = []
    for row in CAN_REFUSE:
        if not scored or row not in scored[0].refused:
            continue
        at = {**place, "row": row}
        dry, own = (_distances(scored, each) for each in ("dry", row))
        nearer, refused = own < dry, np.array([each.refused[row] for each in scored])
        found += [
            tell("refusal_right", at, (nearer != refused).astype(float)),
            tell("refused", at, refused.astype(float), better=""),
            tell("refused_wrongly", at, (refused & nearer).astype(float), better="lower"),
            tell("acted_wrongly", at, (~refused & ~nearer).astype(float), better="lower"),
        ]
        if dry.any():
            share = np.maximum(dry - own, 0) / float(dry.mean())
            found.append(tell("gain_share_refused_rightly", at, share))
    return found


def _distances(scored: Sequence[Scored], row: str) -> NDArray[np.float64]:
    return np.array([each.distances[row]["mr_stft"] for each in scored])
