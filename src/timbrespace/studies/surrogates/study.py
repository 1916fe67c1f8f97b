"""Can a pretrained generator be played by timbre words, and the words carried to the next?

What has been published of this (a surrogate between the latents of RAVE and descriptors) gives no
figures. Declared before anything is decoded: three voices of different kinds, a stream VAE, a
codec and a vocoder behind a PCA; twelve descriptors; that what counts is the closed loop (ask,
decode, measure), beside looking up neighbours, a linear inverse and a random latent; and that
words have to be carried with fewer decodes than learning anew takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.audio.write import write_wav
from timbrespace.jobs import Job
from timbrespace.reports.results import Result, write_results
from timbrespace.studies import Options
from timbrespace.studies.commands import line
from timbrespace.studies.notebook import Findings
from timbrespace.studies.surrogates import page
from timbrespace.studies.surrogates.casting import Role, cast_voices
from timbrespace.studies.surrogates.sizes import CARRIED, FULL, HEARD, SMALL, Sizes
from timbrespace.studies.walk import Walk

if TYPE_CHECKING:
    from timbrespace.surrogates.base import Surrogate
    from timbrespace.surrogates.evaluation import Evaluation

#: Places of a slider that are heard, and seconds of each.
PLACES, PLACE_S = 5, 1.2


def run(options: Options, job: Job | None = None, sizes: Sizes | None = None) -> Path:
    """Run the study, or what is left of it.

    Args:
        options: Data, folder, seed. The data are sounds that stand for all that voices may be
            asked for; without any, sounds made by code take their place.
        job: Shows progress; can be stopped.
        sizes: How large; default: as ``options.small`` says.

    Returns:
        The path of report.html.
    """
    study = Surrogates(options, sizes or (SMALL if options.small else FULL), job)
    sounds = study.gather()
    roles = [role for role in study.cast(sounds) if not role.missing]
    for role in roles:
        study.learn(role, sounds)
        study.explain(role)
        study.hear(role)
    for old in roles:
        for new in roles:
            if old is not new:
                study.carry(old, new, sounds)
    return study.write(roles)


class Surrogates(Walk):
    """The steps of the study; each is done once and kept.

    Args:
        options: Data, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, sizes: Sizes, job: Job | None = None) -> None:
        super().__init__(options, job)
        self.sizes = sizes

    # 1. Sounds that say where a voice is at home, and the voices.

    def gather(self) -> Path:
        """The user's sounds, else struck and rubbed bodies made by code."""
        if self.options.data is not None:
            return self.options.data
        folder = self.out / "sounds-made"

        def work() -> Findings:
            from timbrespace.corpus.synth.folder import write_corpus

            corpus = write_corpus(folder, per_cell=4, seed=self.seed, job=self.job)
            return Findings([Result("sounds", {}, len(corpus.items), better="")],
                            ["No sounds were given (--data FOLDER): those that say where voices "
                             "are at home are made by code."])  # fmt: skip

        self.notebook.step("sounds", "Making sounds", {"seed": self.seed}, work,
                           needs=(folder / "labels.csv",))  # fmt: skip
        return folder

    def cast(self, sounds: Path) -> list[Role]:
        """The voices; those that can't be had are named with the reason."""
        roles: list[Role] = []

        def work() -> Findings:
            roles[:] = cast_voices(self.sizes, sounds, self.out, self.seed, self.job)
            missing = [role for role in roles if role.missing]
            return Findings(
                [Result("voices", {}, len(roles) - len(missing), better="")],
                [f"{role.cast.title} is not in this run. {role.missing}" for role in missing],
                {"places": {role.cast.name: role.place for role in roles}},
                # Asked again next time: what was missing may have come.
                done=False,
            )

        self.notebook.step("voices", "Opening voices", {}, work)
        return roles

    # 2. The surrogate of each voice: learned, and judged by what comes when it is asked.

    def learn(self, role: Role, sounds: Path) -> None:
        """Draw, hold, decode, describe, learn both ways, ask and measure."""
        cast = role.cast
        how: dict[str, Any] = {
            "n_points": cast.n_points, "hold_s": cast.hold_s, "warm_up_s": cast.warm_up_s,
            "sounds": None if self._brings_frames(role) else sounds, "seed": self.seed,
            **({"words": self.sizes.words} if self.sizes.words else {}),
        }  # fmt: skip
        said = {**how, "points": cast.n_points, "n_points": None,
                "words": ",".join(how.get("words", ())) or None}  # fmt: skip
        command = line("surrogate", role.place, **said)

        def work() -> Findings:
            from timbrespace.api.surrogating import learn_surrogate
            from timbrespace.reports.surrogate import results, write
            from timbrespace.surrogates.evaluation import Effort

            effort = Effort(cast.n_requests, cast.n_reach, cast.n_starts)
            made = learn_surrogate(
                role.place, out=self.folder_of(role), effort=effort, n_steps=self.sizes.n_steps,
                job=self.job, **how,
            )  # fmt: skip
            found = made.evaluation
            write(found, made.folder, seconds=0.0, seed=self.seed, notes=made.notes,
                  command=command)  # fmt: skip
            records = [_named(result, role) for result in results(found, command)]
            return Findings(records, made.notes, _kept(found))

        self.notebook.step(
            f"learn-{cast.name}", f"Learning {cast.title}", work=work,
            made_from={**how, "voice": self._hash_of(role), "steps": self.sizes.n_steps,
                       "effort": (cast.n_requests, cast.n_reach, cast.n_starts)},
            needs=(self.folder_of(role) / "config.toml",),
        )  # fmt: skip

    # 3. What the dims of each voice do.

    def explain(self, role: Role) -> None:
        """Importance of each dim for each word, and what the dims are called after."""

        def work() -> Findings:
            from timbrespace.api.explaining import explain
            from timbrespace.surrogates.explain.records import of_importance

            surrogate = self.surrogate_of(role)
            told = explain(surrogate, self._points_of(role), floor=self.sizes.floor,
                           seed=self.seed, job=self.job)  # fmt: skip
            command = line("explain", role.place)
            records = [
                _named(result, role)
                for result in of_importance(told.importance, surrogate.voice, command)
            ]
            names = [{"dim": n.dim, "called": n.title()} for n in told.names]
            return Findings(records, told.notes, {"names": names})

        self._learned_step(f"explain-{role.cast.name}", f"Explaining {role.cast.title}", work,
                           role, floor=self.sizes.floor)  # fmt: skip

    # 4. Sliders as they sound.

    def hear(self, role: Role) -> None:
        """Each slider of the report from one end to the other, from the middle of the voice."""

        def work() -> Findings:
            from timbrespace.api.voices import open_voice

            voice, surrogate = open_voice(role.place), self.surrogate_of(role)
            start = np.asarray(surrogate.usual, np.float64).mean(axis=0)
            shown = []
            for word in surrogate.words:
                if word.name not in HEARD or word.problem:
                    continue
                latents, at = [], start
                for value in np.linspace(word.low, word.high, PLACES):
                    at = surrogate.invert({word.name: float(value)}, at).latent
                    latents.append(np.asarray(at, np.float32))
                held = round(PLACE_S * voice.sample_rate / voice.hop)
                sound = voice.open_player().push(np.repeat(np.stack(latents), held, axis=0))
                path = self.out / "sounds" / f"{role.cast.name}-{word.name}.wav"
                path.parent.mkdir(exist_ok=True)
                write_wav(path, sound, voice.sample_rate)
                shown.append({"word": word.title, "sound": str(path.relative_to(self.out))})
            return Findings(kept={"shown": shown})

        self._learned_step(f"hear-{role.cast.name}", f"Hearing {role.cast.title}", work, role)

    # 5. Words that were learned on one voice, on another.

    def carry(self, old: Role, new: Role, sounds: Path) -> None:
        """Closed-loop error on the new voice by how much of it was decoded."""
        words = self._shared_words(old, new)

        def work() -> Findings:
            from timbrespace.api.transferring import common_moments, transfer
            from timbrespace.api.voices import hears, open_voice
            from timbrespace.surrogates.transfer import records

            if not words:
                return Findings(notes=[f"{old.cast.title} and {new.cast.title} share no words."])
            voices = open_voice(old.place), open_voice(new.place)
            pairs = None
            if all(hears(voice) for voice in voices):
                pairs = common_moments(*voices, sounds, seed=self.seed, job=self.job)
            made = transfer(
                self.surrogate_of(old), self._points_of(old), self._points_of(new), words=words,
                anchors=self.sizes.anchors, pairs=pairs, n_draws=self.sizes.n_draws,
                seed=self.seed, job=self.job,
            )  # fmt: skip
            command = line("transfer", (old.place, new.place), sounds=sounds, seed=self.seed)
            found = records.results(made.rows, old.cast.name, new.cast.name, made.words, command)
            said = records.sentences(made.rows, old.cast.title, new.cast.title)
            return Findings(found, kept={"said": said, "notes": made.notes})

        name = f"carry-{old.cast.name}-{new.cast.name}"
        self._learned_step(name, f"Carrying words from {old.cast.title} to {new.cast.title}",
                           work, new, old=self._learned(old), anchors=self.sizes.anchors,
                           words=words, draws=self.sizes.n_draws)  # fmt: skip

    # The report.

    def write(self, roles: list[Role]) -> Path:
        """report.html and results.json, from what the steps have kept."""
        made, results, notes = page.report(self, roles)
        write_results(
            self.out / "results.json", results, seconds=self.notebook.seconds, seed=self.seed,
            notes=notes,
        )  # fmt: skip
        return made.write(self.out / "report.html")

    def folder_of(self, role: Role) -> Path:
        """Where the surrogate of a voice is kept."""
        return self.out / "surrogates" / role.cast.name

    def surrogate_of(self, role: Role) -> Surrogate:
        """The learned surrogate of a voice."""
        from timbrespace.surrogates.opening import open_surrogate

        return open_surrogate(self.folder_of(role))

    def _points_of(self, role: Role) -> Any:
        from timbrespace.surrogates import storage
        from timbrespace.surrogates.points_file import read_points

        return read_points(self.folder_of(role) / storage.POINTS)

    def _shared_words(self, old: Role, new: Role) -> list[str]:
        """Promised words that have a slider on both voices."""
        held = [
            {word.name for word in self.surrogate_of(role).words if not word.problem}
            for role in (old, new)
        ]
        return [name for name in CARRIED if name in held[0] & held[1]]

    def _brings_frames(self, role: Role) -> bool:
        from timbrespace.api.voices import open_voice

        return open_voice(role.place).usual() is not None

    def _hash_of(self, role: Role) -> str:
        from timbrespace.api.voices import open_voice

        return open_voice(role.place).model_hash

    def _learned_step(self, name: str, title: str, work: Any, role: Role, **on: object) -> None:
        learned = {
            "voice": self._hash_of(role),
            "surrogate": self._learned(role),
            "seed": self.seed,
        }
        self.notebook.step(name, title, {**learned, **on}, work)

    def _learned(self, role: Role) -> str:
        """What the surrogate computes with, as a hash."""
        import hashlib

        weights = self.folder_of(role) / "weights.safetensors"
        return hashlib.sha256(weights.read_bytes()).hexdigest()


def _named(result: Result, role: Role) -> Result:
    """The same result; the voice is called as the study calls it."""
    return Result(**{**vars(result), "where": {**result.where, "voice": role.cast.name}})


def _kept(found: Evaluation) -> dict[str, Any]:
    """What the report draws beside numbers: requests and answers of the promised words."""
    loops = [
        {"word": loop.word, "wanted": loop.wanted.tolist(),
         "measured": [None if v != v else v for v in loop.measured.tolist()]}
        for loop in found.loops
        if loop.method == "gradient" and not loop.together
    ]  # fmt: skip
    words = [
        {"name": w.name, "title": w.title, "unit": w.unit, "low": w.low, "high": w.high,
         "problem": w.problem}
        for w in found.surrogate.words
    ]  # fmt: skip
    return {"loops": loops, "words": words, "n_points": len(found.points.latents)}
