"""Probe an atlas: can a label be read from its spaces, and is it more than chance?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.api.atlas import Atlas
from timbrespace.api.spaces import DESCRIPTORS
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.factors.probing.clusters import Clustering
    from timbrespace.factors.probing.question import Candidate, Question, Role
    from timbrespace.factors.probing.run import Probed
    from timbrespace.jobs import Job

#: Components that probes see, as in the study this began with.
N_DIMS = 64


def probe(
    atlas: Atlas,
    label: str,
    *,
    spaces: Sequence[str] = ("yamnet:all",),
    group: str = "group",
    combine: str | None = None,
    n_dims: int = N_DIMS,
    n_folds: int = 5,
    min_groups: int | None = None,
    most_per_group: int | None = None,
    n_permutations: int | None = None,
    seed: int = 0,
    job: Job | None = None,
    workers: int | None = None,
) -> Probed:
    """Read a label from spaces of an atlas with four probes, beside chance and log-mel.

    Args:
        atlas: It must have the spaces, and log-mel to compare them with.
        label: Name of a label (``"material"``).
        spaces: Space ids, full or short; ``"yamnet:all"`` is every tap that the atlas has.
        group: The column whose values never straddle a fold: ``"group"``, or any label, for
            instance ``"source"`` to test on sources that were never trained on.
        combine: Another label; its combinations with the first are held out one by one.
        n_dims: Leading components that probes see.
        n_folds: Folds of the cross-validation.
        min_groups: Values of the label in fewer groups are left out; default: ``n_folds``.
        most_per_group: Of larger groups only so many items are asked, evenly spaced; default:
            all. For windows of long recordings.
        n_permutations: For p; default 200; 0: no test.
        seed: The same seed gives the same numbers on one machine.
        job: Progress; can be stopped.
        workers: Threads; default one per core.

    Raises:
        TimbrespaceError: No such label, column or space, or too little of them.
        Cancelled: The job was cancelled.
    """
    from timbrespace.factors.probing.permutation import PERMUTATIONS
    from timbrespace.factors.probing.run import run

    question = question_of(
        atlas, label, spaces=spaces, group=group, n_folds=n_folds, min_groups=min_groups,
        most_per_group=most_per_group, seed=seed,
    )  # fmt: skip
    learned, beside = candidates_of(atlas, spaces, question, n_dims)
    others = None if combine is None else _column(atlas, combine).iloc[question.rows].tolist()
    return run(
        question, learned, beside, others=others,
        n_permutations=PERMUTATIONS if n_permutations is None else n_permutations,
        job=job, workers=workers,
    )  # fmt: skip


def clusters(
    atlas: Atlas,
    label: str,
    *,
    spaces: Sequence[str] = ("yamnet:all",),
    group: str = "group",
    ks: Sequence[int] = range(2, 41, 2),
    n_dims: int = N_DIMS,
    min_groups: int = 2,
    seed: int = 0,
    job: Job | None = None,
    workers: int | None = None,
) -> tuple[Question, list[Candidate], list[Clustering]]:
    """k-means over several k in spaces of an atlas and in log-mel, compared with a label.

    Args:
        atlas: See :func:`probe`.
        label: What clusters are compared with; they never see it.
        spaces: See :func:`probe`.
        group: For labels permuted by group: the agreement that groups alone bring.
        ks: Numbers of clusters; as many as the label has values is always among them.
        n_dims: Leading components.
        min_groups: Values of the label in fewer groups are left out.
        seed: The same seed gives the same clusters on one machine.
        job: Progress; can be stopped.
        workers: Threads; default one per core.

    Returns:
        The question, the spaces with log-mel after them, and their clusterings.
    """
    from timbrespace.factors.probing.clusters import cluster

    question = question_of(
        atlas, label, spaces=spaces, group=group, n_folds=2, min_groups=min_groups, seed=seed
    )
    learned, beside = candidates_of(atlas, spaces, question, n_dims)
    candidates = [*learned, beside[0]]
    found = cluster(
        candidates, question.y, question.groups, sorted({*ks, len(question.classes)}),
        seed=seed, job=job, workers=workers,
    )  # fmt: skip
    return question, candidates, found


def question_of(
    atlas: Atlas,
    label: str,
    *,
    spaces: Sequence[str] = (),
    group: str = "group",
    n_folds: int = 5,
    min_groups: int | None = None,
    most_per_group: int | None = None,
    seed: int = 0,
) -> Question:
    """The label, groups and folds of those of an atlas's items that all these spaces have."""
    from timbrespace.factors.probing.question import ask

    usable = np.ones(len(atlas.items), bool)
    for space_id in _with_log_mel(atlas, spaces):
        usable &= np.isfinite(atlas.pooled(space_id)).all(axis=1)
    return ask(
        _column(atlas, label).tolist(), _column(atlas, group).tolist(),
        label=label, group=group, n_folds=n_folds, min_groups=min_groups,
        usable=usable.tolist(), most_per_group=most_per_group, seed=seed,
    )  # fmt: skip


def candidates_of(
    atlas: Atlas, spaces: Sequence[str], question: Question, n_dims: int = N_DIMS
) -> tuple[list[Candidate], list[Candidate]]:
    """The spaces asked for and their baselines, rows as in the question.

    Raises:
        TimbrespaceError: The atlas lacks a space, or log-mel to compare with.
    """
    from timbrespace.factors.probing.baselines import log_mel
    from timbrespace.factors.probing.question import Candidate

    *ids, mel_id = _with_log_mel(atlas, spaces)
    learned = [
        Candidate(
            space_id, titles(ids)[space_id], atlas.pooled(space_id)[question.rows], n_dims,
            _role(space_id, len(ids)),
        )
        for space_id in ids
    ]  # fmt: skip
    return learned, log_mel(mel_id, atlas.pooled(mel_id)[question.rows], learned)


def expand(atlas: Atlas, spaces: Sequence[str]) -> list[str]:
    """Full space ids of what a user names; ``FAMILY:all`` is every tap that the atlas has.

    Layers come first, in order, then the rest. Log-mel and YAMNet's short form mean those of
    the weights that the atlas was built with, unless others are named.

    Raises:
        TimbrespaceError: The atlas has none that fits; the remedy encodes it.
    """
    found: dict[str, None] = {}
    for text in spaces:
        family, _, tap = text.partition(":")
        if tap in ("all", "all:flat"):
            found.update(dict.fromkeys(_all_of(atlas, family, flat=tap.endswith(":flat"))))
        else:
            found[atlas.space(text)] = None
    return list(found)


def titles(ids: Sequence[str]) -> dict[str, str]:
    """The shortest titles that still tell spaces apart: the tap alone, where one model is asked.

    Example:
        >>> titles(["yamnet-h5:8", "yamnet-h5:scores"])
        {'yamnet-h5:8': '8', 'yamnet-h5:scores': 'scores'}
        >>> titles(["yamnet-h5:8", "hear:mine"])
        {'yamnet-h5:8': 'yamnet-h5:8', 'hear:mine': 'hear:mine'}
    """
    one_model = len({space_id.partition(":")[0] for space_id in ids}) == 1
    return {i: (i.partition(":")[2] or i) if one_model else i for i in ids}


def _all_of(atlas: Atlas, family: str, *, flat: bool) -> list[str]:
    known = [str(space["id"]) for space in atlas.spaces()]
    own = str(atlas.about().get("space") or "").partition(":")[0]
    models = list(dict.fromkeys(space_id.partition(":")[0] for space_id in known))
    fitting = [m for m in models if family in (m, m.partition("-")[0]) and m != DESCRIPTORS]
    model = own if own in fitting else next(iter(fitting), "")
    taps = [i for i in known if i.partition(":")[0] == model and i.endswith(":flat") == flat]
    layers = sorted((i for i in taps if _layer(i) is not None), key=lambda i: _layer(i) or 0)
    if len(layers) < 2:
        raise TimbrespaceError(
            f"This atlas has {len(layers)} of the layers of '{family}'.",
            f"Encode them all in one pass: timbrespace encode FOLDER --space {family}:all "
            f"--atlas {atlas.path}",
        )
    return layers + sorted(set(taps) - set(layers))


def _with_log_mel(atlas: Atlas, spaces: Sequence[str]) -> list[str]:
    """The spaces asked for, and last the log-mel that they are compared with."""
    if not spaces:
        return []
    ids = [space_id for space_id in expand(atlas, spaces) if not _is_log_mel(space_id)]
    if not ids:
        raise TimbrespaceError(
            "'log-mel' is what spaces are compared with, and stands beside every one of them.",
            "Name another space: --space yamnet:all",
        )
    return [*ids, _log_mel_of(atlas, ids)]


def _log_mel_of(atlas: Atlas, ids: Sequence[str]) -> str:
    """The log-mel that spaces are compared with: of the same weights where there is one."""
    known = [str(space["id"]) for space in atlas.spaces() if _is_log_mel(str(space["id"]))]
    model, flat = ids[0].partition(":")[0], ids[0].endswith(":flat")
    if not known:
        raise TimbrespaceError(
            "This atlas has no log-mel spectrum to compare with, and no probe is worth reading "
            "without it.",
            "Encode it (a second a minute of sound): timbrespace encode FOLDER --space "
            f"yamnet:logmel --atlas {atlas.path}",
        )
    return min(known, key=lambda i: (i.partition(":")[0] != model, i.endswith(":flat") != flat))


def _is_log_mel(space_id: str) -> bool:
    return space_id.removesuffix(":flat").endswith(":logmel")


def _layer(space_id: str) -> int | None:
    tap = space_id.partition(":")[2].removesuffix(":flat")
    return int(tap) if tap.isdigit() else None


def _role(space_id: str, n_spaces: int) -> Role:
    return "layer" if n_spaces > 1 and _layer(space_id) is not None else "other"


def _column(atlas: Atlas, name: str) -> pd.Series[Any]:
    """A label by its name, or any other column of the items."""
    for column in (f"label.{name}", name):
        if column in atlas.items:
            return atlas.items[column]
    columns = [str(column) for column in atlas.items]
    labels = [c.removeprefix("label.") for c in columns if c.startswith("label.")]
    raise TimbrespaceError(
        f"The items of this atlas have no label or column '{name}'.",
        f"They have: {', '.join([*labels, 'group'])}. Labels come from a table or a pattern: "
        "timbrespace encode FOLDER --labels ...",
    )
