"""Which sounds are edited towards which: pairs that put both claims of an edit to the test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Codes = NDArray[np.int64]


class EditPair(NamedTuple):
    """Positions of two items."""

    receptor: int
    donor: int


def edit_pairs(
    labels: Mapping[str, Codes],
    groups: Codes,
    factor: str,
    n: int,
    *,
    shared: bool = False,
    seed: int = 0,
) -> list[EditPair]:
    """Draw receptors and donors of different groups.

    The donor differs in the edited factor *and* in all others: were its other factors the
    receptor's, copying the donor whole would keep them too, and the second claim would test
    nothing. ``shared`` draws as the original study did, from donors alike in all else.

    Receptors come in turn from all groups, and donors from a class, then a group of it, each
    drawn evenly, so that large groups do not fill the table.

    Args:
        labels: Factor -> class code of each item ``(N,)``; items with -1 anywhere stay out.
        groups: What each item was recorded with ``(N,)``.
        factor: The one that is edited.
        n: How many pairs; fewer where there are no more receptors with a donor.
        shared: Whether the donor has the receptor's class in the other factors.
        seed: The same seed draws the same pairs.

    Raises:
        TimbrespaceError: No item has a donor.

    Example:
        >>> labels = {"m": np.array([0, 0, 1, 1]), "a": np.array([0, 1, 0, 1])}
        >>> edit_pairs(labels, np.arange(4), "m", 2, seed=1)
        [EditPair(receptor=3, donor=0), EditPair(receptor=2, donor=1)]
    """
    rng = np.random.default_rng([seed, 11])
    usable = np.all([codes >= 0 for codes in labels.values()], axis=0)
    pairs: list[EditPair] = []
    for receptor in _in_turn(np.flatnonzero(usable), groups, rng):
        donor = _donor(labels, groups, usable, factor, receptor, shared, rng)
        if donor is not None:
            pairs.append(EditPair(receptor, donor))
        if len(pairs) == n:
            break
    if not pairs:
        raise TimbrespaceError(
            f"No sound has a donor of another '{factor}' from another group.",
            "Name factors whose classes are each in several groups.",
        )
    return pairs


def _donor(
    labels: Mapping[str, Codes],
    groups: Codes,
    usable: NDArray[np.bool_],
    factor: str,
    receptor: int,
    shared: bool,
    rng: np.random.Generator,
) -> int | None:
    fit = usable & (groups != groups[receptor])
    for name, codes in labels.items():
        same = codes == codes[receptor]
        fit &= same if shared and name != factor else ~same
    candidates = np.flatnonzero(fit)
    if not len(candidates):
        return None
    for column in (labels[factor], groups):
        chosen = rng.choice(np.unique(column[candidates]))
        candidates = candidates[column[candidates] == chosen]
    return int(rng.choice(candidates))


def _in_turn(items: Codes, groups: Codes, rng: np.random.Generator) -> list[int]:
    """Items in rounds: one of each group, then another of each that has more."""
    shuffled = rng.permutation(items)
    turn = rng.permutation(int(groups.max()) + 1)[groups[shuffled]]
    seen: dict[int, int] = {}
    rounds = np.zeros(len(shuffled), np.int64)
    for i, own in enumerate(turn):
        rounds[i] = seen.get(int(own), 0)
        seen[int(own)] = int(rounds[i]) + 1
    return [int(item) for item in shuffled[np.lexsort((turn, rounds))]]
