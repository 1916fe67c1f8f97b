"""The built-in corpus: the drum and voice one-shots that come with FoxDot 0.9.0.

FoxDot is a live-coding environment by Ryan Kirkbride and contributors; its source
distribution carries 346 short recordings under CC-BY-SA-4.0, ordered by the characters that
play them. It is fetched once through the package index; its audio is read out of the
archive, and none of its code is run.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from timbrespace import fetch
from timbrespace.corpus.foxdot_letters import Letter, class_of, letter_of
from timbrespace.corpus.scan import scan
from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.places import cache_dir

PACKAGE, VERSION = "FoxDot", "0.9.0"
SHA256 = "f5d21aaab19c62965e5a5465ca646f1bd6274d16afd3392d7e652914194dffb1"
N_SOUNDS = 346

CREDITS = [
    {
        "title": f"Samples of {PACKAGE} {VERSION}",
        "by": "Ryan Kirkbride and contributors",
        "licence": "CC-BY-SA-4.0",
        "where": "http://foxdot.org/",
    }
]

NOTICE = f"""\
These sounds are the samples of {PACKAGE} {VERSION}, by Ryan Kirkbride and contributors,
from its source distribution on the Python package index (home page: http://foxdot.org/), under
the licence CC-BY-SA-4.0: https://creativecommons.org/licenses/by-sa/4.0/

Its authors say that many of them come from https://freesound.org, where they were placed in
the public domain (CC0), and thank their creators.

Changes: the files were renamed and put into folders by class; their contents are as they
were. The labels in labels.csv follow the package's own descriptions of its sample letters.
"""

_SOUND = re.compile(
    r"[^/]+/FoxDot/snd/(?P<place>.+)/(?P<name>[^/]+\.(?:wav|aiff?))", re.IGNORECASE
)
#: No sample of it has more than 4 MB; an archive that says so is another one.
_MOST_BYTES = 64 << 20
_FIELDS = ("file", "group", "class", "family", "description", "letter", "original")


@dataclass(frozen=True)
class _Sample:
    """One recording of the archive: where it goes, and its bytes."""

    file: str
    letter: Letter
    kind: str
    family: str
    original: str
    content: bytes


def corpus(job: Job | None = None) -> Corpus:
    """The built-in corpus of real recordings, fetched once and kept in the cache.

    Labels: ``class`` (kick, snare, hat closed ...), ``family`` (drum, percussion, voice ...),
    ``description`` (the package's own words) and ``letter``; the group is the letter, since
    takes of one letter belong together.

    Args:
        job: Told about the download and the scan.

    Raises:
        TimbrespaceError: The index cannot be reached, or what it gives is something else.
    """
    job = quiet_job(job, "foxdot")
    folder = cache_dir() / f"foxdot-{VERSION}"
    if not _complete(folder):
        archive = fetch.from_index(PACKAGE, VERSION, kind="sdist", sha256=SHA256, job=job)
        unpack(archive, folder)
    found = scan(folder, labels=folder / "labels.csv", job=job)
    found.credits = [dict(credit) for credit in CREDITS]
    found.notes.append(
        f"Sounds of {PACKAGE} {VERSION} by {CREDITS[0]['by']}, {CREDITS[0]['licence']}."
    )
    return found


def unpack(archive: Path, folder: Path) -> None:
    """Read the sounds out of the source distribution into a folder, all or nothing.

    No name in the archive is used as a path: files get names of our own.

    Args:
        archive: The ``.tar.gz``.
        folder: Appears when it is complete; what was there before is replaced.

    Raises:
        TimbrespaceError: It is not the archive it should be.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        samples = _named(_read(archive))
        for sample in samples:
            target = aside / sample.file
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(sample.content)
        (aside / "NOTICE.txt").write_text(NOTICE, encoding="utf-8")
        (aside / "labels.csv").write_text(_table(samples), encoding="utf-8")
        os.chmod(aside, 0o755)  # mkdtemp makes it private
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _read(archive: Path) -> Iterator[tuple[str, str, bytes]]:
    """Folder, file name and content of every sound, in the order of their names."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            found = [(m, _SOUND.fullmatch(m.name)) for m in tar.getmembers() if m.isfile()]
            wanted = sorted((m.name, m, match) for m, match in found if match)
            for _, member, match in wanted:
                stream = tar.extractfile(member)
                if stream is not None and member.size <= _MOST_BYTES:
                    yield match["place"], match["name"], stream.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise TimbrespaceError(
            f"'{archive.name}' is not the archive of {PACKAGE} {VERSION} ({error}).",
            "Remove it and run the command again to fetch it anew.",
        ) from error


def _named(sounds: Iterator[tuple[str, str, bytes]]) -> list[_Sample]:
    samples: list[_Sample] = []
    takes: Counter[str] = Counter()
    for place, name, content in sounds:
        letter = letter_of(place)
        kind, family = class_of(letter, name)
        takes[letter.word] += 1
        title = f"{kind} {letter.word} {takes[letter.word]:02d}"
        file = f"{family}/{title}{PurePosixPath(name).suffix.lower()}"
        samples.append(_Sample(file, letter, kind, family, f"{place}/{name}", content))
    if len(samples) != N_SOUNDS:
        raise TimbrespaceError(
            f"The archive holds {len(samples)} sounds, not the {N_SOUNDS} expected.",
            f"Fetch {PACKAGE} {VERSION} itself.",
        )
    return samples


def _table(samples: list[_Sample]) -> str:
    """The labels as CSV; copies of one recording share the group of the first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_FIELDS)
    first: dict[str, str] = {}
    for s in samples:
        group = first.setdefault(hashlib.sha256(s.content).hexdigest(), s.letter.word)
        row = (s.file, group, s.kind, s.family, s.letter.description, s.letter.character)
        writer.writerow((*row, s.original))
    return text.getvalue()


def _complete(folder: Path) -> bool:
    """Whether the folder holds every sound that its table lists."""
    try:
        with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        return False
    return len(rows) == N_SOUNDS and all((folder / row["file"]).is_file() for row in rows)
