"""Every call of docs/server.md, as plain methods: what the page and the notebook both use."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import Answer, CallError, table_answer
from timbrespace.app.decoding import Decoding
from timbrespace.app.effects import Effects
from timbrespace.app.effects.rendering import Through
from timbrespace.app.events import EventHub
from timbrespace.app.factoring import Factoring
from timbrespace.app.jobs import JobRunner
from timbrespace.app.listening import ListeningTests
from timbrespace.app.live import Instrument
from timbrespace.app.media import PlayedSound, SoundCache
from timbrespace.app.reporting import report, reports
from timbrespace.app.searching import neighbours, search
from timbrespace.app.sonify.figures import figure
from timbrespace.app.sounds import Sounds, found, how_to_find
from timbrespace.app.tables import descriptor_facts, number
from timbrespace.app.view import View
from timbrespace.app.words import OwnWords

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.app.empty import EmptyAtlas
    from timbrespace.atlas import MapRecord
    from timbrespace.explore.worker import LayoutWorker

_log = logging.getLogger(__name__)


class Backend:
    """Answers the page's calls; safe to use from several threads.

    Args:
        atlas: What to show; :meth:`show` changes it.
        hub: Where events go.
        jobs: Runs what takes long.
        cache: Where played sounds are kept; default: in the user's cache folder.
        layouter: Lays out in another process; default: one that warms up on first use.
        instrument: What the pages play; default: the shipped voice.
        effects: What they let their sounds through; default: all that are here.
    """

    def __init__(
        self,
        atlas: Atlas | EmptyAtlas,
        *,
        hub: EventHub | None = None,
        jobs: JobRunner | None = None,
        cache: SoundCache | None = None,
        layouter: LayoutWorker | None = None,
        instrument: Instrument | None = None,
        effects: Effects | None = None,
    ) -> None:
        self.hub = EventHub() if hub is None else hub  # One that nobody listens to is empty.
        self.jobs = jobs or JobRunner(self.hub.publish)
        self._sounds = Sounds(cache)
        self._factoring = Factoring(self.jobs)
        self._decoding = Decoding(self.jobs)
        self._listening = ListeningTests()
        self.instrument = instrument or Instrument()
        self.words = OwnWords(self.instrument, lambda: self._view, self.notify_words)
        self.effects = effects or Effects(self.jobs, self.hub, lambda: self.layouter)
        self._layouter = layouter
        self._lock = threading.Lock()
        self._view = View(atlas, 1)

    @property
    def view(self) -> View:
        """The atlas as the pages see it now."""
        return self._view

    @property
    def n_items(self) -> int:
        """How many items the pages see now."""
        return len(self._view.items)

    @property
    def layouter(self) -> LayoutWorker:
        """Lays out in a process of its own, made on first use."""
        from timbrespace.explore.worker import LayoutWorker

        with self._lock:
            if self._layouter is None:
                self._layouter = LayoutWorker()
            return self._layouter

    # What happens --------------------------------------------------------------------

    def show(self, atlas: Atlas | EmptyAtlas) -> None:
        """Show another state of the atlas, or another atlas, and tell every page."""
        with self._lock:
            self._view = View(atlas, self._view.version + 1)
        self.notify_items()

    def notify_items(self) -> None:
        """Tell every page that there are other items, or more of them."""
        view = self._view
        self.hub.publish({"type": "items", "n_items": len(view.items), "version": view.version})

    def notify_map(self, name: str) -> None:
        """Tell every page that a map is there, or is there anew."""
        self._view.forget_map(name)
        self.hub.publish({"type": "map", "name": name})

    def notify_atlas(self) -> None:
        """Tell every page that something else about the atlas has changed."""
        self.hub.publish({"type": "atlas"})

    def notify_words(self) -> None:
        """Tell every page that a word of the user's own has changed."""
        self.hub.publish({"type": "words"})

    def warm_up(self) -> None:
        """Work out on a thread what the first click would else wait for."""
        threading.Thread(target=self._warm_up, name="warm up", daemon=True).start()

    def close(self) -> None:
        """Cancel all jobs and let go of all files."""
        self.jobs.stop()
        self.effects.close()
        if self._layouter is not None:
            self._layouter.close()
        self._sounds.close()

    # Tables --------------------------------------------------------------------------

    def atlas(self) -> Answer:
        """What there is: spaces, maps, labels, descriptors, credits, notes, rejects."""
        view = self._view
        about = view.atlas.about()
        rejects = view.atlas.rejects
        return Answer(
            {
                "name": view.atlas.name,
                "version": view.version,
                "n_items": len(view.items),
                "demo": bool(about.get("demo", False)),
                "alone": bool(about.get("alone", False)),
                "spaces": [_space_facts(space) for space in view.atlas.spaces()],
                "maps": [_map_facts(record) for record in view.atlas.maps()],
                "labels": view.items.label_names(),
                "descriptors": descriptor_facts(view.atlas.descriptor_dims()),
                "credits": list(about.get("credits", [])),
                "notes": [str(note) for note in about.get("notes", [])],
                "rejects": rejects.astype(str).to_dict("records") if len(rejects) else [],
                "figures": view.figures is not None,
                "sounds_found": found(view),
                "how_to_find": how_to_find(view),
            }
        )

    def items(self) -> Answer:
        """All items, column by column."""
        return Answer(self._view.columns)

    def item(self, item_id: str) -> Answer:
        """One item in full."""
        view = self._view
        detail = view.items.detail(item_id)
        classes = view.atlas.classes(item_id)
        detail["classes"] = [{"name": n, "score": number(s)} for n, s in classes]
        detail["trust"] = view.trust(item_id)
        return Answer(detail)

    def map(self, name: str) -> Answer:
        """A map as float32 rows x, y[, z], trust, in the order of the items."""
        view = self._view
        rows = view.rows(view.record(name))
        json = {"name": name, "rows": rows.shape[0], "columns": rows.shape[1]}
        return table_answer(json, rows)

    # Sounds --------------------------------------------------------------------------

    def sound(
        self, item_id: str, preview_s: float | None = None
    ) -> AbstractContextManager[PlayedSound]:
        """An item's sound as a WAV that browsers play, open as long as the context lasts."""
        return self._sounds.played(self._view, item_id, preview_s)

    def picture(self, item_id: str) -> Answer:
        """Waveform and spectrogram of an item."""
        return self._sounds.picture(self._view, item_id)

    def figure(self, item_id: str) -> Answer:
        """Where the joints were of an item that is a clip of motion, frame by frame."""
        return figure(self._view, item_id)

    def neighbours(self, item_id: str, space: str | None = None, k: int = 10) -> Answer:
        """The nearest items in the full space, nearest first, itself left out."""
        return neighbours(self._view, item_id, space, k)

    def search(
        self,
        sound: bytes,
        space: str | None = None,
        k: int = 10,
        map_name: str | None = None,
    ) -> Answer:
        """The items nearest to a sound that need not be in the atlas, and its place on a map."""
        return search(self._view, sound, space, k, map_name)

    def export(self, item_ids: Sequence[str]) -> Iterator[bytes]:
        """A ZIP of these items' sounds and a table of them, piece by piece.

        Raises:
            TimbrespaceError: None of them can be had, and why.
        """
        return self._sounds.export(self._view, item_ids)

    def sounds_of(self, item_ids: Sequence[str] | None) -> list[Through]:
        """These items, or all, to be let through an effect.

        Raises:
            TimbrespaceError: There is no such item, or none at all.
        """
        return self._sounds.through(self._view, item_ids)

    # Factors and reports -------------------------------------------------------------

    def factors(self) -> Answer:
        """The flows of the atlas, else how to make one."""
        return self._factoring.overview(self._view)

    def edit(self, edit_id: str) -> Answer:
        """What came of an edit, by the id of its job."""
        return self._factoring.edit(edit_id)

    def edit_sound(self, edit_id: str) -> Answer:
        """The sound that was found for an edit, as WAV."""
        return self._factoring.sound(edit_id)

    def reports(self) -> Answer:
        """The reports that commands have written into the atlas."""
        return reports(self._view.atlas)

    def report(self, name: str) -> Answer:
        """One report as a page that may do nothing."""
        return report(self._view.atlas, name)

    def abx(self, label: str, pairs: int = 16, seed: int = 0) -> Answer:
        """An ABX test of random pairs of the atlas's sounds, as a page that tells at its end."""
        return self._listening.abx(self._view, label, pairs, seed)

    # Decoding ------------------------------------------------------------------------

    def decoding(self) -> Answer:
        """The spaces that can sound the items of the atlas."""
        return self._decoding.overview(self._view)

    def decoded(self, ready_id: str) -> Answer:
        """What was made ready to be heard, by the id of its job."""
        return self._decoding.ready(ready_id)

    def decoded_sound(self, ready_id: str, weights: str | None = None) -> Answer:
        """A mixture of what was made ready, as WAV."""
        return self._decoding.sound(ready_id, weights)

    # Jobs ----------------------------------------------------------------------------

    def list_jobs(self) -> Answer:
        """All jobs."""
        return Answer(self.jobs.jobs())

    def start_job(self, kind: str, params: dict[str, Any]) -> Answer:
        """Start what a panel asks for.

        Raises:
            TimbrespaceError: There is no such kind of job, or a parameter does not fit.
        """
        if kind == "edit":
            return Answer(self._factoring.start(self._view, params).snapshot())
        if kind == "decode":
            return Answer(self._decoding.start(self._view, params).snapshot())
        if kind != "layout":
            raise CallError(
                f"There is no job {kind[:40]!r}.", "Start a 'layout', an 'edit' or a 'decode'."
            )
        from timbrespace.app.layouts import start_layout

        return Answer(start_layout(self, self._view.atlas, params).snapshot())

    def cancel_job(self, job_id: str) -> Answer:
        """Ask a job to stop at its next safe point."""
        return Answer(self.jobs.cancel(job_id).snapshot())

    def resume_job(self, job_id: str) -> Answer:
        """Let a job that was stopped, or has failed, go on."""
        return Answer(self.jobs.resume(job_id).snapshot())

    # ---------------------------------------------------------------------------------

    def _warm_up(self) -> None:
        try:
            self._view.warm_up()
        except Exception:
            # Nobody asked for it; who asks for it later is told what is wrong.
            _log.debug("Warming up failed.", exc_info=True)


def _space_facts(space: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": space["id"],
        "n_dims": len(space["dims"]),
        "n_items": int(space.get("n_items", 0)),
        "framed": bool(space.get("framed", False)),
    }


def _map_facts(record: MapRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "space": record.space,
        "method": record.method,
        "dims": record.dims,
        "n_items": record.n_items,
        "seed": record.seed,
        "params": record.params,
        "trustworthiness": number(record.trustworthiness),
        "continuity": number(record.continuity),
        "recall_at_10": number(record.recall_at_10),
        "n_queries": record.n_queries,
    }
