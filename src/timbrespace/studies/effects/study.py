"""Can an effect's style be heard, mapped and copied?

The question is that of a master's project at Glasgow (K. Grant): a spectrogram VAE of effected
sounds, a siamese matcher over the settings of an effect, and a map of settings that plays.
Declared before anything is heard: what is learned from and what is measured on share no group;
PCA is fitted on training sounds alone; every row of the matcher, doing nothing among them, is
scored on the same items; a matcher is worth something where its interval against doing nothing is
clear of zero, and the aim is three tenths of the distance.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.api.training import train
from timbrespace.effects.catalogue import ids, own
from timbrespace.effects.opening import open_effect
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.reports.results import Result, write_results
from timbrespace.reports.style import as_svg
from timbrespace.spaces.base import DecodingSpace
from timbrespace.spaces.trained.opening import open_space
from timbrespace.spaces.yamnet.space import YamNet
from timbrespace.spaces.yamnet.weights import cached
from timbrespace.studies import Options, weights
from timbrespace.studies.commands import line
from timbrespace.studies.effects import closeness, hearing, matching, page, space, twins
from timbrespace.studies.effects.matching_items import Item
from timbrespace.studies.effects.matching_rows import Table
from timbrespace.studies.effects.sizes import FULL, SMALL, Sizes
from timbrespace.studies.effects.sounds import Parted, part
from timbrespace.studies.effects.space_page import figures_of
from timbrespace.studies.notebook import Findings
from timbrespace.studies.walk import Walk

if TYPE_CHECKING:
    from timbrespace.matching.learning.fit import Ground

#: Raise it when a step comes to mean something else: what was kept is then measured again.
EDITION = 2
#: The embedding that ships.
STYLE = "effects:style"


def run(options: Options, job: Job | None = None, sizes: Sizes | None = None) -> Path:
    """Run the study, or what is left of it.

    Args:
        options: Data, folder, seed.
        job: Shows progress; can be stopped.
        sizes: How large; default: as ``options.small`` says.

    Returns:
        The path of report.html; listening.html lies beside it.
    """
    study = Effects(options, sizes or (SMALL if options.small else FULL), job)
    sounds = study.gather()
    study.train(sounds)
    study.read(sounds)
    for effect in study.matched:
        study.match(effect, sounds)
    for effect in study.near:
        study.compare(effect, sounds)
    for effect in study.matched:
        study.play(effect)
    study.hear(sounds)
    return study.write()


class Effects(Walk):
    """The steps of the study; each is done once and kept.

    Args:
        options: Data, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, sizes: Sizes, job: Job | None = None) -> None:
        super().__init__(options, job)
        self.sizes = sizes
        self.vae = self.out / "vae.space"
        self.figures = self.out / "figures"
        #: Ids of all effects that are matched, ours first.
        self.matched = [*(sizes.effects or ids()), *sizes.plugins]
        #: Of these, ids of ours that are held against the real ones.
        self.near = [each for each in self.matched if each in closeness.SUITE and sizes.n_near]
        self._pools = self.out / "pools"
        self._items: list[Item] | None = None
        self._ground: Ground | None = None

    # 1. Sounds, in two parts that share no group.

    def gather(self) -> Parted:
        """The user's sounds, else struck and rubbed bodies made by code."""
        found: list[Parted] = []
        data = self.options.data

        def work() -> Findings:
            # Renderings of other sounds than these.
            shutil.rmtree(self._pools, ignore_errors=True)
            found.append(part(data or self._made(), self.out / "sounds", self.seed, self.job))
            counts = [
                Result("sounds", {"part": folder.name}, sum(1 for _ in folder.rglob("*.*")) - 1,
                       better="")
                for folder in (found[0].learned, found[0].measured)
            ]  # fmt: skip
            said = (
                [] if data else ["No sounds were given (--data FOLDER): these are made by code."]
            )
            return Findings(counts, said, {"collection": bool(found[0].collection)})

        folders = (self.out / "sounds" / "learned", self.out / "sounds" / "measured")
        step = self.notebook.step("sounds", "Parting sounds", self._made_from(), work, folders)
        return found[0] if found else Parted(*folders, data if step.kept["collection"] else None)

    def _made(self) -> Path:
        from timbrespace.corpus.synth.folder import write_corpus

        folder = self.out / "sounds-made"
        write_corpus(folder, per_cell=8, seed=self.seed, job=self.job)
        return folder

    # 2. Spaces: one that is trained here, and the embedding that ships.

    def train(self, sounds: Parted) -> None:
        """A spectrogram VAE of effected sounds."""
        how: dict[str, Any] = {**self.sizes.vae, "seed": self.seed}
        told = {k: v for k, v in how.items() if k != "changes"}
        command = line("train", ("effects", sounds.learned), out=self.vae, **told)

        def work() -> Findings:
            made = train(
                "effects", sounds.learned, self.vae, group="group", measure=False, job=self.job,
                **how,
            )  # fmt: skip
            found = [
                Result(f"training_{name}", {"space": "vae"}, float(made.metrics[name]), better="",
                       command=command)
                for name in ("epochs", "steps", "seconds") if name in made.metrics
            ]  # fmt: skip
            return Findings(found, list(made.notes))

        self.notebook.step(
            "train",
            "Training a VAE of effected sounds",
            self._made_from(how=repr(how)),
            work,
            (self.vae,),
        )

    def read(self, sounds: Parted) -> None:
        """Effects, settings and styles read from spaces, on sounds that they never heard."""
        spaces = self._spaces()
        size = self.sizes
        hashes = {name: str(getattr(each, "model_hash", "")) for name, each in spaces.items()}

        def work() -> Findings:
            clips = space.clips_of(_scanned(sounds.measured), "corpus")
            made = space.measure(
                clips, spaces, space.asking(size.asked), n_each=size.n_each, n_pairs=size.n_pairs,
                yamnet=self._yamnet(), seed=self.seed, command=self.options.command, job=self.job,
            )  # fmt: skip
            drawn = figures_of(made, spaces, clips[0], n_each=size.n_drawn, seed=self.seed)
            self.figures.mkdir(exist_ok=True)
            kept = []
            for number, (title, figure) in enumerate(drawn.items()):
                file = self.figures / f"space-{number + 1}.svg"
                file.write_bytes(as_svg(figure))
                kept.append({"title": title, "file": file.name})
            return Findings(list(made.results), list(made.notes), {"figures": kept})

        made_from = self._made_from(
            spaces=hashes, each=[size.n_each, size.n_pairs], drawn=size.n_drawn
        )
        self.notebook.step(
            "space", "Reading effects from spaces", made_from, work, (self.figures,)
        )

    # 3. The matcher, beside everything that it has to beat.

    def match(self, name: str, sounds: Parted) -> None:
        """One effect: every row on the same items."""

        def work() -> Findings:
            try:
                effect = open_effect(name)
            except TimbrespaceError as error:
                # Asked again next time: it may have been installed.
                return Findings([], [f"{name} was not matched. {error}"], done=False)
            sizes = self.sizes.matching
            table = self._table(name, sounds) if sizes.n_table else None
            made = matching.measure_matching(
                effect, self._matched_items(sounds), sizes, table=table, seed=self.seed,
                job=self.job,
            )  # fmt: skip
            found = matching.records(made, self.options.command, self.seed)
            return Findings(found, [], {"plain": dict(matching.as_plain(made))})

        made_from = self._made_from(sizes=repr(self.sizes.matching))
        self.notebook.step(f"match-{_plain(name)}", f"Matching {name}", made_from, work)

    def _table(self, name: str, sounds: Parted) -> Table:
        if self._ground is None:
            self._ground = self._made_ground(sounds)
        n_rows = self.sizes.matching.n_table
        return matching.lookup(open_effect(name), self._ground, n_rows, self.job)

    def _made_ground(self, sounds: Parted) -> Ground:
        """Clean scenes that the tables of all effects are made of; what is rendered is kept."""
        from timbrespace.matching.learning.fit import RATE_HZ, Effort, Ground
        from timbrespace.matching.learning.scenes import read_clips

        effort = Effort(self.sizes.n_scenes, max(10, self.sizes.n_scenes // 20))
        self._pools.mkdir(exist_ok=True)
        clips = read_clips(sounds.files(), RATE_HZ)
        return Ground(clips, effort, self._pools, self.seed, self.job)

    def _matched_items(self, sounds: Parted) -> list[Item]:
        """The same for all effects, so they are read once."""
        if self._items is None:
            self._items = sounds.items(self.sizes.matching.n_items, self.seed)
        return self._items

    # 4. Ours, beside what they were measured on.

    def compare(self, name: str, sounds: Parted) -> None:
        """One effect of ours beside the real one: same sounds, same settings."""

        def work() -> Findings:
            try:
                real = open_effect(closeness.real_place(name))
            except TimbrespaceError as error:
                said = f"Our {name} was not compared with the real one. {error}"
                return Findings([], [said], done=False)
            items = sounds.items(3, self.seed)
            dry = np.stack([item.dry for item in items])
            distances = closeness.compared(
                own(name), real, dry, self.sizes.n_near, self.seed, self.job
            )[1]
            groups = [item.group for item in items]
            return Findings(closeness.records(name, distances, groups, self.options.command))

        made_from = self._made_from(settings=self.sizes.n_near)
        self.notebook.step(f"near-{name}", f"Comparing {name} with the real one", made_from, work)

    # 5. What plays, beside what is differentiated.

    def play(self, name: str) -> None:
        """One effect: how closely what plays follows, and how fast it is here and now."""

        def work() -> Findings:
            try:
                effect = open_effect(name)
                return Findings(twins.records(name, effect, self.seed, self.options.command))
            except TimbrespaceError as error:
                return Findings([], [f"{name} was not played. {error}"], done=False)

        self.notebook.step(f"play-{_plain(name)}", f"Playing {name}", self._made_from(), work)

    # 6. Ears.

    def hear(self, sounds: Parted) -> None:
        """A listening test that anyone can run, and its sounds in the report."""

        def work() -> Findings:
            items = sounds.items(1, self.seed)
            effects = [open_effect(name) for name in self.sizes.heard]
            budget = self.sizes.matching.n_renders
            trials = hearing.trials(effects, items, budget, self.seed, self.job)
            hearing.write_test(self.out / "listening.html", trials, self.seed)
            shown = hearing.write_sounds(self.out / "sounds-heard", trials)
            return Findings([Result("trials", {}, len(trials), better="")], [], {"shown": shown})

        made_from = self._made_from(heard=list(self.sizes.heard))
        self.notebook.step(
            "hear", "A listening test", made_from, work, (self.out / "listening.html",)
        )

    def write(self) -> Path:
        """report.html and results.json, from what the steps have kept."""
        made, results, notes = page.report(self)
        seconds = self.notebook.seconds
        write_results(
            self.out / "results.json", results, seconds=seconds, seed=self.seed, notes=notes
        )
        return made.write(self.out / "report.html")

    def _made_from(self, **more: object) -> dict[str, object]:
        """What every step depends on, and what one does besides."""
        data = None if self.options.data is None else str(self.options.data)
        return {"edition": EDITION, "data": data, "seed": self.seed, **more}

    def _yamnet(self) -> YamNet | None:
        """The baseline; a small run takes it only where its weights are at hand."""
        name = weights.at_hand()
        return None if self.options.small and not cached(name) else YamNet.open(name, "embedding")

    def _spaces(self) -> dict[str, DecodingSpace]:
        return {"style": open_space(STYLE), "VAE": open_space(self.vae)}


def _scanned(folder: Path) -> Any:
    from timbrespace.corpus import scan

    return scan(folder, group="group")


def _plain(name: str) -> str:
    from timbrespace.atlas.latents import slug

    return slug(name)
