"""Pictures of sounds, drawn once each, though the page asks for them in two parts."""

from __future__ import annotations

import threading
from collections import OrderedDict

from timbrespace.app.answers import Answer, table_answer
from timbrespace.app.media import clip_key
from timbrespace.app.wav import Clip
from timbrespace.audio.decode import open_blocks, probe

#: Pictures kept in memory, about 70 kB each.
KEEP = 256


class PictureBook:
    """The pictures last looked at; safe to use from several threads.

    Args:
        keep: How many.
    """

    def __init__(self, keep: int = KEEP) -> None:
        self._keep = keep
        self._pictures: OrderedDict[str, Answer] = OrderedDict()
        self._drawing: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def picture(self, clip: Clip) -> Answer:
        """Waveform and spectrogram; who asks for one that is being drawn waits for it.

        Raises:
            TimbrespaceError: The file cannot be read.
        """
        key = clip_key(clip)
        with self._lock:
            drawing = self._drawing.setdefault(key, threading.Lock())
        with drawing:
            try:
                found = self._pictures.get(key) or draw_clip(clip)
                self._keep_picture(key, found)
            finally:
                self._drawing.pop(key, None)
        return found

    def _keep_picture(self, key: str, picture: Answer) -> None:
        with self._lock:
            self._pictures[key] = picture
            self._pictures.move_to_end(key)
            while len(self._pictures) > self._keep:
                self._pictures.popitem(last=False)


def draw_clip(clip: Clip) -> Answer:
    """The picture of a clip as ``GET /api/items/{id}/picture`` gives it.

    Raises:
        TimbrespaceError: The file cannot be read.
    """
    from timbrespace.audio.picture import draw

    info = probe(clip.path)
    duration_s = clip.duration_s
    if duration_s is None:
        duration_s = (info.duration_s or 0.0) - clip.offset_s
    blocks = open_blocks(clip.path, offset_s=clip.offset_s, duration_s=clip.duration_s)
    drawn = draw(blocks, info.sample_rate, max(1, round(duration_s * info.sample_rate)))
    frames, bins = drawn.levels.shape
    json = {
        "duration_s": duration_s,
        "sample_rate": info.sample_rate,
        # Rounded to 16 bits: half the text, and finer than any pixel.
        "peaks": [[round(float(v), 5) for v in pair] for pair in drawn.peaks],
        "spectrogram": {
            "frames": frames,
            "bins": bins,
            "floor_db": drawn.floor_db,
            "low_hz": drawn.low_hz,
            "high_hz": drawn.high_hz,
            "duration_s": duration_s,
        },
    }
    return table_answer(json, drawn.levels, "u1")
