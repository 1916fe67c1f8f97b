"""From a folder to a corpus: headers and hashes, labels and groups."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from timbrespace.audio.decode import open_blocks, probe
from timbrespace.audio.faults import DecodeError, printable
from timbrespace.audio.info import SoundInfo
from timbrespace.corpus import labels as labelling
from timbrespace.corpus.examine import examine
from timbrespace.corpus.rejects import TOO_SHORT_S, Reject, reject_of, table_of
from timbrespace.corpus.table import Corpus, item_id, item_table, tidy
from timbrespace.corpus.walk import Walked, walk
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

#: One patch of YAMNet: shorter sounds are padded with silence, and counted.
PATCH_S = 0.975


@dataclass(frozen=True)
class _File:
    """One readable file."""

    path: str
    sha256: str
    info: SoundInfo
    n_samples: int


def scan(
    folder: str | Path,
    *,
    labels: str | Path | None = None,
    group: str | None = None,
    window_s: float | None = None,
    hop_s: float | None = None,
    deep: bool = False,
    job: Job | None = None,
) -> Corpus:
    """What there is to hear in a folder (or one file), what cannot be read, and why.

    Reads headers and hashes, not whole sounds, unless ``deep``. The same files give the
    same table, byte for byte.

    Args:
        folder: A folder, searched to any depth, or a single file.
        labels: A file-name pattern (``"{material}_{action}*"``), or a CSV or Parquet table
            with a column ``file`` or ``path``. By default folder names become labels, and
            a table that lies in the folder is used.
        group: The label or table column that says what was recorded together; by default
            a table's own ``group`` column, else each file is its own group.
        window_s: Cut every sound into windows of this many seconds; None takes it whole.
        hop_s: Seconds from one window to the next; by default the window's length.
        deep: Decode everything too, which finds truncated, silent and corrupt sounds.
        job: Told about progress, in files.

    Raises:
        TimbrespaceError: There is no such folder; the pattern, table or group cannot be used.
        Cancelled: The job was asked to stop.
    """
    _check_windows(window_s, hop_s)
    root, walked = _look(Path(folder).expanduser())
    source = labelling.source_of(labels, root)
    job = quiet_job(job, "scan")
    job.begin(len(walked.files), f"Looking through {printable(root)}", unit="files")
    files, rejects = _inspect_all(root, walked, deep, job)
    labelled = labelling.label([file.path for file in files], source, root, group)
    counts = walked.counts + labelled.counts
    groups = _groups(files, labelled.groups, counts)
    rows: list[tuple[object, ...]] = []
    columns: dict[str, list[str | None]] = {name: [] for name in labelled.columns}
    for index, file in enumerate(files):
        cuts = list(_cuts(file, window_s, hop_s or window_s, counts))
        rows += [_row(file, start, n, groups[index]) for start, n in cuts]
        counts["short"] += sum(n < PATCH_S * file.info.sample_rate for _, n in cuts)
        for name, values in labelled.columns.items():
            columns[name] += [values[index]] * len(cuts)
    counts["multichannel"] = sum(file.info.channels > 1 for file in files)
    counts["files"] = len(walked.files)
    counts["items"] = len(rows)
    counts["rejected"] = len(rejects)
    return Corpus(
        root=root,
        items=item_table(rows, columns),
        rejects=table_of(rejects),
        counts=tidy(counts),
        notes=labelled.notes,
        companions=dict(walked.companions),
    )


def _check_windows(window_s: float | None, hop_s: float | None) -> None:
    if window_s is not None and not window_s >= TOO_SHORT_S:
        raise TimbrespaceError(
            f"A window of {window_s} s is too short.", f"Give {TOO_SHORT_S} s or more."
        )
    if hop_s is not None and window_s is None:
        raise TimbrespaceError("A hop needs a window.", "Give --window-s beside --hop-s.")
    if hop_s is not None and not hop_s >= 0.001:
        raise TimbrespaceError(f"A hop of {hop_s} s is too short.", "Give 0.001 s or more.")


def _look(folder: Path) -> tuple[Path, Walked]:
    """The root of a corpus and the files to try in it."""
    try:
        if folder.is_dir():
            return folder, walk(folder)
        folder.stat()
    except OSError as error:
        raise TimbrespaceError(
            f"There is no folder or file '{printable(folder)}'"
            f" that can be read ({error.strerror or error}).",
            "Name a folder of sounds.",
        ) from error
    if not folder.is_file():
        raise TimbrespaceError(
            f"'{printable(folder)}' is neither a folder nor a file.", "Name a folder of sounds."
        )
    return folder.parent, Walked(files=[folder.name])


def _inspect_all(
    root: Path, walked: Walked, deep: bool, job: Job
) -> tuple[list[_File], list[Reject]]:
    files: list[_File] = []
    rejects = list(walked.rejects)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            for found in pool.map(lambda path: _inspect(root, path, deep), walked.files):
                if isinstance(found, Reject):
                    rejects.append(found)
                else:
                    files.append(found)
                job.advance(1)
                job.check()
        finally:
            pool.shutdown(cancel_futures=True)
    return files, rejects


def _inspect(root: Path, path: str, deep: bool) -> _File | Reject:
    place = root / path
    try:
        info = probe(place)
        n_samples = _count(place, info)
        if n_samples < TOO_SHORT_S * info.sample_rate:
            return Reject(
                printable(path), "too short", f"{1000 * n_samples / info.sample_rate:.1f} ms"
            )
        if deep and (reject := examine(place, name=printable(path))):
            return reject
        return _File(path, _sha256(place), info, n_samples)
    except DecodeError as error:
        return reject_of(error, path)
    except PermissionError:
        return Reject(printable(path), "no permission")
    except FileNotFoundError:
        return Reject(printable(path), "missing")


def _count(place: Path, info: SoundInfo) -> int:
    """Samples per channel; where the header only guesses, by decoding."""
    if info.n_samples is not None:
        return info.n_samples
    return sum(block.shape[1] for block in open_blocks(place))


def _sha256(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cuts(
    file: _File, window_s: float | None, hop_s: float | None, counts: Counter[str]
) -> Iterator[tuple[int, int]]:
    """First sample and length of each item of a file."""
    rate = file.info.sample_rate
    if window_s is None or hop_s is None:
        yield 0, file.n_samples
        return
    window, hop = round(window_s * rate), max(1, round(hop_s * rate))
    if file.n_samples < window:
        counts["shorter_than_window"] += 1
        yield 0, file.n_samples
        return
    starts = range(0, file.n_samples - window + 1, hop)
    counts["windows"] += len(starts)
    counts["tails_dropped"] += starts[-1] + window < file.n_samples
    for start in starts:
        yield start, window


def _row(file: _File, start: int, n: int, group: str) -> tuple[object, ...]:
    rate = file.info.sample_rate
    offset_s, duration_s = start / rate, n / rate
    name = item_id(file.path, file.sha256, offset_s, duration_s)
    channels = file.info.channels
    return name, "sound", file.path, offset_s, duration_s, rate, channels, file.sha256, group


def _groups(files: list[_File], given: list[str | None], counts: Counter[str]) -> list[str]:
    """The group of each file: as given, else its path, or that of the file it is a copy of."""
    first: dict[str, str] = {}
    for file in files:
        counts["copies"] += file.sha256 in first
        first.setdefault(file.sha256, file.path)
    return [said or first[file.sha256] for file, said in zip(files, given, strict=True)]
