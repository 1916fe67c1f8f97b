"""The page of the study: every number in it is a record, every verdict follows from records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.reports import reconstruction
from timbrespace.reports.figures import elbow
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.cost_page import add_costs, costs
from timbrespace.studies.music_autoencoder import figures
from timbrespace.studies.music_autoencoder.pieces import Pieces
from timbrespace.studies.music_autoencoder.sizes import BITS, CHOSEN, LADDER
from timbrespace.studies.music_autoencoder.words import METHOD, in_short
from timbrespace.studies.notebook import Page
from timbrespace.studies.records import Records, cell

if TYPE_CHECKING:
    from timbrespace.api.training import Trained
    from timbrespace.studies.music_autoencoder.study import MusicAutoencoder

Row = dict[str, object]

#: Spaces that no model of ours made, in tables of genre.
OTHERS = {"sound": "the sound itself", "log-mel": "log-mel", "yamnet": "YAMNet's embedding"}
#: Of clusters, and their columns.
MEASURES = {"homogeneity": "homog.", "completeness": "compl.", "ami": "AMI",
            "largest_cluster": "largest"}  # fmt: skip
#: Spaces in the elbow; more lines cannot be told apart.
IN_ELBOW = ("sound", "55112", CHOSEN, "9184", "improved", "spectrogram")


def not_done(name: str, why: str) -> Page:
    """The page of a step that could not even be tried."""
    return Page(notes=[why], done=False, name=name)


def of_training(made: Trained, where: dict[str, str], command: str) -> list[Result]:
    """How long a training was, and how it ended."""
    values = {name: made.metrics.get(name) for name in ("epochs", "steps", "seconds")}
    return [
        Result(f"training_{name}", where, float(value), better="", command=command,
               unit="s" if name == "seconds" else "")
        for name, value in values.items()
        if value is not None
    ]  # fmt: skip


def report(
    study: MusicAutoencoder, clips: Pieces
) -> tuple[Report, list[Result], list[str]]:  # fmt: skip
    """The whole report, its numbers, and the sentences that a reader must know."""
    models = study.sizes.models
    command = study.options.command
    records = Records([*study.notebook.results, *costs(study.notebook, command)])
    said = in_short(records, models, clips)
    made = Report("How small can a latent get before the music is gone?", _lead(study, clips))
    made.command(command).bullets(said)
    made.heading("Which music").bullets(study.notebook.pages["pieces"].notes)
    made.table(_data_rows(records), "Clips of 5 s, and the tracks they are cut from.")
    made.heading("Method").text(*METHOD)
    _training(made, study, records)
    _reconstruction(made, study, records)
    _sounds(made, study)
    _genre(made, study, records)
    _making(made, study, records)
    add_costs(made, records)
    made.made_with(study.options.seed)
    return made, list(records), [*said, *_undone(study)]


def _lead(study: MusicAutoencoder, clips: Pieces) -> str:
    n = sum(count for part, count in clips.counts.items() if part != "new")
    size = " A small run, to see that all works: its numbers are rough."
    what = "pieces made by code" if clips.rendered else "music"
    return f"{n} clips of {what} in {len(clips.genres)} genres.{size * study.options.small}"


def _undone(study: MusicAutoencoder) -> list[str]:
    return [n for page in study.notebook.pages.values() if not page.done for n in page.notes]


def _data_rows(records: Records) -> list[Row]:
    parts = [p for p in ("train", "validation", "test", "new") if records.one("clips", part=p)]
    return [
        {"part": part, **{n: int(r.value) for n in ("clips", "tracks")
                          if (r := records.one(n, part=part)) is not None}}
        for part in parts
    ]  # fmt: skip


def _training(made: Report, study: MusicAutoencoder, records: Records) -> None:
    made.heading("The models")
    rows: list[Row] = []
    for model in study.sizes.models:
        of = records.at(model=model.name)
        epochs, seconds = of.one("training_epochs"), of.one("training_seconds")
        rate = of.one("kbit_s", codec="space", part="test")
        rows.append(
            {
                "model": model.title,
                "kind and preset": f"{model.kind} {model.preset}",
                "kbit/s": "" if rate is None else f"{rate.value:.3g}",
                "epochs": "" if epochs is None else f"{epochs.value:.0f}",
                "s of training": "" if seconds is None else f"{seconds.value:.0f}",
                "at most, min": f"{model.max_minutes:g}",
                "ended by": study.notebook.kept(f"train-{model.name}").get("ended", "not trained"),
            }
        )
    made.table(rows)
    made.bullets(_undone(study))


def _reconstruction(made: Report, study: MusicAutoencoder, records: Records) -> None:
    models, test = study.sizes.models, records.at(part="test")
    made.heading("What is left of held-out tracks")
    ladder = [m.name for m in models if m.name in LADDER]
    others = [m.name for m in models if m.name not in LADDER]
    made.figure(
        figures.by_rate(test, ladder, others),
        "By bit rate, on held-out tracks, with 95 % intervals over tracks. Dashed: what else "
        "could have had the bits. SI-SDR rewards phase; mel distance is nearer to what is heard.",
    )
    made.text(reconstruction.EXPLAINED)
    for model in models:
        rows = reconstruction.rows(list(test.at(model=model.name)))
        if rows:
            bits = "its own levels" if model.name.startswith("improved") else f"{BITS} bits"
            made.table(rows, f"{model.title}: {bits}, and what it has to beat.")
    made.bullets(_measuring_notes(study))
    new = records.at(part="new")
    if len(new):
        made.heading("New music")
        made.text("Other pieces, none of which any model was trained on, through every size.")
        rows = [r for m in models for r in reconstruction.rows(list(new.at(model=m.name)))[:1]]
        made.table(rows, "New music through every model.")


def _measuring_notes(study: MusicAutoencoder) -> list[str]:
    """What was said while measuring; the same for all models, so said once."""
    pages = [study.notebook.pages.get(f"measure-{m.name}") for m in study.sizes.models]
    notes = [note for page in pages if page is not None and page.done for note in page.notes]
    return [n.removeprefix("test: ") for n in dict.fromkeys(notes) if n.startswith("test: ")]


def _sounds(made: Report, study: MusicAutoencoder) -> None:
    made.heading("In and out")
    shown = {
        model.title: study.notebook.kept(f"hear-{model.name}").get("shown", [])
        for model in study.sizes.models
    }
    known = {title: heard for title, heard in shown.items() if heard}
    for number, first in enumerate(next(iter(known.values()), [])):
        part = "new music" if first["part"] == "new" else "a held-out track"
        made.text(f"{first['genre']}, {part}, latents as float32:")
        files = {"source": study.out / first["source"]}
        files |= {title: study.out / heard[number]["sound"] for title, heard in known.items()}
        for title, path in files.items():
            made.sound(path, title)
        if number == 0:
            made.figure(figures.in_and_out(files), "The same clip through every model.")


def _genre(made: Report, study: MusicAutoencoder, records: Records) -> None:
    made.heading("Genre")
    titles = {**OTHERS, **{m.name: m.title for m in study.sizes.models}}
    kept = {name: study.notebook.kept(f"read-{name}") for name in titles}
    known = {name: found for name, found in kept.items() if "ks" in found}
    if not known:
        made.text("Nothing was read.")
        return
    made.figure(
        figures.genre_read(records, {name: titles[name] for name in known}),
        "Genre read from clips of tracks that the probe never saw, with 95 % intervals over "
        "tracks. Crosses: the decision tree of the original study, on its own data.",
    )
    chance = next((r.baselines["uniform"] for r in records.at("accuracy")), float("nan"))
    made.table(
        [_genre_row(records, name, titles[name]) for name in known],
        f"Accuracy (chance {chance:.2f}; the original's tree on its own data, chance 0.10), and "
        "clusters at k near 10; the last column is the share of clips in the largest.",
    )
    drawn = {name: known[name] for name in IN_ELBOW if name in known}
    ks = next(iter(drawn.values()))["ks"]
    curves: dict[str, dict[str, list[float]]] = {"inertia": {}, "AMI (dotted: chance)": {}}
    for name, found in drawn.items():
        curves["inertia"][titles[name]] = found["inertia"]
        curves["AMI (dotted: chance)"][titles[name]] = found["ami"]
        curves["AMI (dotted: chance)"][f"{titles[name]} chance"] = found["ami_chance"]
    made.figure(elbow(ks, curves), "k-means by number of clusters: an elbow would be a bend.")
    made.figure(
        figures.three_dims({titles[name]: found for name, found in known.items()}),
        "Clips along three principal components, by genre.",
    )


def _genre_row(records: Records, name: str, title: str) -> Row:
    of = records.at(space=name)
    tree, linear = (of.one("accuracy", probe=probe) for probe in ("tree", "linear"))
    published = None if tree is None else tree.baselines.get("original study, published")
    row: Row = {
        "space": title,
        "tree, all numbers": cell(tree),
        "original": "" if published is None else f"{published:.2f}",
        "linear, pooled": cell(linear),
    }
    for measure, short in MEASURES.items():
        found = of.one(measure)
        row[short] = "" if found is None else f"{found.value:.3f}"
    return row


def _making(made: Report, study: MusicAutoencoder, records: Records) -> None:
    made.heading("Sounds that no clip is")
    made.text(
        "Means of latents, random latents, and five places on the way from one held-out track to "
        "another. Flatness says how much a sound is like noise: near 0 dB for hiss."
    )
    for model in study.sizes.models:
        heard = study.notebook.kept(f"make-{model.name}").get("made", [])
        if not heard:
            continue
        made.text(f"{model.title}:")
        for each in heard:
            flat = records.one("flatness", model=model.name, made=each["name"])
            words = "" if flat is None else f", flatness {flat.value:.0f} dB"
            made.sound(study.out / each["sound"], f"{each['name']}{words}")
