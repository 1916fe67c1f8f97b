"""Two folders of sounds, one to learn from and one that is held out, as one corpus."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job

#: The label that says which part a sound belongs to.
LABEL = "part"


def two_folders(
    learned: Path | str, held: Path | str, *, group: str | None = None, job: Job | None = None
) -> Corpus:
    """The sounds of both, with the label ``part`` for :func:`timbrespace.train.sounds.gather`.

    Every second file that is held out decides when to stop (``validation``), the others are only
    ever measured (``test``). A file that lies in both folders is held out.

    Args:
        learned: Folder, table or atlas of what is learned from.
        held: The same of what is held out.
        group: The label or column that says what was recorded together.
        job: Told about progress.

    Raises:
        TimbrespaceError: One of them has no sound, or there is only one file to hold out.
    """
    import pandas as pd

    from timbrespace.train.sources import corpus_of

    ours, theirs = (corpus_of(each, group=group, job=job) for each in (learned, held))
    root = Path(os.path.commonpath([ours.root.resolve(), theirs.root.resolve()]))
    first, second = _under(root, ours), _under(root, theirs)
    files = sorted(second["path"].unique())
    if len(files) < 2:
        raise TimbrespaceError(
            f"'{held}' holds one sound, and two parts are made of it: one decides when to stop, "
            "one is only measured.",
            "Put another sound there.",
        )
    parts = dict(zip(files, ("validation", "test") * len(files), strict=False))
    first = first[~first["path"].isin(files)].assign(**{f"label.{LABEL}": "train"})
    second = second.assign(**{f"label.{LABEL}": second["path"].map(parts)})
    items = pd.concat([first, second], ignore_index=True)
    rejects = pd.concat([ours.rejects, theirs.rejects], ignore_index=True)
    return replace(ours, root=root, items=items, rejects=rejects, copies=None)


def _under(root: Path, corpus: Corpus) -> Any:
    """The items of a corpus, their paths as they are seen from another folder."""
    base = corpus.root.resolve().relative_to(root)
    paths = [(base / path).as_posix() for path in corpus.items["path"]]
    return corpus.items.assign(path=paths)
