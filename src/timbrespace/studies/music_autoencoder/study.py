"""How small can a latent get before the music, or its genre, is gone?

The question is that of a student project on GTZAN (Giorgi, Loza Montana and Curzio 2023):
waveform autoencoders of five sizes. Declared before any data are seen: the ladder as the original
had it, an improved model at the bit rate of its last rung, a spectrogram VAE; 8 bits a latent;
PCM, Opus, DCT, PCA and mel PCA at the same bits; tracks never straddle a split. Whatever does not
beat its baseline is said not to.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import timbrespace
from timbrespace.api import encode
from timbrespace.api.decoding import Decoder
from timbrespace.api.measuring import measure_space
from timbrespace.api.training import train
from timbrespace.audio.decode import read
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.factors.probing.question import Question, ask
from timbrespace.jobs import Job
from timbrespace.reports.results import Result, write_results
from timbrespace.spaces.base import DecodingSpace
from timbrespace.spaces.trained.opening import open_space
from timbrespace.studies import Options, weights
from timbrespace.studies.commands import line
from timbrespace.studies.music_autoencoder import making, page, pieces, reading
from timbrespace.studies.music_autoencoder.pieces import Pieces
from timbrespace.studies.music_autoencoder.reading import Clouds
from timbrespace.studies.music_autoencoder.sizes import (
    BITS,
    FULL,
    PUBLISHED_ON_SOUND,
    SMALL,
    Model,
    Sizes,
)
from timbrespace.studies.notebook import Findings
from timbrespace.studies.walk import Walk

#: What the latents have to beat as carriers of genre: each is read by the same probes.
SOUND, MEL, EMBEDDING = "sound", "log-mel", "yamnet"


def run(options: Options, job: Job | None = None, sizes: Sizes | None = None) -> Path:
    """Run the study, or what is left of it.

    Args:
        options: Data, folder, seed.
        job: Shows progress; can be stopped.
        sizes: How large; default: as ``options.small`` says.

    Returns:
        The path of report.html.
    """
    study = MusicAutoencoder(options, sizes or (SMALL if options.small else FULL), job)
    clips = study.gather()
    study.encode(clips)
    for name in (SOUND, MEL, EMBEDDING):
        study.read(name, clips)
    for model in study.sizes.models:
        study.train(model, clips)
    for model in study.sizes.models:
        study.measure(model, clips)
        study.hear(model, clips)
        study.read(model.name, clips, model)
    for model in study.sizes.models:
        study.make(model, clips)
    return study.write(clips)


class MusicAutoencoder(Walk):
    """The steps of the study; each is done once and kept.

    Args:
        options: Data, folder, seed.
        sizes: How large the run is.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, sizes: Sizes, job: Job | None = None) -> None:
        super().__init__(options, job)
        self.sizes = sizes

    # 1. The same clips for everything that follows, split by track.

    def gather(self) -> Pieces:
        """Five seconds of each track or stretch: the user's music, or pieces made by code."""
        out, data = self.out, self.options.data
        if data is not None:
            clips, notes = pieces.found_in(data, self.job)
        else:
            clips, notes = pieces.rendered(self.sizes.n_tracks, self.sizes.n_clips), []
        of = [(c.genre, c.track, c.name, str(c.path), c.offset_s) for c in clips]

        def work() -> Findings:
            made = pieces.cut(clips, out, self.seed, self.job, notes)
            found = [
                Result(name, {"part": part}, count, better="")
                for name, by_part in (("clips", made.counts), ("tracks", made.tracks))
                for part, count in by_part.items()
            ]
            return Findings(found, list(made.notes), kept=pieces.as_plain(made))

        self.notebook.step(
            "pieces", "Cutting clips", {"seed": self.seed, "clips": of}, work,
            needs=(out / "pieces" / "labels.csv",),
        )  # fmt: skip
        return pieces.from_plain(self.notebook.kept("pieces"), out)

    # 2. What is known of them without any of these models: log-mel and YAMNet's embeddings.

    def encode(self, clips: Pieces) -> None:
        """An atlas of the clips; ``timbrespace serve`` opens it."""
        how: dict[str, Any] = {"space": "yamnet:embedding", "weights": weights.at_hand()}

        def work() -> Findings:
            encode(clips.folder, atlas=self.atlas, job=self.job, **how)
            return Findings(notes=[weights.SAID[how["weights"]]])

        self._step("encode", "Encoding clips with YAMNet", work, clips, needs=(self.atlas,), **how)

    # 3. The models: the same clips, the same split, a budget each that is said beforehand.

    def train(self, model: Model, clips: Pieces) -> None:
        """One space, trained as the original did or with a budget of minutes."""
        table, folder = clips.folder / "labels.csv", self.space_of(model)
        how: dict[str, Any] = {
            "preset": model.preset, "split": "part", "max_minutes": model.max_minutes,
            "seed": self.seed,
        }  # fmt: skip
        sets = [f"{key}={value}" for key, value in model.settings.items()]
        command = line("train", (model.kind, table), out=folder, set=sets or None, **how)

        def work() -> Findings:
            made = train(
                model.kind, table, folder, changes=model.settings, measure=False, job=self.job,
                **how,
            )  # fmt: skip
            found = page.of_training(made, {"model": model.name}, command)
            return Findings(found, list(made.notes), {"ended": made.ended})

        self._step(f"train-{model.name}", f"Training {model.title}", work, clips,
                   needs=(folder,), settings=dict(model.settings), **how)  # fmt: skip

    # 4. What is left of held-out tracks, beside what else could have had the bits.

    def measure(self, model: Model, clips: Pieces) -> None:
        """Metrics on held-out tracks and on new music; quantised, at a stated bit rate."""
        folder = self.space_of(model)
        fit, sizes = clips.folder / "train", self.sizes
        others = [m for m in sizes.models if m.name == model.beside]
        beside = [self.space_of(m) for m in others if self.space_of(m).is_dir()]
        on_test: dict[str, Any] = {"max_files": sizes.n_measured, "fad": sizes.fad,
                                   "beside": beside}  # fmt: skip
        on_new: dict[str, Any] = {"max_files": -(-sizes.n_measured // 2), "fad": False,
                                  "baselines": False}  # fmt: skip
        targets = {"test": (clips.folder / "test", on_test), "new": (clips.new, on_new)}

        def work() -> Findings:
            found, notes = [], []
            for part, (place, how) in targets.items():
                if not place.is_dir():
                    continue
                said = {"fit": fit, "bits": BITS, "seed": self.seed, **how}
                command = line("measure", (folder, place), **said)
                made = measure_space(
                    folder, place, fitted_on=fit, bits=BITS, seed=self.seed, command=command,
                    job=self.job, **how,
                )  # fmt: skip
                where: dict[str, str] = {"model": model.name, "part": part}
                found += [replace(r, where={**where, **r.where}) for r in made.results]
                notes += [f"{part}: {note}" for note in made.notes]
            return Findings(found, notes)

        versions = [open_space(each).model_hash for each in beside]
        on = {"n": sizes.n_measured, "fad": sizes.fad, "bits": BITS, "others": versions}
        self._trained_step(f"measure-{model.name}", f"Measuring {model.title}", work, clips, model,
                           on=on)  # fmt: skip

    # 5. The same few clips through every model: waveforms, spectrograms, sounds.

    def hear(self, model: Model, clips: Pieces) -> None:
        """Held-out tracks and new music, in and out."""
        chosen = self._first(clips.folder / "test", clips.folder / "test" / "labels.csv")
        chosen += self._first(clips.new, clips.new / "labels.csv")

        def work() -> Findings:
            space, shown = open_space(self.space_of(model)), []
            for number, (path, genre) in enumerate(chosen):
                audio, rate = read(path)
                heard = making.through(space, audio, rate)
                into = self.out / "sounds" / f"{model.name}-{number}.flac"
                source = self.out / "sounds" / f"source-{number}.flac"
                making.write_sound(source, audio.mean(axis=0), rate)
                shown.append(
                    {"source": f"sounds/{source.name}", "genre": genre,
                     "part": "new" if path.is_relative_to(clips.new) else "test",
                     "sound": making.write_sound(into, heard, space.sample_rate)}
                )  # fmt: skip
            return Findings(kept={"shown": shown})

        self._trained_step(f"hear-{model.name}", f"Hearing {model.title}", work, clips, model,
                           chosen=[str(path) for path, _ in chosen])  # fmt: skip

    # 6. What the numbers of a clip say of its genre.

    def read(self, name: str, clips: Pieces, model: Model | None = None) -> None:
        """k-means, three components, a decision tree as in the original, a linear probe."""
        title = f"Reading genre from {model.title if model else name}"
        command = self.options.command

        def work() -> Findings:
            question, files = self._question(clips)
            clouds = self._clouds(name, clips, question, files, model)
            where = {"space": name}
            found, kept = reading.clusters(clouds, question, command, self.seed, self.job)
            kept |= reading.three_components(clouds, self.seed)
            kept |= {"genres": [question.classes[i] for i in question.y], "title": clouds.title}
            if clouds.whole is not None and (self.sizes.tree or name != SOUND):
                published = PUBLISHED_ON_SOUND if name == SOUND else None
                published = model.published_tree if model else published
                said = reading.tree(clouds, question, self.seed, self.job)
                place = {**where, "probe": "tree"}
                found.append(reading.accuracy(question, said, place, command, published))
            said = reading.linear(clouds, question, self.job)
            place = {**where, "probe": "linear"}
            found.append(reading.accuracy(question, said, place, command))
            for other in (MEL, EMBEDDING):
                theirs = self.notebook.kept(f"read-{other}").get("linear")
                if model is not None and theirs is not None:
                    over = {**where, "over": other}
                    found.append(reading.margin(question, said, np.array(theirs), over, command))
            return Findings(found, kept={**kept, "linear": said.tolist()})

        how: dict[str, Any] = {"folds": self.sizes.folds, "tree": self.sizes.tree}
        if model is None:
            self._step(f"read-{name}", title, work, clips, **how)
        else:
            self._trained_step(f"read-{name}", title, work, clips, model, **how)

    # 7. Sounds that no clip is.

    def make(self, model: Model, clips: Pieces) -> None:
        """Averages, random latents, and the way from one held-out track to another."""
        if model.name not in self.sizes.making:
            return

        def work() -> Findings:
            atlas = timbrespace.open(self.atlas, sounds=clips.folder)
            decoder, items = Decoder(atlas, open_space(self.space_of(model))), atlas.items
            means = making.averages(decoder, items, self.seed)
            ids, first = next(iter(means.values()))
            where, command = {"model": model.name}, self.options.command
            found = [making.likeness_to_mixing(decoder, ids, first, where, command)]
            tests = items[items["label.part"] == "test"]
            genres = tests.drop_duplicates("label.genre")["id"].astype(str).tolist()
            sounds = {name: made for name, (_, made) in means.items()}
            sounds |= making.draws(decoder, self.seed)
            sounds |= making.between(decoder, genres[0], genres[-1])
            kept = []
            for number, (name, made) in enumerate(sounds.items()):
                path = self.out / "sounds" / f"{model.name}-made-{number:02}.flac"
                flat = making.flatness_db(made.audio[0], made.sample_rate)
                found.append(Result("flatness", {**where, "made": name}, flat, unit="dB",
                                    better="", command=command))  # fmt: skip
                file = making.write_sound(path, made.audio[0], made.sample_rate)
                kept.append({"name": name, "sound": file})
            return Findings(found, kept={"made": kept})

        self._trained_step(f"make-{model.name}", f"Making sounds with {model.title}", work, clips,
                           model)  # fmt: skip

    # The report.

    def write(self, clips: Pieces) -> Path:
        """report.html and results.json, from what the steps have kept."""
        made, results, notes = page.report(self, clips)
        write_results(
            self.out / "results.json", results, seconds=self.notebook.seconds, seed=self.seed,
            notes=notes,
        )  # fmt: skip
        return made.write(self.out / "report.html")

    @property
    def atlas(self) -> Path:
        """The atlas of the clips."""
        return self.out / "pieces.atlas"

    def space_of(self, model: Model) -> Path:
        """The folder of a trained space."""
        return self.out / "spaces" / model.name

    def _first(self, folder: Path, table: Path) -> list[tuple[Path, str]]:
        """One clip each of the first few genres of a table."""
        if not table.is_file():
            return []
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        once = {row["genre"]: row for row in reversed(rows)}
        spread = np.linspace(0, len(once) - 1, min(self.sizes.n_heard, len(once)))
        chosen = [sorted(once)[round(i)] for i in spread]
        return [(folder / once[genre]["file"], genre) for genre in chosen]

    def _question(self, clips: Pieces) -> tuple[Question, list[str]]:
        """Genre by clip, whole tracks held out; and the files of all clips, rows as there."""
        with (clips.folder / "labels.csv").open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: row["file"])
        question = ask(
            [row["genre"] for row in rows], [row["group"] for row in rows], label="genre",
            group="track", n_folds=self.sizes.folds, min_groups=2, seed=self.seed,
        )  # fmt: skip
        return question, [rows[i]["file"] for i in question.rows]

    def _clouds(
        self, name: str, clips: Pieces, question: Question, files: list[str], model: Model | None
    ) -> Clouds:
        if model is not None:
            space: DecodingSpace = open_space(self.space_of(model))
            return reading.seen_by(space, model.title, reading.clips_of(clips.folder, files))
        if name == SOUND:
            audio = [sound[0] for sound, _ in reading.clips_of(clips.folder, files)]
            whole = np.stack(audio)
            levels = np.stack([whole.mean(axis=1), whole.std(axis=1)], axis=1)
            return Clouds(name, "the sound itself", whole, levels)
        atlas = timbrespace.open(self.atlas, sounds=clips.folder)
        space_id = atlas.space("yamnet:embedding")
        if name == MEL:
            space_id = space_id.replace(":embedding", ":logmel")
        row_of = {str(path): i for i, path in enumerate(atlas.items["path"])}
        vectors = atlas.pooled(space_id)[[row_of[file] for file in files]]
        title = "log-mel, mean over time" if name == MEL else "YAMNet embedding, mean over time"
        return Clouds(name, title, None, vectors)

    def _trained_step(
        self, name: str, title: str, work: Callable[[], Findings], clips: Pieces, model: Model,
        **how: Any,
    ) -> None:  # fmt: skip
        """A step that depends on what a training brought."""
        folder = self.space_of(model)
        if not folder.is_dir():
            self.notebook.pages[name] = page.not_done(name, f"{model.title} was not trained.")
            return
        self._step(name, title, work, clips, model=open_space(folder).model_hash, **how)

    def _step(
        self, name: str, title: str, work: Callable[[], Findings], clips: Pieces,
        needs: tuple[Path, ...] = (), **how: object,
    ) -> None:  # fmt: skip
        """One step; where the data do not allow it, the report says why."""

        def guarded() -> Findings:
            try:
                return work()
            except Cancelled:
                raise
            except TimbrespaceError as error:
                return Findings(notes=[f"{title}: not done. {error}"], done=False)

        made_from = {"pieces": clips.fingerprint, "seed": self.seed, **how}
        self.notebook.step(name, title, made_from, guarded, needs)
