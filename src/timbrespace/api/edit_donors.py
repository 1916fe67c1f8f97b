"""What an edit takes a factor from: another sound, or the mean of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.api.editor import Editor

Floats = NDArray[np.float32]

#: What stands before the name of a class, where a donor is one.
PREFIX = "class:"


def class_of(donor: str) -> str | None:
    """The class that a donor is, or None where it is a sound.

    Example:
        >>> class_of("class:wood"), class_of("3f2a")
        ('wood', None)
    """
    return donor.removeprefix(PREFIX) if donor.startswith(PREFIX) else None


def part_of(editor: Editor, factor: str, donor: str, receptor_group: int) -> Floats:
    """A donor's part of a factor inside the flow ``(d,)``, which a receptor gets for its own.

    Of a sound it is the mean over its patches. Of a class it is the mean over its sounds of
    their means, so that long sounds weigh no more than short ones; the receptor's own group is
    left out, or a sound could be moved towards itself.

    Args:
        editor: With the flow and all patches.
        factor: Which part.
        donor: An item id, or ``"class:wood"``.
        receptor_group: Code of the receptor's group.

    Raises:
        TimbrespaceError: No such item or class, or no sound of it outside the group.
    """
    columns, name = editor.flow.columns(factor), class_of(donor)
    if name is None:
        part: Floats = editor.flow.forward(editor.sounds.see(donor).z)[:, columns].mean(axis=0)
        return part
    rows = rows_of_class(editor, factor, name, receptor_group)
    parts = editor.flow.forward(editor.data.x[rows])[:, columns]
    _, item = np.unique(editor.data.items[rows], return_inverse=True)
    sums = np.zeros((item.max() + 1, parts.shape[1]))
    np.add.at(sums, item, parts)
    return np.asarray((sums / np.bincount(item)[:, None]).mean(axis=0), np.float32)


def rows_of_class(
    editor: Editor, factor: str, name: str, without: int | None = None
) -> NDArray[np.int64]:
    """The patches of a class, those of one group left out.

    Raises:
        TimbrespaceError: The factor has no such class, or no such patch.
    """
    classes = editor.data.classes[factor]
    if name not in classes:
        raise TimbrespaceError(
            f"'{name}' is no class of '{factor}'.", f"Name one of {', '.join(classes)}."
        )
    rows = np.flatnonzero(
        (editor.data.labels[factor] == classes.index(name)) & (editor.data.groups != without)
    )
    if not len(rows):
        raise TimbrespaceError(
            f"All sounds of '{name}' were recorded together with the sound to change.",
            "Name another class, or a sound to take it from.",
        )
    return rows


def label_of(editor: Editor, factor: str, donor: str) -> str:
    """The class that a factor is to have: the donor's, or ``""`` where it has no label."""
    name = class_of(donor)
    return editor.label_of(donor, factor) if name is None else name


def find_donor(atlas: Atlas, text: str) -> str:
    """The id of a sound named as for :func:`find_item`, or a class as it was written.

    Raises:
        TimbrespaceError: It is no class, and no sound or several fit.
    """
    return text if class_of(text) is not None else find_item(atlas, text)


def find_item(atlas: Atlas, text: str) -> str:
    """The id of an item named by its id, its path, or a part of its path that only it has.

    Raises:
        TimbrespaceError: None or several fit.
    """
    ids, paths = atlas.items["id"].astype(str), atlas.items["path"].astype(str)
    for fits in (ids == text, paths == text, paths.str.contains(text, regex=False)):
        if fits.sum() == 1:
            return str(ids[fits].iloc[0])
        if fits.any():
            several = ", ".join(f"{i} {p}" for i, p in zip(ids[fits], paths[fits], strict=True))
            raise TimbrespaceError(
                f"'{text}' could be any of {int(fits.sum())} sounds.",
                f"Name one by its id: {several[:300]}",
            )
    raise TimbrespaceError(
        f"This atlas has no sound '{text}'.", "Name one by its id or a part of its path."
    )
