"""The clips that the study is about: five seconds each, split by track."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

import timbrespace
from timbrespace.atlas.files import write_atomically
from timbrespace.audio.decode import read
from timbrespace.audio.faults import DecodeError
from timbrespace.audio.measure import is_silent, peak
from timbrespace.audio.write import write_wav
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.measure.align import at_rate, in_step
from timbrespace.studies.music_autoencoder.synthetic import STYLES, render

#: As in the original study.
RATE_HZ, CLIP_S = 22_050, 5.0
CLIP_SAMPLES = round(RATE_HZ * CLIP_S)
#: Of the tracks of each genre; the original held out 100 and 100 of 990 clips.
VALIDATION_SHARE, TEST_SHARE = 0.1, 0.2
#: The layout of GTZAN (Tzanetakis and Cook 2002): NAME/NAME.00000.wav.
GTZAN = re.compile(r"(?:^|/)([a-z]+)/\1\.(\d{5})\.(?:wav|au)$")
NEW = "new"
Row = tuple[str, ...]


@dataclass(frozen=True)
class Clip:
    """One clip before it is cut.

    Args:
        genre: Its label.
        track: What it was cut from; never on both sides of a split.
        name: Unique within its genre.
        new: Whether it is kept for "new music": other pieces, never trained on.
        path: Its file; empty where it is made by code.
        offset_s: Where in the file, or the piece, it begins.
    """

    genre: str
    track: str
    name: str
    new: bool = False
    path: Path = Path()
    offset_s: float = 0.0


@dataclass(frozen=True)
class Pieces:
    """Clips on disk, as WAV at one rate.

    Args:
        folder: Folders ``train``, ``validation`` and ``test``, each with a table ``labels.csv``
            (file, genre, group, part), and one table of all.
        new: Folder of the new music; it may not be there.
        counts: Clips by part.
        tracks: Tracks by part.
        genres: Labels, in order.
        fingerprint: Of all of it.
        rendered: Whether they were made by code.
        notes: Sentences that a reader must know.
    """

    folder: Path
    new: Path
    counts: dict[str, int]
    tracks: dict[str, int]
    genres: tuple[str, ...]
    fingerprint: str
    rendered: bool
    notes: tuple[str, ...] = ()


def found_in(data: Path, job: Job) -> tuple[list[Clip], list[str]]:
    """The clips of a folder: GTZAN's layout, or a label ``genre`` with tracks as groups.

    Where a label ``kind`` says ``rendered`` and ``real``, the real ones are the new music.

    Raises:
        TimbrespaceError: It is neither.
    """
    found = timbrespace.scan(data, deep=False, job=job)
    found.check_not_empty()
    items: list[Any] = list(found.items.to_dict("records"))
    rejects = [f"{row.path}: {row.reason}" for row in found.rejects.itertuples(index=False)]
    notes = [f"Left out: {'; '.join(rejects[:5])}" + (" ..." if len(rejects) > 5 else "")] * bool(
        rejects
    )
    gtzan = [(item, GTZAN.search(str(item["path"]))) for item in items]
    if all(match for _, match in gtzan):
        clips = [
            Clip(match[1], f"{match[1]}.{match[2]}", match[2], path=data / str(item["path"]))
            for item, match in gtzan
            if match
        ]
        return clips, [*notes, *_about_gtzan()]
    if "label.genre" not in found.items:
        raise TimbrespaceError(
            f"The sounds in '{data}' have no label 'genre', and do not lie as GTZAN's do "
            "(jazz/jazz.00000.wav).",
            "Put a table labels.csv with columns file, genre, track beside them.",
        )
    return list(_labelled(items, data)), notes


def rendered(n_tracks: int, n_clips: int) -> list[Clip]:
    """Pieces made by code; of each style one more track is new music."""
    return [
        Clip(style, f"{style} {track}", f"{track:02}_{i}", new=track == n_tracks,
             offset_s=i * CLIP_S)
        for style in STYLES
        for track in range(n_tracks + 1)
        for i in range(n_clips)
    ]  # fmt: skip


def cut(clips: Sequence[Clip], out: Path, seed: int, job: Job, notes: Sequence[str]) -> Pieces:
    """Write the clips: mixed down, resampled, five seconds from their beginning.

    Args:
        clips: From :func:`found_in` or :func:`rendered`.
        out: The study's folder; ``pieces`` and ``new-music`` in it are written anew.
        seed: Of the split: by track, with the same share of each genre.
        job: Counts clips; can be stopped.
        notes: Go on into the result.

    Raises:
        TimbrespaceError: Too few tracks to hold any out.
    """
    part_of, folder, new = split(clips, seed), out / "pieces", out / "new-music"
    for place in (folder, new):
        shutil.rmtree(place, ignore_errors=True)
    counts: Counter[str] = Counter()
    tracks: defaultdict[str, set[str]] = defaultdict(set)
    rows: list[Row] = []
    left = []
    digest = hashlib.sha256()
    job.begin(len(clips), "Cutting clips", unit="clips")
    for clip in clips:
        job.check()
        part = NEW if clip.new else part_of[clip.track]
        sound = _sound(clip)
        job.advance(1)
        if sound is None:
            left.append(clip.name)
            continue
        name = f"{clip.genre}/{clip.name}.wav"
        name = name if clip.new else f"{part}/{name}"
        path = (new if clip.new else folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_wav(path, sound, RATE_HZ)
        digest.update(f"{name} {clip.track}".encode() + sound.tobytes())
        rows.append((name, clip.genre, clip.track, part))
        counts[part] += 1
        tracks[part].add(clip.track)
    _write_tables(folder, new, rows)
    said = [f"{len(left)} clips are left out: silent, unreadable or too short."] if left else []
    genres = tuple(sorted({genre for _, genre, _, part in rows if part != NEW}))
    return Pieces(
        folder, new, dict(counts), {part: len(names) for part, names in tracks.items()}, genres,
        digest.hexdigest(), not clips[0].path.name, (*notes, *said),
    )  # fmt: skip


def split(clips: Sequence[Clip], seed: int) -> dict[str, str]:
    """Which part each track belongs to: ``train``, ``validation`` or ``test``.

    Raises:
        TimbrespaceError: No genre has three tracks.
    """
    by_genre: defaultdict[str, list[str]] = defaultdict(list)
    for clip in clips:
        if not clip.new and clip.track not in by_genre[clip.genre]:
            by_genre[clip.genre].append(clip.track)
    if max(map(len, by_genre.values()), default=0) < 3:
        raise TimbrespaceError(
            "No genre has three tracks, so that none can be held out.",
            "Name the track of each file in a column 'track', and give more of them.",
        )
    random = np.random.default_rng([seed, 11])
    parts: dict[str, str] = {}
    for genre in sorted(by_genre):
        names = sorted(by_genre[genre])
        order = [names[i] for i in random.permutation(len(names))]
        n_test, n_validation = (
            max(1, round(share * len(order))) for share in (TEST_SHARE, VALIDATION_SHARE)
        )
        held = {**dict.fromkeys(order[:n_test], "test"),
                **dict.fromkeys(order[n_test : n_test + n_validation], "validation")}  # fmt: skip
        parts |= {name: held.get(name, "train") for name in order}
    return parts


def _labelled(items: Sequence[Any], data: Path) -> Iterator[Clip]:
    kinds = {str(item.get("label.kind")) for item in items}
    for item in items:
        if not item["label.genre"]:
            continue
        path = str(item["path"])
        track = item.get("label.track") or item["group"] or path
        yield Clip(
            str(item["label.genre"]), str(track), PurePosixPath(path).stem,
            {"real", "rendered"} <= kinds and item["label.kind"] == "real", data / path,
        )  # fmt: skip


def _sound(clip: Clip) -> Any:
    """The samples ``(1, T)`` of a clip; None where there is nothing to be had."""
    if not clip.path.name:
        made = render(clip.genre, int(clip.name[:2]), CLIP_S, clip.offset_s)
        return made[None].astype(np.float32)
    try:
        audio, rate = read(clip.path, clip.offset_s, CLIP_S)
    except DecodeError:
        return None
    if audio.shape[1] < 0.9 * CLIP_S * rate or is_silent(peak(audio)):
        return None
    return in_step(at_rate(audio, rate, RATE_HZ), CLIP_SAMPLES)[None]


def _write_tables(folder: Path, new: Path, rows: Sequence[Row]) -> None:
    """A table of all that the models are about, one of each of its parts, one of new music."""
    known = [row for row in rows if row[3] != NEW]
    tables = {folder: known, new: [row for row in rows if row[3] == NEW]}
    for part in sorted({row[3] for row in known}):
        inside = [row for row in known if row[3] == part]
        tables[folder / part] = [(name.partition("/")[2], *rest) for name, *rest in inside]
    for place, lines in tables.items():
        if lines:
            write_atomically(place / "labels.csv", partial(_csv, rows=lines))


def _csv(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "genre", "group", "part"))
        writer.writerows(rows)


def _about_gtzan() -> list[str]:
    return [
        "GTZAN has repeats, other versions and artists in several tracks of a genre (Sturm 2013); "
        "a track is a group here, artists are not known, so that held-out figures of genre are "
        "too good."
    ]


def as_plain(made: Pieces) -> dict[str, Any]:
    """All but the places, as plain data."""
    return {
        "counts": made.counts, "tracks": made.tracks, "genres": list(made.genres),
        "fingerprint": made.fingerprint, "rendered": made.rendered, "notes": list(made.notes),
    }  # fmt: skip


def from_plain(kept: dict[str, Any], out: Path) -> Pieces:
    """What :func:`as_plain` gave, in a study's folder."""
    return Pieces(
        out / "pieces", out / "new-music", kept["counts"], kept["tracks"], tuple(kept["genres"]),
        kept["fingerprint"], kept["rendered"], tuple(kept["notes"]),
    )  # fmt: skip
