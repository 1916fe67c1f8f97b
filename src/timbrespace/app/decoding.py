"""The page's Blend panel: which spaces decode, sounds made ready to be mixed, and what is heard.

Encoding sounds is a job. What it made ready stays for a while, and then each place between the
sounds is one quick call, so that dragging along the path is heard while one drags.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import Answer, CallError, NotFound, error_json
from timbrespace.app.empty import EmptyAtlas
from timbrespace.app.tables import number
from timbrespace.jobs import Job
from timbrespace.spaces.blending import FITS
from timbrespace.spaces.drawing import DRAWS

if TYPE_CHECKING:
    from timbrespace.api.blend import Blend, Decoded
    from timbrespace.api.decoders import Decodes
    from timbrespace.api.decoding import Decoder
    from timbrespace.app.jobs import JobRunner
    from timbrespace.app.view import View

#: Sounds on one path.
MOST_ITEMS = 12
#: Blends and random sounds that stay until newer ones take their place.
MOST_KEPT = 32
#: Decoded places of all blends together.
MOST_SOUND_BYTES = 64 << 20
#: Spaces that stay open.
MOST_DECODERS = 2
_MOST_SEED = 1 << 32


@dataclass(frozen=True)
class Asked:
    """What a page asks to be made ready, checked.

    Args:
        space: Id of a space that can be opened here.
        items: Sounds, in the order of the path; empty for random latents.
        params: What else is handed on.
    """

    space: str
    items: tuple[str, ...]
    params: dict[str, Any]


class Decoding:
    """Answers the panel's calls; safe to use from several threads.

    Args:
        jobs: Runs the encoding, one after another.
    """

    def __init__(self, jobs: JobRunner) -> None:
        self._jobs = jobs
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        # One at a time: two decoders on two cores would both be late.
        self._at_work = threading.Lock()
        self._decoders: OrderedDict[tuple[int, str], Decoder] = OrderedDict()
        self._ready: OrderedDict[str, Blend | Decoded] = OrderedDict()
        self._sounds: OrderedDict[tuple[str, tuple[float, ...]], Answer] = OrderedDict()

    def overview(self, view: View) -> Answer:
        """The spaces that can sound the items of this atlas."""
        from timbrespace.api.decoding import MOST_S

        found = [_facts(each) for each in _known(view)]
        return Answer({"spaces": found, "most_items": MOST_ITEMS, "most_s": MOST_S})

    def start(self, view: View, params: dict[str, Any]) -> Job:
        """Make sounds ready to be mixed, or random latents; kept under the job's id.

        Raises:
            TimbrespaceError: A parameter does not fit, or the space cannot be opened.
        """
        asked = _checked(view, params)
        names = [view.items.detail(item)["name"] for item in asked.items[:2]]
        title = f"Encoding {' and '.join(names)}" if names else "Random latents"
        return self._jobs.run(
            Job("decode", title, unit="sounds"),
            lambda job: self._make_ready(view, asked, job),
            lane="decode",
        )

    def ready(self, ready_id: str) -> Answer:
        """What was made ready.

        Raises:
            NotFound: There is none of that id, or it made room for newer ones.
        """
        return Answer({"id": ready_id, **_described(self._kept(ready_id))})

    def sound(self, ready_id: str, weights: str | None = None) -> Answer:
        """A mixture as WAV; of random latents, their sound.

        Args:
            ready_id: Id of the job that made it ready.
            weights: One number for each item, with commas; default: the mean of all.

        Raises:
            TimbrespaceError: There is none of that id, or the weights do not fit.
        """
        from timbrespace.api.blend import Blend

        found = self._kept(ready_id)
        given = _weights(weights) if isinstance(found, Blend) else ()
        key = (ready_id, given)
        with self._lock:
            known = self._sounds.get(key)
        if known is None:
            with self._at_work:
                made = found.sound(given or None) if isinstance(found, Blend) else found
            known = _as_wav(made)
        self._keep_sound(key, known)
        return known

    # ---------------------------------------------------------------------------------

    def _make_ready(self, view: View, asked: Asked, job: Job) -> None:
        job.begin(message="Opening the space")
        decoder = self._decoder(view, asked.space)
        job.check()
        made: Blend | Decoded = (
            decoder.blend(asked.items, **asked.params, job=job)
            if asked.items
            else decoder.draw(**asked.params, job=job)
        )
        with self._lock:
            self._ready[job.id] = made
            while len(self._ready) > MOST_KEPT:
                gone, _ = self._ready.popitem(last=False)
                for key in [key for key in self._sounds if key[0] == gone]:
                    del self._sounds[key]

    def _decoder(self, view: View, space: str) -> Decoder:
        """The open space, opened where it is not yet: once, whoever else waits for it."""
        from timbrespace.api.decoding import open_decoder

        assert not isinstance(view.atlas, EmptyAtlas)
        key = (id(view.atlas), space)
        with self._opening:
            if key not in self._decoders:
                self._decoders[key] = open_decoder(view.atlas, space)
            self._decoders.move_to_end(key)
            while len(self._decoders) > MOST_DECODERS:
                self._decoders.popitem(last=False)
            return self._decoders[key]

    def _kept(self, ready_id: str) -> Blend | Decoded:
        with self._lock:
            found = self._ready.get(ready_id)
            if found is None:
                raise NotFound(
                    f"{ready_id[:40]!r} is not ready any more.", "Choose the sounds again."
                )
            self._ready.move_to_end(ready_id)
            return found

    def _keep_sound(self, key: tuple[str, tuple[float, ...]], sound: Answer) -> None:
        with self._lock:
            self._sounds[key] = sound
            self._sounds.move_to_end(key)
            while (
                sum(len(each.buffer or b"") for each in self._sounds.values()) > MOST_SOUND_BYTES
            ):
                self._sounds.popitem(last=False)


def _known(view: View) -> list[Decodes]:
    from timbrespace.api.decoders import decoding_spaces

    return [] if isinstance(view.atlas, EmptyAtlas) else decoding_spaces(view.atlas)


def _facts(space: Decodes) -> dict[str, Any]:
    facts = space.facts
    return {
        "id": space.id,
        "in_atlas": space.in_atlas,
        "n_dims": len(facts.dims) if facts else None,
        "sample_rate": facts.sample_rate if facts else None,
        "hop": facts.hop if facts else None,
        "problem": space.problem and error_json(space.problem),
    }


def _described(made: Blend | Decoded) -> dict[str, Any]:
    from timbrespace.api.blend import Blend

    if not isinstance(made, Blend):
        return {"items": [], "durations_s": [made.duration_s], "cut": []}
    rate = made.space.sample_rate
    return {
        "space": made.space.id,
        "items": list(made.items),
        "fit": made.fit,
        "durations_s": [n / rate for n in made.n_samples],
        "n_frames": [len(track) for track in made.tracks],
        "cut": list(made.cut),
    }


def _as_wav(made: Decoded) -> Answer:
    from timbrespace.app.wav import played_rate
    from timbrespace.audio.write import wav_bytes

    audio, rate = made.audio, played_rate(made.sample_rate)
    if rate != made.sample_rate:
        import soxr

        audio = soxr.resample(audio[0], made.sample_rate, rate)[None]
    wav = wav_bytes(audio, rate)
    told = {"type": "audio/wav", "bytes": len(wav), "quieter_db": number(made.quieter_db)}
    return Answer(told, wav, {"X-Quieter-Db": f"{made.quieter_db:.2f}"})


def _checked(view: View, params: dict[str, Any]) -> Asked:
    known = {each.id: each for each in _known(view)}
    space = params.get("space")
    if not isinstance(space, str) or space not in known:
        raise NotFound(f"There is no space {str(space)[:80]!r} that decodes.", "List them again.")
    problem = known[space].problem
    if problem is not None:
        raise problem
    if "draw" in params:
        return Asked(space, (), _drawing(params))
    items, fit = params.get("items"), params.get("fit", FITS[0])
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        raise CallError(
            "A blend has sounds.",
            f"Send 'items', 1 to {MOST_ITEMS}, or 'draw' for random latents.",
        )
    if fit not in FITS:
        raise CallError(f"Sounds do not fit by {str(fit)[:40]!r}.", f"Use {', '.join(FITS)}.")
    for item in items:
        view.items.row(item if isinstance(item, str) else str(item))
    return Asked(space, tuple(map(str, items)), {"fit": fit})


def _drawing(params: dict[str, Any]) -> dict[str, Any]:
    from timbrespace.api.decoding import MOST_S

    how, seed = params["draw"], params.get("seed", 0)
    duration_s, independent = params.get("duration_s", 2.0), params.get("independent", False)
    if how not in DRAWS:
        raise CallError(f"Nothing is drawn from {str(how)[:40]!r}.", f"Use {', '.join(DRAWS)}.")
    if isinstance(duration_s, bool) or not isinstance(duration_s, int | float):
        raise CallError("'duration_s' is a number.", "Send one.")
    if not 0 < duration_s <= MOST_S:
        raise CallError(f"{duration_s:g} s cannot be drawn.", f"Use up to {MOST_S:g} s.")
    if (
        not isinstance(seed, int)
        or not 0 <= seed < _MOST_SEED
        or not isinstance(independent, bool)
    ):
        raise CallError("'seed' is a whole number, 'independent' true or false.", "Send those.")
    return {
        "how": how,
        "duration_s": float(duration_s),
        "seed": int(seed),
        "independent": independent,
    }


def _weights(text: str | None) -> tuple[float, ...]:
    """Numbers with commas, rounded so that near places share what was decoded.

    Example:
        >>> _weights("0.25,0.75")
        (0.25, 0.75)
    """
    if not text:
        return ()
    try:
        return tuple(round(float(part), 4) for part in text.split(","))
    except ValueError as error:
        raise CallError(f"{text[:40]!r} are no weights.", "Send numbers with commas.") from error
