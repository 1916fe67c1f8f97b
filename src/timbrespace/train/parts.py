"""Which items are learned from, which decide when to stop, and which are only measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = ("train", "validation", "test")
#: Words by which a label may name the parts.
WORDS: dict[str, Part] = {
    "train": "train", "training": "train", "validation": "validation", "valid": "validation",
    "val": "validation", "dev": "validation", "test": "test", "testing": "test",
}  # fmt: skip


def told(
    values: Sequence[str | None], names: Sequence[str], label: str, noun: str = "item"
) -> tuple[Part, ...]:
    """The parts that a label says.

    Args:
        values: Of the label, by item.
        names: Of the items, for messages.
        label: Its name.
        noun: What an item is called, for messages.

    Raises:
        TimbrespaceError: A value names no part, or a part has no item.

    Example:
        >>> told(["train", "dev", "Test"], "abc", "split")
        ('train', 'validation', 'test')
    """
    parts: list[Part] = []
    for value, name in zip(values, names, strict=True):
        part = WORDS.get(str(value).lower())
        if part is None:
            raise TimbrespaceError(
                f"'{name}' has {value!r} for the label '{label}', which names no part.",
                f"Its values should be train, validation and test, for every {noun}.",
            )
        parts.append(part)
    lacking = [part for part in PARTS if part not in parts]
    if lacking:
        raise TimbrespaceError(
            f"The label '{label}' leaves nothing for {' and '.join(lacking)}.",
            f"Each of train, validation and test needs {noun}s.",
        )
    return tuple(parts)


def drawn(
    groups: Sequence[str], validation: float, test: float, seed: int, noun: str = "group"
) -> tuple[Part, ...]:
    """Parts that no group straddles, drawn without a look at any label.

    Args:
        groups: What belongs together, by item.
        validation: Share of the groups, above 0.
        test: Share of the groups, above 0.
        seed: For the draw.
        noun: What a group is called, for messages.

    Raises:
        TimbrespaceError: There are fewer than three groups.

    Example:
        >>> drawn("aabbccdd", 0.2, 0.2, seed=0)
        ('test', 'test', 'train', 'train', 'train', 'train', 'validation', 'validation')
    """
    names = sorted(set(groups))
    _check_enough(len(names), noun)
    order = np.random.default_rng([seed, 1]).permutation(len(names))
    n_validation, n_test = _counts(len(names), validation, test)
    part_of: dict[str, Part] = dict.fromkeys(names, "train")
    part_of |= {names[i]: "test" for i in order[: n_validation + n_test]}
    part_of |= {names[i]: "validation" for i in order[:n_validation]}
    return tuple(part_of[group] for group in groups)


def dealt(
    groups: Sequence[str],
    labels: Sequence[str | None],
    validation: float,
    test: float,
    seed: int,
) -> tuple[Part, ...]:
    """Parts that no group straddles, with about the same share of every label in each.

    Args:
        groups: What belongs together, by item.
        labels: A label of each item, spread evenly; a group counts as its first item.
        validation: Share of the groups, above 0.
        test: Share of the groups, above 0.
        seed: For the draw.

    Raises:
        TimbrespaceError: There are fewer than three groups.

    Example:
        >>> parts = dealt("abcdefghij", "xyxyxyxyxy", 0.1, 0.2, seed=0)
        >>> [parts.count(part) for part in PARTS]
        [7, 1, 2]
    """
    first: dict[str, str] = {}
    for group, label in zip(groups, labels, strict=True):
        first.setdefault(group, str(label))
    names = sorted(first)
    _check_enough(len(names), "group")
    shuffled = [names[i] for i in np.random.default_rng([seed, 1]).permutation(len(names))]
    by_label = sorted(shuffled, key=lambda name: first[name])
    n_validation, n_test = _counts(len(names), validation, test)
    held = _spread(len(names), n_test + n_validation)
    parts: dict[str, Part] = dict.fromkeys(by_label, "train")
    parts |= {by_label[i]: "validation" for i in held}
    parts |= {by_label[held[i]]: "test" for i in _spread(len(held), n_test)}
    return tuple(parts[group] for group in groups)


def _check_enough(n_groups: int, noun: str) -> None:
    if n_groups < len(PARTS):
        raise TimbrespaceError(
            f"{n_groups} {noun}s can't be shared out among three parts.",
            "Give at least three: one to learn from, one to stop by, one to measure on.",
        )


def _counts(n_groups: int, validation: float, test: float) -> tuple[int, int]:
    """Groups held out to stop by, and to measure on: by their shares, but one is left to learn."""
    n_test = min(max(1, round(test * n_groups)), n_groups - 2)
    return min(max(1, round(validation * n_groups)), n_groups - n_test - 1), n_test


def _spread(n: int, many: int) -> NDArray[np.int64]:
    """So many places among ``n``, as evenly as can be."""
    return np.floor((np.arange(many) + 0.5) * n / many).astype(np.int64)
