"""Command lines that make a step's numbers again."""

from __future__ import annotations

import shlex

#: Options of the command line whose names differ from those of the functions.
_OPTIONS = {
    "n_folds": "folds", "n_permutations": "permutations", "spaces": "space", "n_pairs": "pairs",
    "n_hear": "hear",
}  # fmt: skip


def line(command: str, target: object, **how: object) -> str:
    """The command line that does what a function of the same name did.

    Args:
        command: Of timbrespace.
        target: What it works on; a tuple where there are several.
        how: Its options by the names of the function's arguments; None is left out, a list
            is said once for each, False becomes ``--no-...``.

    Example:
        >>> line("probe", "a.atlas", label="material", n_folds=5, combine=None)
        'timbrespace probe a.atlas --label material --folds 5'
        >>> line("probe", "a.atlas", spaces=["yamnet:0", "yamnet:9"])
        'timbrespace probe a.atlas --space yamnet:0 --space yamnet:9'
    """
    targets = target if isinstance(target, tuple) else (target,)
    words = ["timbrespace", command, *map(str, targets)]
    for name, value in how.items():
        option = "--" + _OPTIONS.get(name, name).replace("_", "-")
        for each in value if isinstance(value, list | tuple) else [value]:
            words += _said(option, each)
    return shlex.join(words)


def _said(option: str, value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [option if value else option.replace("--", "--no-", 1)]
    return [option, str(value)]
