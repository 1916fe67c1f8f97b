"""The options of the study that *Sonify* grew from, in terms of ours.

``timbrespace train wavenet -tp clips/ -vp held/ -ep 10`` means ``timbrespace train wavenet
clips/ --validation held/ --set epochs=10``. Both may stand in one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand

#: What each option of the study is here: an option, a setting, or the data itself (``""``).
_OPTIONS = {
    ("-tp", "--train_path"): "",
    ("-dp", "--data_path"): "",
    ("-vp", "--validation_path"): "--validation",
    ("-ex", "--export_path"): "--out",
    ("-mf", "--max_files"): "--max-files",
    ("-d", "--device"): "--accelerator",
    ("-ep", "--epochs"): "epochs",
    ("-bs", "--batch_size"): "batch_size",
    ("-lr", "--learning_rate"): "learning_rate",
    ("-kla", "--kl_anneal"): "kl_anneal",
    ("-mkl", "--max_kl"): "max_kl",
    ("-lpe", "--logs_per_epoch"): "logs_per_epoch",
}
_OURS = {name: ours for names, ours in _OPTIONS.items() for name in names}

HELP = "Also, as in the study: " + ", ".join(" ".join(names) for names in _OPTIONS) + "."


def translated(arguments: Sequence[str]) -> list[str]:
    """A command line with the study's options in terms of ours; the rest as it is.

    Raises:
        typer.BadParameter: One of them has no value.

    Example:
        >>> translated(["wavenet", "-tp", "clips", "-ep", "10", "--device=cuda:0", "--again"])
        ['wavenet', '--set', 'epochs=10', '--accelerator', 'cuda:0', '--again', 'clips']
    """
    given: list[str] = []
    data: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        ours = _OURS.get(name)
        if ours is None:
            given.append(argument)
            continue
        if not equals:
            value = next(rest, "")
        if not value:
            raise typer.BadParameter(f"{name} needs a value.")
        if not ours:
            data.append(value)
        elif ours.startswith("--"):
            given += [ours, value]
        else:
            given += ["--set", f"{ours}={value}"]
    return given + data


class StudyOptions(TyperCommand):
    """A command that understands the study's options beside its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Translate, then parse as usual."""
        return super().parse_args(ctx, translated(args))
