"""Sounds from between sounds: blends, reconstructions and random latents, decoded to be heard.

A trained space turns latents into sound again. The sounds of an atlas are encoded with it, their
latents mixed, and the mixture decoded.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.api.blend import Blend, Decoded, decoded
from timbrespace.api.decoders import open_known, plain_id
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.spaces.blending import FITS, Fit, trimmed

if TYPE_CHECKING:
    from timbrespace.api.atlas import Atlas
    from timbrespace.spaces.base import DecodingSpace, Latents
    from timbrespace.spaces.drawing import Draw, Frames

#: Seconds of a sound that are taken; what is longer is cut, and said.
MOST_S = 12.0
#: Sounds that say what the frames of an atlas are like, and seconds of each.
MEASURED_SOUNDS = 48
MEASURED_S = 6.0
#: Bytes of latents that an open space remembers.
REMEMBERED_BYTES = 64 << 20


class Decoder:
    """A trained space at work on the sounds of an atlas; safe to use from several threads.

    Args:
        atlas: Its sounds are at hand.
        space: Encodes and decodes.
    """

    def __init__(self, atlas: Atlas, space: DecodingSpace) -> None:
        self.atlas, self.space = atlas, space
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[object, ...], Latents] = OrderedDict()
        self._frames: Frames | None = None

    def blend(self, items: Sequence[str], *, fit: Fit = "pad", job: Job | None = None) -> Blend:
        """Encode sounds, so that any mixture of them can be decoded at once.

        Args:
            items: Ids, in the order of the path; one alone is a reconstruction.
            fit: ``"pad"``: the sounds begin together, the shorter ones go on as silence.
                ``"stretch"``: they are read faster or slower to one length.
            job: Counts sounds, can cancel.

        Raises:
            TimbrespaceError: No such item or fit, or a sound cannot be read.
        """
        if fit not in FITS or not items:
            raise TimbrespaceError(
                f"{len(items)} sounds cannot be blended by '{fit}'.",
                f"Name at least one sound, and one of {', '.join(FITS)}.",
            )
        job = quiet_job(job, "decode")
        job.begin(len(items), "Encoding", unit="sounds")
        lengths = [self._length(item) for item in items]
        tracks = []
        for item, own in zip(items, lengths, strict=True):
            job.check()
            tracks.append(self._track(item, max(lengths) if fit == "pad" else own))
            job.advance(1)
        cut = tuple(item for item in items if self._duration_s(item) > MOST_S)
        return Blend(self.space, tuple(items), fit, tuple(tracks), tuple(lengths), cut)

    def draw(
        self,
        how: Draw = "posterior",
        *,
        duration_s: float = 2.0,
        seed: int = 0,
        independent: bool = False,
        job: Job | None = None,
    ) -> Decoded:
        """A sound from random latents.

        Args:
            how: ``"prior"``: normal, mean 0 and variance 1. ``"posterior"``: mean and
                covariance of the atlas's own frames. ``"uniform"``: anywhere in the box of each
                dim's range.
            duration_s: At most 12 s.
            seed: The same seed gives the same sound.
            independent: Each frame on its own, instead of moving as fast as the atlas's sounds.
            job: Counts the sounds that are measured first, can cancel.

        Raises:
            TimbrespaceError: No such way, or no such length.
        """
        from timbrespace.spaces.drawing import draw

        if not 0 < duration_s <= MOST_S:
            raise TimbrespaceError(
                f"A sound of {duration_s:g} s cannot be drawn.", f"Use up to {MOST_S:g} s."
            )
        space = self.space
        n_samples = max(1, round(duration_s * space.sample_rate))
        n_frames = max(1, -(-(n_samples + space.delay_samples) // space.hop))
        frames = self.frames(job)
        latents = draw(how, n_frames, frames, seed=seed, independent=independent)
        return decoded(space, latents, n_samples)

    def frames(self, job: Job | None = None) -> Frames:
        """What the frames of the atlas's sounds are like here; measured once.

        From the latents that the atlas keeps, where it keeps frames of this space; else some
        of its sounds are encoded.
        """
        from timbrespace.spaces.drawing import measure

        if self._frames is None:
            tracks = self._stored() or self._sampled(quiet_job(job, "decode"))
            self._frames = measure(tracks, self.space.dims)
        return self._frames

    # ---------------------------------------------------------------------------------

    def _chosen(self) -> list[str]:
        """Some of the items, spread over all of them."""
        ids = self.atlas.items["id"].tolist()
        picked = np.linspace(0, len(ids) - 1, min(MEASURED_SOUNDS, len(ids)))
        return [str(ids[round(i)]) for i in picked]

    def _stored(self) -> list[Latents]:
        for facts in self.atlas.spaces():
            same = facts.get("model_hash") == self.space.model_hash
            if facts.get("framed") and same and plain_id(str(facts["id"])) == self.space.id:
                ids = self._chosen()
                rows, offsets = self.atlas.store.latents(str(facts["id"])).frames(ids)
                if rows.shape[1] == len(self.space.dims):
                    return np.split(rows, offsets[1:-1])
        return []

    def _sampled(self, job: Job) -> list[Latents]:
        chosen, tracks = self._chosen(), []
        job.begin(len(chosen), "Measuring what its sounds are like", unit="sounds")
        for item in chosen:
            job.check()
            n_samples = min(self._length(item), round(MEASURED_S * self.space.sample_rate))
            tracks.append(self._track(item, n_samples))
            job.advance(1)
        return tracks

    def _duration_s(self, item: str) -> float:
        return float(self.atlas.items["duration_s"].iloc[self.atlas.position(item)])

    def _length(self, item: str) -> int:
        """Samples of an item at the space's rate, as far as they are taken."""
        return max(1, round(min(self._duration_s(item), MOST_S) * self.space.sample_rate))

    def _track(self, item: str, n_samples: int) -> Latents:
        """The frames of a sound that goes on as silence, or is cut, at ``n_samples``."""
        path = self.atlas.sound_path(item)
        stat = path.stat()
        key = (item, str(path), stat.st_size, stat.st_mtime_ns, n_samples)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        track = self._encoded(path, item, n_samples)
        with self._lock:
            self._known[key] = track
            while sum(each.nbytes for each in self._known.values()) > REMEMBERED_BYTES:
                self._known.popitem(last=False)
        return track

    def _encoded(self, path: Path, item: str, n_samples: int) -> Latents:
        import soxr

        from timbrespace.audio.decode import read
        from timbrespace.audio.resample import to_mono

        rate = self.space.sample_rate
        row = self.atlas.items.iloc[self.atlas.position(item)]
        wanted_s = min(float(row["duration_s"]), n_samples / rate)
        audio, its_rate = read(path, float(row["offset_s"]), wanted_s)
        mono = np.asarray(soxr.resample(to_mono(audio)[0], its_rate, rate), np.float32)[None]
        # What lags behind comes out of the silence after the end.
        padded = trimmed(mono, n_samples)
        padded = trimmed(padded, n_samples + self.space.delay_samples)
        track = np.asarray(self.space.encode(padded, rate), np.float32)
        if not len(track):
            raise TimbrespaceError(
                f"'{row['path']}' is too short for '{self.space.id}'.", "Choose a longer sound."
            )
        return track


def open_decoder(atlas: Atlas, space: str | Path | None = None) -> Decoder:
    """Open a space that decodes, for the sounds of an atlas.

    Args:
        atlas: Its sounds are at hand.
        space: ``"stream:bells"``, or the folder of one; default: the first that the atlas has,
            else the first that is known here.

    Raises:
        TimbrespaceError: There is none, or it is not the version that the atlas was encoded
            with.
    """
    return Decoder(atlas, open_known(atlas, space))


def decode_blend(
    atlas: Atlas,
    items: Sequence[str],
    *,
    at: float | None = None,
    weights: Sequence[float] | None = None,
    space: str | Path | None = None,
    fit: Fit = "pad",
    job: Job | None = None,
) -> Decoded:
    """A mixture of sounds of an atlas, decoded; of one sound alone, its reconstruction.

    To hear several mixtures of the same sounds, keep ``open_decoder(atlas).blend(items)``.

    Args:
        atlas: Its sounds are at hand.
        items: Ids, in the order of the path.
        at: A place on the path through them: 0 is the first, 0.5 half way to the second.
        weights: Or one weight for each; default: the mean of all.
        space: As for :func:`open_decoder`.
        fit: As for :meth:`Decoder.blend`.
        job: Counts sounds, can cancel.

    Raises:
        TimbrespaceError: As :func:`open_decoder`, :meth:`Decoder.blend`, :meth:`Blend.sound`.
    """
    blend = open_decoder(atlas, space).blend(items, fit=fit, job=job)
    return blend.sound(weights, at=at)


def reconstruct(atlas: Atlas, item: str, *, space: str | Path | None = None) -> Decoded:
    """One sound, encoded and decoded: what the space keeps of it."""
    return decode_blend(atlas, [item], space=space)
