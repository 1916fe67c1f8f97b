"""Spaces of settings as the page knows them: made on request, kept, and asked while they grow."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from timbrespace.app.answers import Answer, CallError, NotFound, table_answer
from timbrespace.app.tables import number
from timbrespace.effects.base import Effect, Parameter
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.settings.space import Here, How, Middle, SettingsSpace

if TYPE_CHECKING:
    from timbrespace.app.effects.own import Own
    from timbrespace.app.effects.sounds import Ready
    from timbrespace.app.events import EventHub
    from timbrespace.app.jobs import JobRunner
    from timbrespace.atlas import MapRecord
    from timbrespace.settings.growing import Grown
    from timbrespace.settings.recipe import Recipe

HOWS, MIDDLES = ("between", "nearest", "predicted"), ("sound", "map", "settings")
#: What maps are called.
TITLES = {"umap": "As it sounds", "corners": "Bright right, deep up"}
_ID = re.compile(r"[0-9a-f]{16}")
#: States of spaces that stay in memory.
MOST_OPEN = 4


class Spaces:
    """Makes spaces, and answers from their newest state; safe to use from several threads.

    Args:
        jobs: Runs the making, one after another.
        hub: Is told whenever there is more to be seen.
        folder: Where they are kept.
    """

    def __init__(self, jobs: JobRunner, hub: EventHub, folder: Path) -> None:
        self._jobs, self._hub, self._folder = jobs, hub, folder
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._open: dict[str, SettingsSpace] = {}
        self._revisions: dict[str, int] = {}
        self._job_of: dict[str, str] = {}
        self._most: dict[str, int] = {}
        self._sound_of: dict[str, dict[str, Any]] = {}
        self._elsewhere: dict[str, Path] = {}

    # Making ---------------------------------------------------------------------------

    def start(self, effect: Effect, recipe: Recipe, sound: Ready, asked: dict[str, Any]) -> Answer:
        """Make a space, or let it go on.

        Args:
            effect: The effect.
            recipe: What opens it again.
            sound: What it is tried on.
            asked: ``n``, ``most``, ``seed``, ``embedding``, all optional.

        Raises:
            TimbrespaceError: A parameter does not fit.
        """
        from timbrespace.settings.embeddings import default_name, open_embedding
        from timbrespace.settings.folder import Folder, Plan
        from timbrespace.settings.growing import FIRST, LARGEST, MOST

        n = _count(asked.get("n", FIRST), "n", LARGEST)
        most = max(n, _count(asked.get("most", MOST), "most", LARGEST))
        seed = _count(asked.get("seed", 0), "seed", (1 << 32) - 1, least=0)
        name = asked.get("embedding") or default_name()
        embedding = open_embedding(str(name), effect)
        clip = sound.clip()
        plan = Plan(recipe.place, clip.digest, str(name), seed)
        folder = self._folder / f"{plan.id}.atlas"
        with self._lock:
            running = self._running(plan.id)
            if running is None:
                Folder(folder).prepare(plan, effect, clip, embedding.record, recipe.text)
                running = self._grow(plan.id, folder, plan, n, most, effect.title)
            self._sound_of[plan.id] = sound.facts
            self._most[plan.id] = most
        return Answer({"space": self.facts(plan.id), "job": running.snapshot()})

    def show(self, own: Own, sound: Ready) -> Answer:
        """A finished space that lies elsewhere, as it is: nothing is added to it.

        Args:
            own: The atlas on the page.
            sound: Its clip.
        """
        space = own.plan.id
        with self._lock:
            if self._elsewhere.get(space) != own.folder.path:
                self._elsewhere[space] = own.folder.path
                self._open.pop(space, None)
            self._sound_of[space] = sound.facts
        return Answer({"space": self.facts(space), "job": None})

    def _running(self, space: str) -> Job | None:
        known = self._job_of.get(space)
        if known is None:
            return None
        try:
            job = self._jobs.job(known)
        except NotFound:
            return None
        return job if job.state in ("waiting", "running") else None

    def _grow(self, space: str, folder: Path, plan: Any, n: int, most: int, title: str) -> Job:
        from timbrespace.settings.worker import grow_aside

        def work(job: Job) -> None:
            grow_aside(
                folder, plan, n, most, job=job, on_grown=lambda grown: self._grown(space, grown)
            )

        job = self._jobs.run(
            Job("settings", f"{title}: settings", unit="settings"), work, lane="settings"
        )
        self._job_of[space] = job.id
        return job

    def _grown(self, space: str, grown: Grown) -> None:
        try:
            self._read(space)
        except TimbrespaceError:
            return  # There are no points yet.
        self.tell(space, grown.map, grown.n_points, grown.n_placed)

    def tell(self, space: str, map_name: str, n_points: int, n_placed: int) -> None:
        """Let every page know that a map is to be read again."""
        with self._lock:
            self._revisions[space] = self._revisions.get(space, 0) + 1
            revision = self._revisions[space]
        self._hub.publish(
            {
                "type": "settings",
                "space": space,
                "map": map_name,
                "n_points": n_points,
                "most": max(self._most.get(space, 0), n_points),
                "n_placed": n_placed,
                "revision": revision,
            }
        )

    # Reading --------------------------------------------------------------------------

    def listed(self) -> list[dict[str, Any]]:
        """All that are kept, the newest first."""
        found = sorted(
            self._folder.glob("*.atlas"), key=lambda path: path.stat().st_mtime, reverse=True
        )
        return [self.facts(path.stem) for path in found[:50] if _ID.fullmatch(path.stem)]

    def facts(self, space: str) -> dict[str, Any]:
        """``Space`` of docs/server.md.

        Raises:
            NotFound: There is none.
        """
        from timbrespace.settings.folder import KNOBS, Folder
        from timbrespace.settings.measures import descriptors

        folder = Folder(self._path(space))
        about = folder.about()
        try:
            n_points = len(folder.store.latents(KNOBS).ids)
        except (TimbrespaceError, KeyError):  # The first ones are being made.
            n_points = 0
        job = self._job_of.get(space)
        return {
            "id": space,
            "effect": about["plan"]["effect"],
            "title": about["title"],
            "clip": {**self._sound_of.get(space, {}), **about["clip"]},
            "n_points": n_points,
            "most": max(self._most.get(space, 0), n_points),
            "embedding": about["plan"]["embedding"],
            "parameters": about["parameters"],
            "descriptors": [
                {"name": d.name, "title": d.title, "unit": d.unit, "low": d.low, "high": d.high}
                for d in descriptors()
            ],
            "maps": [_map_facts(record) for record in folder.store.maps()],
            "revision": self._revisions.get(space, 0),
            "job": self._jobs.job(job).snapshot() if job else None,
            "problem": "",
        }

    def state(self, space: str) -> SettingsSpace:
        """Its newest state.

        Raises:
            NotFound: There is none.
            TimbrespaceError: It holds no points yet.
        """
        with self._lock:
            found = self._open.get(space)
        return found if found is not None else self._read(space)

    def _read(self, space: str) -> SettingsSpace:
        path = self._path(space)
        with self._reading:
            found = SettingsSpace(path)
            with self._lock:
                self._open.pop(space, None)
                self._open[space] = found
                while len(self._open) > MOST_OPEN:
                    self._open.pop(next(iter(self._open)))
        return found

    def read_again(self, space: str) -> None:
        """Something was written: its newest state is another one."""
        self._read(space)

    def _path(self, space: str) -> Path:
        path = self._elsewhere.get(space, self._folder / f"{space}.atlas")
        if not _ID.fullmatch(space) or not (path / "atlas.json").is_file():
            raise NotFound(f"There is no space of settings {space[:40]!r}.", "Make it again.")
        return path

    def table(self, space: str, start: int) -> Answer:
        """Settings and descriptors, from a row on."""
        state = self.state(space)
        rows = np.concatenate([state.theta, state.descriptors], axis=1)[max(0, start) :]
        return _rows(rows)

    def map(self, space: str, name: str) -> Answer:
        """The points of a map."""
        state = self.state(space)
        if name not in state.maps:
            raise NotFound(f"There is no map {name[:40]!r}.", "Read the space again.")
        return _rows(state.maps[name])

    def here(self, space: str, found: Here) -> dict[str, Any]:
        """``Here`` of docs/server.md."""
        from timbrespace.settings.measures import NAMES

        state = self.state(space)
        measured = dict(zip(NAMES, state.descriptors[found.nearest].tolist(), strict=True))
        more = dict(found.more)
        heard = more.pop("descriptors", measured)
        return {
            "x": number(found.x),
            "y": number(found.y),
            "theta": [float(each) for each in found.theta],
            "values": named(state.parameters, found.theta),
            "nearest": found.nearest,
            "descriptors": {name: number(value) for name, value in heard.items()},
            **more,
        }


def checked_how(how: Any) -> How:
    """Whether to mix or to take the nearest.

    Raises:
        CallError: It is neither.
    """
    if how not in HOWS:
        raise CallError(f"There is no way {str(how)[:40]!r}.", f"Use {', '.join(HOWS)}.")
    return cast("How", how)


def checked_middle(how: Any) -> Middle:
    """Half way of what.

    Raises:
        CallError: Of nothing that is known.
    """
    if how not in MIDDLES:
        raise CallError(f"There is no middle of {str(how)[:40]!r}.", f"Use {', '.join(MIDDLES)}.")
    return cast("Middle", how)


def named(parameters: tuple[Parameter, ...], theta: Any) -> dict[str, float]:
    """Values in units by name."""
    return {
        each.name: float(each.value(float(at))) for each, at in zip(parameters, theta, strict=True)
    }


def _map_facts(record: MapRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "title": TITLES.get(record.name, record.name),
        "n_placed": record.n_items,
        "figures": record.params.get("figures", {}),
    }


def _rows(rows: np.ndarray[Any, Any]) -> Answer:
    return table_answer({"rows": rows.shape[0], "columns": rows.shape[1]}, rows)


def _count(value: Any, name: str, most: int, least: int = 1) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise CallError(f"'{name}' is a whole number.", f"Send {least} to {most}.")
    return value
