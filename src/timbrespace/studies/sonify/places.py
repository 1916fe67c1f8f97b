"""What there is to make heard: spaces that are trained, data to train them on, or code's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from timbrespace.corpus.motion.sifting import sift
from timbrespace.errors import TimbrespaceError
from timbrespace.studies.sonify import synthetic
from timbrespace.studies.sonify.labels import label_of, labels_in
from timbrespace.studies.sonify.sizes import DataCast

_TABLES = (".tsv.gz", ".csv.gz", ".tsv", ".csv", ".parquet")
#: Where a collection keeps what, first come first taken.
_MOTION, _SPEECH = ("mocap", "motion"), ("speech/ljspeech", "speech")
#: What the report calls data that code made, by kind.
_MADE = {"table": "a table made by code", "motion": "motion made by code"}


@dataclass(frozen=True)
class Source:
    """Where a kind of data comes from.

    Args:
        cast: Which data, under the title that is true of them.
        place: A file or folder of data, or of a space that is trained.
        trained: Whether it is such a space.
        synthetic: Whether code made it.
    """

    cast: DataCast
    place: Path
    trained: bool = False
    synthetic: bool = False


def check(casts: Iterable[DataCast], data: Path | None, label: str = "") -> None:
    """That a collection is there and holds something with a label; nothing is written.

    Args:
        casts: What becomes sound.
        data: The collection; None: code makes data.
        label: As :func:`sources_of` takes it.

    Raises:
        TimbrespaceError: It is not there, is no folder, or holds none of the data, or none with
            a label.
    """
    if data is None:
        return
    if not data.is_dir():
        wrong = "is not a folder" if data.exists() else "does not exist"
        raise TimbrespaceError(
            f"'{data}' {wrong}.",
            "Name the folder of a collection; without --data code makes the data.",
        )
    found = [source for cast in casts if (source := _found(cast, data))]
    if not found:
        raise TimbrespaceError(
            f"'{data}' holds nothing to make heard.",
            "A collection holds genes/ (tables: CSV, TSV or Parquet), mocap/ (BVH or CSV files), "
            "or trained spaces, genes.space and motion.space; any of them will do.",
        )
    faults = []
    for source in found:
        try:
            _labelled(source, label)
            return
        except TimbrespaceError as error:
            faults.append(error)
    raise faults[0]


def sources_of(
    casts: Iterable[DataCast], data: Path | None, out: Path, seed: int, label: str = ""
) -> tuple[list[Source], list[str]]:
    """What there is of all kinds of data, and sentences that name what is left out.

    Args:
        casts: Which; each comes back with the label that its data have.
        data: As :func:`source_of` takes it.
        out: Where code puts what it makes.
        seed: Of that.
        label: The one to be heard, of data that have it; empty: the usual, or the only one.
    """
    sources, left_out = [], []
    for cast in casts:
        try:
            sources.append(_labelled(source_of(cast, data, out, seed), label))
        except TimbrespaceError as error:
            left_out.append(f"{cast.title.capitalize()} is not in this run. {error}")
    return sources, left_out


def source_of(cast: DataCast, data: Path | None, out: Path, seed: int) -> Source:
    """Find one kind of data, or make it.

    Args:
        cast: Which.
        data: A collection: ``NAME.space`` (trained spaces) or ``genes/`` (tables: the largest
            is taken) and ``mocap/`` (the folder with most clips); None: code makes it.
        out: Where code puts it.
        seed: Of what code makes.

    Raises:
        TimbrespaceError: The collection does not hold it.
    """
    if data is None:
        named = replace(cast, title=_MADE[cast.kind])
        return Source(named, _made(cast, out, seed), synthetic=True)
    found = _found(cast, data)
    if found is None:
        what = "a table into genes/" if cast.kind == "table" else "BVH or CSV files into mocap/"
        raise TimbrespaceError(
            f"'{data}' holds no {cast.title}.",
            f"Put {what} in it, or a trained {cast.name}.space.",
        )
    return found


def speech_of(data: Path | None) -> Path | None:
    """A collection's folder of speech; None where there is none."""
    places = [data / name for name in _SPEECH] if data else []
    return next((place for place in places if place.is_dir()), None)


def _labelled(source: Source, label: str) -> Source:
    """A source whose cast says the label that its data have."""
    names = labels_in(source.cast.kind, source.place, source.trained)
    chosen = label_of(names, label, source.cast.label, source.place.name)
    return replace(source, cast=replace(source.cast, label=chosen))


def _found(cast: DataCast, data: Path) -> Source | None:
    if (data / f"{cast.name}.space").is_dir():
        return Source(cast, data / f"{cast.name}.space", trained=True)
    found = _table(data / "genes") if cast.kind == "table" else _clips(data)
    return None if found is None else Source(cast, found)


def _made(cast: DataCast, out: Path, seed: int) -> Path:
    if cast.kind == "table":
        return synthetic.write_table(out / "made" / "table.csv", seed)
    return synthetic.write_motion(out / "made" / "motion", seed)


def _table(folder: Path) -> Path | None:
    files = [path for path in folder.glob("*") if path.name.lower().endswith(_TABLES)]
    files = [path for path in files if path.name != "labels.csv"]
    return max(files, key=lambda path: path.stat().st_size, default=None)


def _clips(data: Path) -> Path | None:
    """The folder with most of what ``train motion`` reads as clips, in the first that has any."""
    for name in _MOTION:
        place = data / name
        if not place.is_dir():
            continue
        counts = Counter(path.partition("/")[0] for path in sift(place).sources)
        if counts:
            inside = place / counts.most_common(1)[0][0]
            return inside if inside.is_dir() else place
    return None
