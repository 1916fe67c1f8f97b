"""The sounds of an edit, as files that the report plays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.audio.write import write_wav

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api.editing import Edit, Editor

#: Of a long sound so much is kept for the report.
MOST_S = 6.0


def first_pairs(pairs: pd.DataFrame, n: int) -> list[dict[str, str]]:
    """The first ``n`` edited pairs of each factor: drawn by the seed, chosen by nobody."""
    once = pairs.drop_duplicates(["factor", "receptor", "donor"])
    chosen = once.groupby("factor", sort=False).head(n)[["factor", "receptor", "donor"]]
    return [{str(k): str(v) for k, v in row.items()} for row in chosen.to_dict("records")]


def write_sounds(
    editor: Editor, edit: Edit, place: Mapping[str, str], folder: Path, part: str
) -> dict[str, Any]:
    """Write the sounds of one edit, and say what each of them is.

    Args:
        editor: Knows the sounds of the atlas.
        edit: With its sound.
        place: ``factor`` and ``number``.
        folder: Where; made if it is not there.
        part: For the names of the files.

    Returns:
        ``factor``, ``labels`` (of receptor and donor by factor), ``sounds``: file name and
        what it is, in the order to listen to.
    """
    factor = place["factor"]
    donor = edit.donors[factor]
    nearest = edit.nearest[0][0] if edit.nearest else None
    sounds = {
        "source": editor.sounds.audio(edit.item_id),
        "donor": editor.sounds.audio(donor),
        **({"nearest real sound": editor.sounds.audio(nearest)} if nearest else {}),
        **({"edited, optimised": edit.heard.edited} if edit.heard else {}),
    }
    folder.mkdir(parents=True, exist_ok=True)
    listed = {}
    for what, audio in sounds.items():
        name = f"{part}-{factor}-{place['number']}-{what.split(',')[0].replace(' ', '-')}.wav"
        write_wav(folder / name, audio[: int(MOST_S * 16_000)], 16_000)
        listed[name] = what
    said = {
        "source": _labels(editor, edit.item_id),
        "donor": _labels(editor, donor),
        "nearest real sound": _labels(editor, nearest) if nearest else "",
    }
    top = {"before": edit.top_before[0][0], "after": edit.top_after[0][0]}
    return {"factor": factor, "number": place["number"], "labels": said, "sounds": listed,
            "top": top}  # fmt: skip


def _labels(editor: Editor, item_id: str) -> str:
    return ", ".join(editor.label_of(item_id, factor) or "?" for factor in editor.factors)
