"""Can data that was never sound be told apart by ear?

The question is that of a master's project (gene expression and motion capture, two VAEs, a
WaveNet) whose coupling was never built. Declared before anything is heard: two kinds of data, two
voices, three to six couplings; that labels are shown to nothing but the probe; that verdicts are
about the Gaussian coupling and one ear, on held-out items where there are enough, beside chance,
permuted labels, the data's own latents, and a random projection in the coupling's place.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.reports.results import Result, write_results
from timbrespace.sonify.folder import Folder
from timbrespace.spaces.yamnet.space import YamNet
from timbrespace.spaces.yamnet.weights import cached
from timbrespace.studies import Options, weights
from timbrespace.studies.commands import line
from timbrespace.studies.notebook import Findings
from timbrespace.studies.sonify import hearing, page
from timbrespace.studies.sonify.casting import Role
from timbrespace.studies.sonify.measuring import Evidence, measure
from timbrespace.studies.sonify.places import Source, check
from timbrespace.studies.sonify.sizes import FULL, MAIN, SMALL, DataCast, Sizes
from timbrespace.studies.sonify.sounding import Sounding, folder_of, sent_of
from timbrespace.studies.sonify.stage import Stage

if TYPE_CHECKING:
    from timbrespace.listening.abx import AbxTrial
    from timbrespace.sonify.coupling import How
    from timbrespace.sonify.evidence import Ear
    from timbrespace.sonify.folder import Line
    from timbrespace.spaces.data.items import DataItems


def run(options: Options, job: Job | None = None, sizes: Sizes | None = None) -> Path:
    """Run the study, or what is left of it.

    Args:
        options: Folder, seed, and the data: a collection with ``genes/``, ``mocap/`` and
            ``speech/``, or with trained spaces (``genes.space``): what it lacks is left out, and
            said; without any, code makes data.
            ``voice`` is a trained voice of speech. ``label`` is what should be heard.
        job: Shows progress; can be stopped.
        sizes: How large; default: as ``options.small`` says.

    Returns:
        The path of report.html; listening.html lies beside it.

    Raises:
        TimbrespaceError: The collection is not there, or holds nothing to make heard, or nothing
            with a label.
        Cancelled: The job was asked to stop.
    """
    sizes = sizes or (SMALL if options.small else FULL)
    # Before the study has a folder: none is left by a name that was mistyped.
    check(sizes.data, options.data, options.label)
    study = Sonify(options, sizes, job)
    sources = study.gather()
    for source in sources:
        study.train(source)
    study.cast()
    for source in sources:
        for role in study.roles:
            study.sound(source.cast, role)
            study.weigh(source.cast, role)
    study.listen()
    study.map(sources)
    study.answers()
    return study.write()


class Sonify(Stage):
    """The steps of the study; each is done once and kept.

    Args:
        options: Data, voice, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    # 3. Sounds, by every coupling, and what ears say of them.

    def sound(self, cast: DataCast, role: Role) -> None:
        """The items' sounds by one voice, coupling after coupling."""
        for how in role.cast.hows:
            self._sound(cast, role, how)

    def _sound(self, cast: DataCast, role: Role, how: How) -> None:
        sounding, folder = self._sounding(cast, role), self._folder(cast, role, how)

        def work() -> Findings:
            try:
                lines = sounding.write(folder, how, self.job)
            except TimbrespaceError as error:
                # A surrogate or an optional part is missing: it may come.
                return Findings([], [f"{how} was not heard. {error}"], done=False)
            hearing.listen(folder, lines, sounding.voice, self.ears, self.job)
            silent = sum(each.loudness_lufs is None for each in lines)
            where = {"data": cast.name, "voice": role.cast.name, "how": how}
            return Findings(
                [Result("silent_sounds", where, silent, better="lower", n_items=len(lines))]
            )

        said = f"{cast.title.capitalize()} by {role.cast.title}, {how}"
        self.notebook.step(f"sound-{cast.name}-{role.cast.name}-{how}", said,
                           self._made_from(cast, role, how=how), work,
                           (folder.path / hearing.FILE,))  # fmt: skip

    def _sounding(self, cast: DataCast, role: Role) -> Sounding:
        name = cast.name
        return Sounding(
            self.spaces[name], self.items[name], self.voices[role.cast.name],
            self.home_of(role), role.cast.seconds[name], self.seed,
        )  # fmt: skip

    @cached_property
    def ears(self) -> dict[str, Ear]:
        """The ears of this run; a small one takes YAMNet only where its weights are at hand."""
        name = weights.at_hand()
        quiet = self.options.small and not cached(name)
        return hearing.ears_of(None if quiet else YamNet.open(name, "embedding", job=self.job))

    # 4. Evidence.

    def weigh(self, cast: DataCast, role: Role) -> None:
        """What can be told from the sounds of one voice, by every coupling that was heard."""
        hows = [how for how in role.cast.hows if self._was_heard(cast, role, how)]
        name = f"{cast.name}-{role.cast.name}"

        def work() -> Findings:
            evidence = self._evidence(cast, role, hows)
            found, kept = measure(evidence, self.job)
            return Findings(found, kept["left_out"], kept)

        if hows:
            self.notebook.step(
                f"evidence-{name}", f"What is told of {cast.title} by {role.cast.title}",
                self._made_from(cast, role, hows=hows, n=self.sizes.n_permutations), work,
            )  # fmt: skip

    def _evidence(self, cast: DataCast, role: Role, hows: list[How]) -> Evidence:
        folders = {str(how): self._folder(cast, role, how) for how in hows}
        returned = {how: hearing.returned_of(folder) for how, folder in folders.items()}
        return Evidence(
            cast.name, role.cast.name, cast.label, self.items[cast.name],
            heard={how: hearing.heard_of(folder) for how, folder in folders.items()},
            sent={how: sent_of(folder) for how, folder in folders.items()},
            returned={how: runs for how, runs in returned.items() if runs is not None},
            n_permutations=self.sizes.n_permutations, seed=self.seed,
            command=self.options.command,
        )  # fmt: skip

    # 5. Real ears, and the map that plays.

    def listen(self) -> None:
        """An ABX test that anyone can run, and the sounds of the report."""
        trials: list[AbxTrial] = []

        def work() -> Findings:
            from timbrespace.listening.abx import write_abx

            shown: dict[str, Any] = {}
            for cast, role in self._played():
                folder, items = self._folder(cast, role, MAIN), self.items[cast.name]
                lines = self._lines(folder, items)
                trials.extend(hearing.abx_trials(
                    folder, lines, items, cast.label, self.sizes.n_pairs,
                    f"{cast.title} by {role.cast.title}", self.seed,
                ))  # fmt: skip
                shown[f"{cast.name}-{role.cast.name}"] = [
                    {"label": label, "sound": str((folder.sounds / lines[i].path)
                                                  .relative_to(self.out))}
                    for label, i in hearing.shown_of(items, cast.label, self.sizes.n_shown)
                ]  # fmt: skip
            write_abx(self.out / page.LISTEN, trials, title="Data made heard", seed=self.seed,
                      question="A and B are of two kinds. Of which kind is X?")  # fmt: skip
            return Findings([Result("trials", {}, len(trials), better="")], kept=shown)

        made_from = {
            "pairs": self.sizes.n_pairs,
            "of": [
                self._made_from(cast, role, titles=[cast.title, role.cast.title])
                for cast, role in self._played()
            ],
        }
        if self._played():
            self.notebook.step(
                "listen", "A listening test", made_from, work, (self.out / page.LISTEN,)
            )

    def map(self, sources: list[Source]) -> None:
        """The data's own map, which plays the data's sounds: all items, with the first voice."""
        if not self.roles:
            return
        role = self.roles[0]
        for source in sources:
            if source.cast.name in self.sizes.mapped:
                self._map(source.cast, role)

    def _map(self, cast: DataCast, role: Role) -> None:
        out = self.out / f"{cast.name}-{role.cast.name}"
        space = Path(self.notebook.kept(f"space-{cast.name}")["place"])
        seconds, sounding = role.cast.seconds[cast.name], self._sounding(cast, role)

        def work() -> Findings:
            from timbrespace.api.sonifying import sonify

            made = sonify(
                space, role.place, out, how=MAIN, seconds=seconds, order=cast.label,
                methods=self.sizes.layouts, again=sounding.is_of_another(Folder(out)),
                seed=self.seed, job=self.job,
            )  # fmt: skip
            command = line("sonify", space, voice=role.place, out=out, how=MAIN, seconds=seconds,
                           order=cast.label, seed=self.seed)  # fmt: skip
            where = {"data": cast.name, "voice": role.cast.name}
            counted = Result("mapped", where, len(made.items), better="", command=command)
            return Findings([counted], made.notes)

        self.notebook.step(f"map-{cast.name}", f"A map of {cast.title} that plays",
                           self._made_from(cast, role, seconds=seconds), work, (out,))  # fmt: skip

    def answers(self) -> None:
        """What listeners have told apart, where somebody has put their files into answers/."""

        def work() -> Findings:
            results, notes = hearing.answered(self.out, self.options.command)
            return Findings(results, notes, done=False)

        self.notebook.step("answers", "Reading listeners' answers", {}, work)

    def write(self) -> Path:
        """report.html and results.json, from what the steps have kept."""
        made, results, notes = page.report(self)
        seconds = self.notebook.seconds
        write_results(
            self.out / "results.json", results, seconds=seconds, seed=self.seed, notes=notes
        )
        return made.write(self.out / "report.html")

    def first_ear(self) -> str:
        """The ear that verdicts go by."""
        return next(iter(self.ears))

    def _played(self) -> list[tuple[DataCast, Role]]:
        return [
            (cast, role)
            for cast in self.casts
            for role in self.roles
            if MAIN in role.cast.hows and self._was_heard(cast, role, MAIN)
        ]

    def _was_heard(self, cast: DataCast, role: Role, how: str) -> bool:
        return self.notebook.pages[f"sound-{cast.name}-{role.cast.name}-{how}"].done

    def _folder(self, cast: DataCast, role: Role, how: str) -> Folder:
        return folder_of(self.out, cast.name, role.cast.name, how)

    def _lines(self, folder: Folder, items: DataItems) -> list[Line]:
        finished = folder.finished()
        return [finished[item] for item in items.table["id"].astype(str)]

    def _made_from(self, cast: DataCast, role: Role, **more: object) -> dict[str, object]:
        """All that the sounds of one kind of data by one voice depend on."""
        return {
            "space": self.spaces[cast.name].model_hash, "n": len(self.items[cast.name]),
            "label": cast.label,
            "voice": self.voices[role.cast.name].model_hash, "held": role.cast.n_held,
            "seconds": role.cast.seconds[cast.name], "seed": self.seed,
            "ears": list(self.ears), **more,
        }  # fmt: skip
