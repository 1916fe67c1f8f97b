"""The sounds of an edit, as files that the report plays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.api.edited_sounds import RATE_HZ
from timbrespace.api.editing import write_edit
from timbrespace.audio.write import write_wav

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api.editing import Edit, Editor

#: Sounds longer than this are not searched for: a second of sound takes about ten.
MOST_S = 3.0
#: What is heard, in this order.
HEARD = {"source": "source", "donor": "donor", "nearest": "nearest real sound",
         "edited": "edited, optimised"}  # fmt: skip


def first_pairs(pairs: pd.DataFrame, items: pd.DataFrame, n: int) -> list[dict[str, str]]:
    """The first ``n`` edited pairs of each factor: drawn by the seed, chosen by nobody.

    Args:
        pairs: Of an evaluation.
        items: Of the atlas; pairs with a sound longer than :data:`MOST_S` are passed over.
        n: For each factor.
    """
    short = set(items.loc[items["duration_s"] <= MOST_S, "id"])
    once = pairs.drop_duplicates(["factor", "receptor", "donor"])
    once = once[once["receptor"].isin(short) & once["donor"].isin(short)]
    chosen = once.groupby("factor", sort=False).head(n)[["factor", "receptor", "donor"]]
    return [{str(k): str(v) for k, v in row.items()} for row in chosen.to_dict("records")]


def write_sounds(
    editor: Editor, made: Edit, place: Mapping[str, str], folder: Path
) -> dict[str, Any]:
    """Write the sounds of one edit, and say what each of them is.

    Args:
        editor: Knows the sounds of the atlas.
        made: With its sound.
        place: ``factor`` and ``number``.
        folder: Of this edit; made if it is not there.

    Returns:
        ``factor``, ``number``, ``labels`` of each sound, ``sounds``: file and what it is, in
        the order to listen to, and the network's ``top`` class before and after.
    """
    write_edit(made, folder)
    ids = {"source": made.item_id, "donor": made.donors[place["factor"]]}
    if made.nearest:
        ids["nearest"] = made.nearest[0][0]
        write_wav(folder / "nearest.wav", editor.sounds.audio(ids["nearest"]), RATE_HZ)
    files = {name: folder / f"{name}.wav" for name in HEARD}
    return {
        **place,
        "labels": {HEARD[name]: _labels(editor, item_id) for name, item_id in ids.items()},
        "sounds": {f"{folder.name}/{f.name}": HEARD[n] for n, f in files.items() if f.is_file()},
        "top": {"before": made.top_before[0][0], "after": made.top_after[0][0]},
    }


def _labels(editor: Editor, item_id: str) -> str:
    return ", ".join(editor.label_of(item_id, factor) or "?" for factor in editor.factors)
