"""The space of an effect's settings, as commands and faces make and open it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.jobs import Job
    from timbrespace.settings.corners import Label
    from timbrespace.settings.growing import Grown
    from timbrespace.settings.space import SettingsSpace

#: Rendered points that are kept to be heard again.
MOST_HEARD = 500


def make_settings(
    effect: str,
    clip: Path | str,
    out: Path | str,
    *,
    n: int = 1_000,
    seed: int = 0,
    embedding: str | None = None,
    trust: bool = False,
    job: Job | None = None,
    on_grown: Callable[[Grown], None] = lambda grown: None,
) -> Atlas:
    """A clip under many settings of an effect, laid out: an atlas whose items are settings.

    The same call goes on where it was stopped, and with a larger ``n`` adds to what there is.

    Args:
        effect: ``"overdrive"``, ``"lv2:URI"``, ``"vst3:PATH"``, a preset.
        clip: A sound; its loudest two seconds are used.
        out: The atlas.
        n: How many settings.
        seed: Of the settings, and of the map.
        embedding: ``"style"``, ``"timbre"``, or ``"matcher"`` where the effect has one; default:
            the best that is here.
        trust: The user trusts a plug-in's file from now on.
        job: Counts settings, can cancel.
        on_grown: Told whenever there is more to be seen.

    Raises:
        TimbrespaceError: There is no such effect or sound, or ``out`` holds something else.
    """
    import timbrespace
    from timbrespace.audio.decode import read
    from timbrespace.settings.clip import clip_of
    from timbrespace.settings.embeddings import default_name, open_embedding
    from timbrespace.settings.folder import Plan
    from timbrespace.settings.growing import Growing
    from timbrespace.settings.recipe import recipe_of

    recipe = recipe_of(effect)
    opened = recipe.open(trust)
    audio, rate = read(clip, 0.0, 180.0)
    sound = clip_of(audio, rate, Path(clip).name)
    name = embedding or default_name()
    plan = Plan(recipe.place, sound.digest, name, seed)
    growing = Growing(
        Path(out),
        opened,
        sound,
        open_embedding(name, opened),
        plan,
        text=recipe.text,
        job=job,
        on_grown=on_grown,
    )
    growing.run(n, n)
    return timbrespace.open(out)


def open_settings(path: Path | str) -> SettingsSpace:
    """A space of settings that exists, to be asked what lies where.

    Raises:
        TimbrespaceError: It is none, or holds no points yet.
    """
    from timbrespace.settings.space import SettingsSpace

    return SettingsSpace(Path(path))


def lay_out_corners(
    path: Path | str, labels: Sequence[Label], *, job: Job | None = None, **how: Any
) -> int:
    """Add the map ``corners`` to a space of settings; how many points lie on it.

    Args:
        path: The atlas.
        labels: What belongs into which corner.
        job: Can cancel.
        how: ``compute=`` another layout than :func:`timbrespace.explore.layout.compute`.

    Raises:
        TimbrespaceError: The labels are too few, or of no points.
    """
    from timbrespace.atlas import MapRecord
    from timbrespace.settings import corners

    space = open_settings(path)
    made = corners.cornered(
        space.latents, space.descriptors, labels, seed=space.plan.seed, job=job, **how
    )
    space_id = str(space.folder.store.about()["space"])
    record = MapRecord(corners.MAP, space_id, "umap", 2, len(space), space.plan.seed, made.params)
    space.folder.write_map(record, space.ids, made.points)
    return len(space)


def hear_setting(atlas: Atlas, item_id: str) -> Path:
    """The file of a setting's sound, rendered when it is asked for first.

    Raises:
        TimbrespaceError: The effect can't be opened here, or has other settings than it had.
    """
    from timbrespace.audio.write import write_wav
    from timbrespace.settings.clip import RATE_HZ
    from timbrespace.settings.folder import KNOBS, Folder
    from timbrespace.settings.hearing import rendered

    folder = Folder(atlas.path)
    plan, clip = folder.about()["plan"], folder.clip()
    key = hashlib.sha256(f"{plan['effect']}\n{clip.digest}\n{item_id}".encode()).hexdigest()
    path = _heard_folder() / f"{key[:32]}.wav"
    if not path.is_file():
        effect = folder.recipe().open()
        if [each.name for each in effect.parameters] != [p.name for p in folder.parameters()]:
            raise TimbrespaceError(
                f"{effect.title} has other settings than when this atlas was made.",
                "Make it again: timbrespace settings EFFECT CLIP --out NEW.atlas",
            )
        theta = folder.store.latents(KNOBS).rows([item_id])
        sound = rendered(effect, clip, np.asarray(theta, np.float32))
        write_wav(path, sound / np.float32(max(1.0, float(np.abs(sound).max()))), RATE_HZ)
        _prune(path.parent, spare=path)
    return path


def _heard_folder() -> Path:
    from timbrespace.places import cache_dir

    folder = cache_dir() / "heard-settings"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _prune(folder: Path, spare: Path) -> None:
    """Delete what was rendered longest ago, where there is too much."""
    found = sorted(folder.glob("*.wav"), key=lambda path: path.stat().st_mtime)
    for path in found[: max(0, len(found) - MOST_HEARD)]:
        if path != spare:
            try:
                os.unlink(path)
            except OSError:
                continue
