"""A study as a notebook: what is done is measured and kept, and not done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from timbrespace.atlas.files import write_json
from timbrespace.jobs import Job
from timbrespace.reports.results import Result, read_results, write_results
from timbrespace.studies.cost import Cost, measured

#: Raise it when a step comes to mean something else: older pages are then done again.
EDITION = 2


@dataclass(frozen=True)
class Findings:
    """What came of one step.

    Args:
        results: Its numbers.
        notes: Sentences that a reader must know.
        kept: What the report needs beside numbers, as plain data.
        done: False where the data did not allow it: it is tried again next time.
    """

    results: list[Result] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)
    done: bool = True


@dataclass(frozen=True)
class Page(Findings):
    """A step that is done.

    Args:
        name: Of the step (``"recordings-encode"``).
        cost: What it took when it was done.
    """

    name: str = ""
    cost: Cost = field(default_factory=Cost)


class Notebook:
    """The steps of one study in its folder.

    Args:
        folder: Where the study works; made if it is not there.
        job: Progress of all steps; can be stopped.
        tell: Given a line for each step.
    """

    def __init__(self, folder: Path, job: Job, tell: Callable[[str], None]) -> None:
        self.folder, self.job, self._tell = folder, job, tell
        self.pages: dict[str, Page] = {}
        (folder / "steps").mkdir(parents=True, exist_ok=True)

    def step(
        self,
        name: str,
        title: str,
        made_from: Mapping[str, object],
        work: Callable[[], Findings],
        needs: Sequence[Path] = (),
    ) -> Page:
        """Do a step, or read what came of it when it was done from the same things.

        Args:
            name: Of its file.
            title: What a person reads meanwhile.
            made_from: Everything that its outcome depends on.
            work: Does it.
            needs: What it leaves behind; where that is gone, it is done again.
        """
        key = _key(name, made_from)
        page = self._read(name, key) if all(path.exists() for path in needs) else None
        if page is None:
            self.job.check()
            self.job.begin(message=title)
            with measured(self.folder) as cost:
                found = work()
            page = Page(found.results, found.notes, found.kept, found.done, name, cost)
            if page.done:
                self._write(page, key)
            self._tell(f"{title}: {cost.seconds:.1f} s")
        else:
            self._tell(f"{title}: done before ({page.cost.seconds:.1f} s)")
        self.pages[name] = page
        return page

    def kept(self, name: str) -> dict[str, Any]:
        """What a step has kept beside numbers; empty where it was not done."""
        return self.pages[name].kept if name in self.pages else {}

    @property
    def results(self) -> list[Result]:
        """The numbers of all steps, in order."""
        return [result for page in self.pages.values() for result in page.results]

    @property
    def seconds(self) -> float:
        """What all steps took together, whenever they were done."""
        return sum(page.cost.seconds for page in self.pages.values())

    def _path(self, name: str) -> Path:
        return self.folder / "steps" / f"{name}.json"

    def _read(self, name: str, key: str) -> Page | None:
        """The page of a step, unless it was made from other things."""
        about = self._path(name)
        numbers = about.with_suffix(".results.json")
        if not (about.is_file() and numbers.is_file()):
            return None
        found = json.loads(about.read_text(encoding="utf-8"))
        if found["key"] != key:
            return None
        results = read_results(numbers)
        return Page(results, found["notes"], found["kept"], True, name, Cost(**found["cost"]))

    def _write(self, page: Page, key: str) -> None:
        """Numbers first: the page counts as done once its other file is there."""
        about = self._path(page.name)
        about.unlink(missing_ok=True)
        write_results(about.with_suffix(".results.json"), page.results, seconds=page.cost.seconds)
        cost = asdict(page.cost)
        write_json(about, {"key": key, "notes": page.notes, "kept": page.kept, "cost": cost})


def _key(name: str, made_from: Mapping[str, object]) -> str:
    import timbrespace

    whole = {"name": name, "edition": EDITION, "version": timbrespace.__version__, **made_from}
    text = json.dumps(whole, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
