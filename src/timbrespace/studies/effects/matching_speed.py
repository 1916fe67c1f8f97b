"""What matching takes: the matcher's own answer, and a search by seconds and by renderings."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from timbrespace.matching.storage import Matcher
from timbrespace.matching.style import style
from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_items import RATE_HZ, Item
from timbrespace.studies.effects.matching_rows import CAN_REFUSE, Scored

#: How seconds were told.
CLOCKS = {"clock": "on the clock", "processor": "of processor time"}


def predict_s(matcher: Matcher, item: Item) -> float:
    """Seconds of processor time for two sounds of 5 s: styles and network; the best of five."""
    pair = [np.resize(each, 5 * RATE_HZ) for each in (item.dry, item.other)]
    took = []
    for _ in range(5):
        began_s = time.process_time()
        dry, reference = (style(each, RATE_HZ) for each in pair)
        matcher.believe(dry, reference)
        took.append(time.process_time() - began_s)
    return min(took)


def spent(effect: str, scored: Sequence[Scored], command: str = "") -> list[Result]:
    """Medians over items, for each row that renders.

    Returns:
        ``n_renders``, and ``match_s``, seconds by each of :data:`CLOCKS`: what ``--seconds`` has
        to be for as many renderings. On the clock other work counts; of a plug-in's work, the
        processor time of this process knows nothing.
    """
    found: list[Result] = []
    for row in CAN_REFUSE:
        of = [each.spent[row] for each in scored if row in each.spent]
        if not of:
            continue
        at = {"effect": effect, "row": row}
        took = {
            "clock": [each.clock_s for each in of],
            "processor": [each.processor_s for each in of],
        }
        renders = float(np.median([each.n_renders for each in of]))
        found.append(Result("n_renders", at, renders, better="", command=command))
        found += [
            Result("match_s", at | {"by": by}, float(np.median(took[by])), unit="s",
                   n_items=len(of), better="lower", command=command)
            for by in CLOCKS
        ]  # fmt: skip
    return found
