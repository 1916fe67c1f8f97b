"""Answers the Effects panel's calls, and lets one page at a time play."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.app.answers import Answer, CallError
from timbrespace.app.effects import listing
from timbrespace.app.effects.batches import Batches
from timbrespace.app.effects.host import Host, checked_peak
from timbrespace.app.effects.own import Own, own_of
from timbrespace.app.effects.sounds import Ready, Sounds
from timbrespace.app.effects.spaces import Spaces, checked_middle
from timbrespace.app.live.aside import Aside
from timbrespace.effects.base import Effect, defaults
from timbrespace.live.rack.state import effect_facts
from timbrespace.settings.recipe import PRESET

if TYPE_CHECKING:
    from timbrespace.app.effects.rendering import Through
    from timbrespace.app.events import EventHub
    from timbrespace.app.jobs import JobRunner
    from timbrespace.app.view import View
    from timbrespace.explore.worker import LayoutWorker
    from timbrespace.settings.space import SettingsSpace

#: Effects that stay open: plug-ins hold a process each.
MOST_OPEN = 6


class Effects:
    """Effects, sounds, spaces, presets; safe to use from several threads.

    Args:
        jobs: Runs what takes long.
        hub: Is told of spaces that grow.
        layouter: Lays out in another process.
        folder: Where spaces are kept; default: in the user's cache.
        opener: Opens effects; default: all that there are.
    """

    def __init__(
        self,
        jobs: JobRunner,
        hub: EventHub,
        layouter: Callable[[], LayoutWorker],
        *,
        folder: Path | None = None,
        opener: Callable[[str], Effect] | None = None,
    ) -> None:
        self._jobs, self._hub, self._folder = jobs, hub, folder
        self._layouter = layouter
        self._opener = opener or listing.opened
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._open: OrderedDict[str, Effect] = OrderedDict()
        self._spaces: Spaces | None = None
        self._aside = Aside()
        self._own: Own | None = None
        self.sounds = Sounds()
        #: Files of the user's own on their way through.
        self.batches = Batches()
        #: What a page sits down at.
        self.host = Host(self)

    @property
    def spaces(self) -> Spaces:
        """All spaces of settings."""
        from timbrespace.places import cache_dir

        with self._lock:
            if self._spaces is None:
                folder = self._folder or cache_dir() / "settings"
                folder.mkdir(parents=True, exist_ok=True)
                self._spaces = Spaces(self._jobs, self._hub, folder)
            return self._spaces

    def forget(self, place: str) -> None:
        """Open it anew when it is asked for next."""
        with self._opening:
            self._open.pop(place, None)

    def close(self) -> None:
        """Close what plays, and delete what was rendered."""
        self.host.close()
        self.batches.close()

    # Effects --------------------------------------------------------------------------

    def overview(self, view: View) -> Answer:
        """What there is, and what the page begins with where its atlas is one of settings."""
        own = own_of(view)
        if own is not None:
            self._own = own
        return Answer(
            {
                "effects": listing.listed(),
                "spaces": self.spaces.listed(),
                "own": own.facts if own is not None else None,
            }
        )

    def open(self, place: Any) -> Effect:
        """An effect, opened once.

        Raises:
            TimbrespaceError: There is none, or it can't be opened.
        """
        if not isinstance(place, str) or not place:
            raise CallError("An effect is named by its id.", "Read the list of effects.")
        own = self._own
        if own is not None and place == own.plan.effect and place.startswith(PRESET):
            # A preset that lies in the atlas, not in the user's folder.
            return self._kept(place, own.recipe.open)
        return self._kept(place, lambda: self._opener(place))

    def _kept(self, place: str, opener: Callable[[], Effect]) -> Effect:
        with self._opening:
            found = self._open.get(place)
            if found is None:
                found = self._open[place] = opener()
            self._open.move_to_end(place)
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
            return found

    def about(self, place: str) -> Answer:
        """One effect in full, and by what its settings can be laid out."""
        from timbrespace.settings.embeddings import offered

        effect = self.open(place)
        return Answer(
            {
                **effect_facts(effect),
                "differentiable": effect.differentiable,
                "stereo": effect.stereo,
                "defaults": [float(each) for each in defaults(effect)],
                "embeddings": offered(effect),
            }
        )

    # Sounds ---------------------------------------------------------------------------

    def upload(self, body: bytes, title: str) -> Answer:
        """Take a sound file."""
        return Answer(self.sounds.upload(body, title).facts)

    def sound(self, view: View, name: str) -> Answer:
        """What is known of a sound."""
        return Answer(self.sounds.find(view, name).facts)

    # Spaces ---------------------------------------------------------------------------

    def make_space(self, view: View, asked: dict[str, Any]) -> Answer:
        """Make a space of settings, or let it go on."""
        effect = self.open(asked.get("effect"))
        sound = self.sounds.find(view, asked.get("sound", "demo"))
        own = own_of(view) if sound.own is not None else None
        if own is not None and own.finished and self._is_of(own, effect, asked):
            made = self.spaces.show(own, sound)
        else:
            recipe = listing.recipe(str(asked["effect"]))
            made = self.spaces.start(effect, recipe, sound, asked)
        self._aside.begin(lambda: _warm_up(effect, str(made.json["space"]["embedding"])))
        return made

    def _is_of(self, own: Own, effect: Effect, asked: dict[str, Any]) -> bool:
        """Whether the atlas on the page is what is asked for."""
        known = asked.get("embedding") in (None, own.plan.embedding)
        same = asked["effect"] == own.plan.effect or (
            own.plan.effect.startswith(PRESET) and effect.id == self.open(own.plan.effect).id
        )
        return known and same

    def _effect_of(self, state: SettingsSpace) -> Effect:
        """The effect of a space, opened once."""
        recipe = state.folder.recipe()
        return self._kept(recipe.place, recipe.open)

    def settings_at(self, space: str, x: float, y: float, map_name: str, how: str) -> Answer:
        """The settings at a place."""
        from timbrespace.app.effects.spaces import checked_how

        found = self.spaces.state(space).at(x, y, map_name, checked_how(how))
        return Answer(self.spaces.here(space, found))

    def point(self, space: str, index: int, map_name: str) -> Answer:
        """The settings of a point."""
        found = self.spaces.state(space).point(index, map_name)
        return Answer(self.spaces.here(space, found))

    def point_sound(self, space: str, index: int) -> Answer:
        """A point as WAV."""
        from timbrespace.audio.write import wav_bytes
        from timbrespace.settings.clip import RATE_HZ
        from timbrespace.settings.hearing import rendered

        state = self.spaces.state(space)
        here = state.point(index)
        effect = self._effect_of(state)
        sound = self._aside.run(lambda: rendered(effect, state.clip, here.theta[None]))
        peak = max(1.0, float(np.abs(sound).max()))
        return Answer({"type": "audio/wav"}, wav_bytes(sound / np.float32(peak), RATE_HZ))

    def place(self, space: str, theta: Any, map_name: str) -> Answer:
        """Where settings belong."""
        state = self.spaces.state(space)
        effect = self._effect_of(state)
        row = travels(theta, len(state.parameters))
        found = self._aside.run(lambda: state.place(effect, row, map_name))
        return Answer(self.spaces.here(space, found))

    def reference(self, space: str, body: bytes, map_name: str) -> Answer:
        """Where a sound falls."""
        ready: Ready = self.sounds.upload(body, "Reference")
        state = self.spaces.state(space)
        clip = ready.clip(state.clip.duration_s)
        found = self._aside.run(lambda: state.reference(clip, map_name))
        return Answer({**self.spaces.here(space, found), "sound": ready.facts})

    def midpoint(self, space: str, a: int, b: int, how: str, map_name: str) -> Answer:
        """Half way between two points."""
        found = self.spaces.state(space).midpoint(a, b, map_name, checked_middle(how))
        return Answer(self.spaces.here(space, found))

    def corners(self, space: str, per_corner: int, labels: list[dict[str, Any]]) -> Answer:
        """Lay a space out once more, by a few labels."""
        from timbrespace.app.effects.cornering import start_corners

        return Answer(
            start_corners(
                self.spaces, self._jobs, self._layouter, space, per_corner, labels
            ).snapshot()
        )

    # Files ----------------------------------------------------------------------------

    def render(
        self, sounds: list[Through], place: str, theta: Any, input_peak_db: Any = None
    ) -> Iterator[bytes]:
        """A ZIP of sounds through an effect."""
        from timbrespace.app.effects.rendering import zipped_through

        effect, peak_db = self.open(place), checked_peak(input_peak_db)
        return zipped_through(effect, travels(theta, len(effect.parameters)), sounds, peak_db)

    def begin_batch(self, place: str, theta: Any, input_peak_db: Any = None) -> Answer:
        """Begin to render files of the user's own."""
        effect, peak_db = self.open(place), checked_peak(input_peak_db)
        row = travels(theta, len(effect.parameters)).astype(np.float64)
        return Answer(self.batches.begin(effect, row, peak_db))


def _warm_up(effect: Effect, embedding: str) -> None:
    """Load and compile what the first knob that is turned would else wait for."""
    from timbrespace.settings.clip import RATE_HZ, Clip
    from timbrespace.settings.embeddings import open_embedding
    from timbrespace.settings.hearing import heard

    hiss = np.random.default_rng(0).normal(0, 0.05, RATE_HZ // 2).astype(np.float32)
    theta = np.asarray(defaults(effect), np.float32)[None]
    heard(effect, Clip(hiss, ""), theta, open_embedding(embedding, effect))


def travels(theta: Any, n: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Settings ``(n,)`` in 0..1.

    Raises:
        CallError: They are none.
    """
    try:
        row = np.array(theta, np.float32)
    except (TypeError, ValueError):
        row = np.zeros(0, np.float32)
    if row.shape != (n,) or not ((row >= 0) & (row <= 1)).all():
        raise CallError(f"'theta' is {n} numbers in 0..1.", "Send one for each parameter.")
    return row
