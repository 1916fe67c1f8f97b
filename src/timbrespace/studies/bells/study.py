"""How near does a voice of 16 numbers a frame come to tuned percussion?

The recipe of the voice that the package ships, from notes to figures. Declared before any note is
rendered: the instruments, which notes are never heard in training, the preset, 8 bits a latent,
and that PCA of mel frames with as many numbers has to be beaten.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.api.measuring import measure_space
from timbrespace.api.training import train
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.corpus.synth.folder import write_corpus
from timbrespace.jobs import Job
from timbrespace.reports import reconstruction
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result, write_results
from timbrespace.spaces.trained.opening import open_space
from timbrespace.studies import Options
from timbrespace.studies.bells import figures
from timbrespace.studies.bells.notes import render_notes
from timbrespace.studies.bells.pitch import pitch_errors
from timbrespace.studies.commands import line
from timbrespace.studies.notebook import Findings
from timbrespace.studies.walk import Walk

#: Where Debian's package puts the sound font.
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
BITS = 8
#: What held-out notes are measured on, and how many of them are in the report.
MEASURED, HEARD = 120, 8
#: The small run: notes made by code, a tiny model, a minute.
SMALL: dict[str, Any] = {"preset": "small", "max_minutes": 1.0}


def run(options: Options, job: Job | None = None) -> Path:
    """Run the study, or what is left of it; ``options.data`` is the sound font.

    Returns:
        The path of report.html.
    """
    study = Bells(options, job)
    study.render()
    study.train()
    study.measure()
    study.hear()
    return study.write()


class Bells(Walk):
    """The steps of the study; each is done once and kept."""

    def __init__(self, options: Options, job: Job | None = None) -> None:
        super().__init__(options, job)
        self.notes, self.space = self.out / "notes", self.out / "bells.space"

    def render(self) -> None:
        """Notes of nine instruments, or, for a small run, sounds made by code."""
        font = self.options.data or SOUNDFONT

        def work() -> Findings:
            if self.options.small:
                corpus = write_corpus(self.notes, per_cell=4, seed=self.options.seed, job=self.job)
                said = (
                    "Struck bodies made by code, not recordings. Some of those that are measured "
                    "were trained on, so figures of a small run only say that all works."
                )
                return Findings([Result("files", {}, len(corpus.items), better="")], [said])
            notes = render_notes(font, self.notes, self.options.seed, self.job)
            count = {split: sum(n.split == split for n in notes) for split in ("train", "test")}
            found = [Result("files", {"part": part}, n, better="") for part, n in count.items()]
            said = f"Notes of {font.name}; those of every fifth pitch were never trained on."
            return Findings(found, [said])

        self.notebook.step(
            "notes", "Rendering notes", {"font": font.name, **self._key}, work,
            needs=(self.notes / "labels.csv",),
        )  # fmt: skip

    def train(self) -> None:
        """The voice, with the preset that the shipped one has."""
        how: dict[str, Any] = {"preset": "voice", "split": "split", "seed": self.options.seed}
        if self.options.small:
            how = {**SMALL, "seed": self.options.seed}
        command = line("train", ("stream", self.notes), out=self.space, **how)

        def work() -> Findings:
            made = train("stream", self.notes, self.space, measure=False, job=self.job, **how)
            found = [
                Result(f"training_{name}", {}, float(made.metrics[name]), better="",
                       command=command)
                for name in ("epochs", "steps", "seconds") if name in made.metrics
            ]  # fmt: skip
            return Findings(found, list(made.notes))

        self.notebook.step("train", "Training", {**how, **self._key}, work, needs=(self.space,))

    def measure(self) -> None:
        """Held-out notes, beside PCM, Opus, DCT, PCA and PCA of mel frames at the same rate."""
        where = [] if self.options.small else ["split=test"]
        how: dict[str, Any] = {
            "bits": BITS, "where": where, "max_files": MEASURED, "seed": self.options.seed,
        }  # fmt: skip
        command = line("measure", (self.space, self.notes), **how)

        def work() -> Findings:
            made = measure_space(self.space, self.notes, command=command, job=self.job, **how)
            space = open_space(self.space)
            pitches = pitch_errors(space, self._tested(), self.options.command)
            return Findings([*made.results, *pitches], made.notes)

        self.notebook.step("measure", "Measuring", {**how, **self._trained}, work)

    def hear(self) -> None:
        """A few held-out notes, in and out."""

        def work() -> Findings:
            space, shown = open_space(self.space), []
            files = self._tested()
            spread = np.linspace(0, len(files) - 1, min(HEARD, len(files)))
            for number, at in enumerate(spread):
                audio, rate = read(files[round(at)])
                sound = space.decode(space.encode(audio, rate))[:, space.delay_samples :]
                names = (f"sounds/{number}-source.wav", f"sounds/{number}-voice.wav")
                (self.out / "sounds").mkdir(exist_ok=True)
                write_wav(self.out / names[0], audio, rate)
                write_wav(self.out / names[1], sound, space.sample_rate)
                shown.append(
                    {"name": files[round(at)].stem, "source": names[0], "sound": names[1]}
                )
            return Findings(kept={"shown": shown})

        self.notebook.step("hear", "Hearing held-out notes", self._trained, work)

    def write(self) -> Path:
        """report.html and results.json, from what the steps have kept."""
        results, pages = self.notebook.results, self.notebook.pages
        space = open_space(self.space)
        made = Report("How near does a voice of a few numbers a frame come?", _lead(space))
        made.command(self.options.command)
        for page in ("notes", "train", "measure"):
            made.bullets(pages[page].notes)
        held = "sounds" if self.options.small else "held-out notes"
        made.heading(f"Reconstruction of {held}")
        made.table(reconstruction.rows(results), reconstruction.EXPLAINED)
        made.text(*(_said(result) for result in results if result.name.startswith("pitch_error")))
        made.heading("Sounds")
        for each in pages["hear"].kept["shown"]:
            source, sound = self.out / each["source"], self.out / each["sound"]
            made.figure(figures.spectrograms(source, sound), each["name"])
            made.sound(source, "Source").sound(sound, "Through the voice")
        made.heading("What the dims do")
        made.table([vars(dim) for dim in space.dims], "In order of their variance.")
        made.made_with(self.options.seed)
        seconds = self.notebook.seconds
        write_results(self.out / "results.json", results, seconds=seconds, seed=self.options.seed)
        return made.write(self.out / "report.html")

    @property
    def _key(self) -> dict[str, object]:
        return {"small": self.options.small, "seed": self.options.seed}

    @property
    def _trained(self) -> dict[str, object]:
        return {**self._key, "model": open_space(self.space).model_hash}

    def _tested(self) -> list[Path]:
        """Files that were held out; all of a small run, which holds none out by name."""
        import pandas as pd

        table = pd.read_csv(self.notes / "labels.csv")
        if "split" in table:
            table = table[table["split"] == "test"]
        return [self.notes / name for name in sorted(table["file"])]


def _lead(space: Any) -> str:
    rate = space.sample_rate / space.hop
    return (
        f"{len(space.dims)} numbers, {rate:.1f} times a second; "
        f"{space.delay_samples / space.sample_rate * 1e3:.1f} ms of delay beside the block."
    )


def _said(result: Result) -> str:
    return f"{result.name.replace('_', ' ')}: {reconstruction.cell(result)} {result.unit}."
