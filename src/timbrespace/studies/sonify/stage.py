"""What is there before anything is heard: data and their spaces, voices and where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timbrespace.jobs import Job
from timbrespace.reports.results import Result
from timbrespace.sonify.folder import HOME, Folder
from timbrespace.studies import Options
from timbrespace.studies.commands import line
from timbrespace.studies.notebook import Findings
from timbrespace.studies.sonify.casting import Role, cast_voices
from timbrespace.studies.sonify.places import Source, sources_of, speech_of
from timbrespace.studies.sonify.sizes import DataCast, Sizes
from timbrespace.studies.sonify.sounding import chosen
from timbrespace.studies.walk import Walk

if TYPE_CHECKING:
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.data.base import DataSpace
    from timbrespace.spaces.data.items import DataItems
    from timbrespace.spaces.voice import Voice


class Stage(Walk):
    """The first steps of the study; what they found is kept by name.

    Args:
        options: Data, voice, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, sizes: Sizes, job: Job | None = None) -> None:
        super().__init__(options, job)
        self.sizes = sizes
        self.casts: list[DataCast] = []
        self.roles: list[Role] = []
        self.spaces: dict[str, DataSpace] = {}
        self.items: dict[str, DataItems] = {}
        self.voices: dict[str, Voice] = {}

    # 1. Data, and spaces of it that never see a label.

    def gather(self) -> list[Source]:
        """The kinds of data that there are: a trained space, data to train one on, code's own."""
        sources: list[Source] = []

        def work() -> Findings:
            asked = self.options
            found, notes = sources_of(
                self.sizes.data, asked.data, self.out, self.seed, asked.label
            )
            sources.extend(found)
            made = [s.cast.title for s in sources if s.synthetic]
            said = (
                f"No data were given (--data FOLDER): {' and '.join(made)}. Nothing here is about "
                "genes or people."
            )
            return Findings([Result("kinds_of_data", {}, len(sources), better="")],
                            [*notes, *[said] * bool(made)], done=False)  # fmt: skip

        # Looked for every time: it takes no time, and what was missing may have come.
        self.notebook.step("data", "Looking for data", {}, work)
        self.casts = [source.cast for source in sources]
        return sources

    def train(self, source: Source) -> None:
        """The space of one kind of data."""
        from timbrespace.spaces.data.opening import open_data

        cast = source.cast
        out = source.place if source.trained else self.out / "spaces" / f"{cast.name}.space"
        how: dict[str, Any] = {**cast.train, "seed": self.seed}
        told = {k: v for k, v in how.items() if k != "changes"}
        # How a space was trained that is taken as it is, is not known here.
        trains = line("train", (cast.kind, source.place), out=out, **told)
        command = "" if source.trained else trains

        def work() -> Findings:
            notes: list[str] = []
            if not source.trained:
                from timbrespace.api.training import train

                made = train(cast.kind, source.place, out, measure=False, job=self.job, **how)
                notes = list(made.notes)
            items = open_data(out).items()
            parts = items.table["part"].value_counts().to_dict() if "part" in items.table else {}
            counts = [
                Result("items", {"data": cast.name, "part": str(part)}, int(n), better="",
                       command=command)
                for part, n in parts.items()
            ]  # fmt: skip
            return Findings(counts, notes, {"place": str(out)})

        made_from = {"place": str(source.place), "trained": source.trained}
        if not source.trained:
            made_from["how"] = repr(how)
        self.notebook.step(
            f"space-{cast.name}", f"A space of {cast.title}", made_from, work, (out,)
        )
        self.spaces[cast.name] = space = open_data(out)
        self.items[cast.name] = chosen(space.items(), cast.label, cast.n_items, self.seed)

    # 2. Voices, and where they are at home.

    def cast(self) -> None:
        """The voices; those that can't be had are named with the reason."""
        from timbrespace.api.voices import open_voice

        def work() -> Findings:
            self.roles = cast_voices(self.options, self.sizes, self.job)
            n = sum(bool(role.place) for role in self.roles)
            notes = [role.said for role in self.roles if role.said]
            return Findings([Result("voices", {}, n, better="")], notes, done=False)

        self.notebook.step("voices", "Opening voices", {}, work)
        self.roles = [role for role in self.roles if role.place]
        for role in self.roles:
            self.voices[role.cast.name] = open_voice(role.place)
            self._find_home(role)

    def _find_home(self, role: Role) -> None:
        voice, folder = self.voices[role.cast.name], self._home_folder(role)

        def work() -> Findings:
            from timbrespace.sonify.posterior import posterior_of

            sounds = None if voice.usual() is not None else speech_of(self.options.data)
            home = posterior_of(
                voice, sounds, seed=self.seed, n_held=role.cast.n_held, job=self.job
            )
            folder.path.mkdir(parents=True, exist_ok=True)
            folder.keep(HOME, {"frames": home.frames})
            return Findings(kept={"said": home.said})

        made_from = {"voice": voice.model_hash, "n": role.cast.n_held, "seed": self.seed}
        self.notebook.step(
            f"home-{role.cast.name}", f"Where {role.cast.title} is at home", made_from, work,
            (folder.path / HOME,),
        )  # fmt: skip

    def home_of(self, role: Role) -> Posterior:
        """Where a voice is at home, as it was found."""
        from safetensors.numpy import load_file

        from timbrespace.sonify.posterior import Posterior

        frames = load_file(self._home_folder(role).path / HOME)["frames"]
        return Posterior(frames, str(self.notebook.kept(f"home-{role.cast.name}")["said"]))

    def titles(self) -> tuple[dict[str, str], dict[str, str]]:
        """Titles of the data and of the voices that were heard, by name."""
        data = {cast.name: cast.title for cast in self.casts}
        return data, {role.cast.name: role.cast.title for role in self.roles}

    def _home_folder(self, role: Role) -> Folder:
        return Folder(self.out / "voices" / f"home-{role.cast.name}")
