"""Commands about trained spaces: train, tune, spaces, reconstruct."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timbrespace.cli.match import train_matcher
from timbrespace.cli.options import Group, Seed, Skeleton
from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.training import Trained
    from timbrespace.jobs import Job
    from timbrespace.spaces.trained.folder import SpaceFacts
    from timbrespace.train.machine import Machine

KindName = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="waveform, spectrogram, stream, effects, wavenet, table, motion, matcher ...",
    ),
]
Data = Annotated[
    Path,
    typer.Argument(
        help="A folder of sounds, a CSV or Parquet table of files, an atlas; a table, or clips."
    ),
]
Preset = Annotated[str | None, typer.Option(help="A preset of the kind: small, ...")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="A TOML file of settings.")]
Changes = Annotated[
    list[str], typer.Option("--set", help="key=value: change one setting; may be repeated.")
]
Where = Annotated[
    list[str], typer.Option(help="label=value: only sounds with that label; may be repeated.")
]
Split = Annotated[str | None, typer.Option(help="A label that says train, validation or test.")]
Transpose = Annotated[
    bool | None,
    typer.Option(
        "--transpose/--no-transpose", help="Of a table: items are its columns (default: seen)."
    ),
]
Labels = Annotated[
    list[str], typer.Option("--label", help="Of a table: a column of labels; may be repeated.")
]
Orders = Annotated[
    list[str],
    typer.Option("--order", help="Of a table: a column that orders rows; may be repeated."),
]
MaxFiles = Annotated[int | None, typer.Option(min=1, help="At most so many files.")]
MaxSteps = Annotated[int | None, typer.Option(min=1, help="At most so many steps in all.")]
Accelerator = Annotated[str, typer.Option(help="auto, cpu, cuda or mps; cuda:1 is the second.")]
Devices = Annotated[str, typer.Option(help="How many devices: a number, or auto.")]
Precision = Annotated[str, typer.Option(help="32 or bf16.")]


def train(
    kind: KindName,
    data: Data,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the space; of a matcher: (default: your own).")
    ] = None,
    preset: Preset = None,
    config: ConfigFile = None,
    changes: Changes = [],  # noqa: B006  (Typer copies it)
    effect: Annotated[
        str | None, typer.Option(help="For a matcher: overdrive, lv2:URI, a chain's file ...")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Its name (default: that of --out).")] = None,
    group: Group = None,
    where: Where = [],  # noqa: B006
    split: Split = None,
    transpose: Transpose = None,
    label: Labels = [],  # noqa: B006
    order: Orders = [],  # noqa: B006
    skeleton: Skeleton = None,
    validation: Annotated[
        Path | None, typer.Option(help="Another folder of sounds: those that are held out.")
    ] = None,
    max_files: MaxFiles = None,
    max_steps: MaxSteps = None,
    max_minutes: Annotated[
        float | None, typer.Option(min=0.0, help="At most so many minutes of training, this time.")
    ] = None,
    accelerator: Accelerator = "auto",
    devices: Devices = "auto",
    precision: Precision = "32",
    logger: Annotated[str, typer.Option(help="tensorboard, wandb or none.")] = "tensorboard",
    measure: Annotated[
        bool, typer.Option("--measure/--no-measure", help="Measure held-out reconstructions.")
    ] = True,
    again: Annotated[bool, typer.Option("--again", help="Start afresh, replacing --out.")] = False,
    seed: Seed = 0,
) -> None:
    """Train a space that encodes and decodes, or a matcher; run it again to go on."""
    from timbrespace.api.training import train as run

    if kind == "matcher":
        train_matcher(data, effect, out, group, where, max_files, seed)
        return
    if out is None:
        raise TimbrespaceError("A space is written to a folder.", "Name it: --out my.space")
    changes = [*changes, *_of_table(transpose, label, order), *_of_motion(skeleton)]
    machine = _machine(accelerator, devices, precision, logger)
    with showing("train", f"Training {out.name}") as job:
        held: dict[str, Any] = {"split": split}
        if validation is not None:
            held = _parted(kind, data, validation, group, job)
        made = run(
            kind, held.pop("data", data), out, preset=preset, config=config, changes=changes,
            name=name, group=group, where=where, max_files=max_files, max_steps=max_steps,
            max_minutes=max_minutes, machine=machine, measure=measure, again=again, seed=seed,
            job=job, **held,
        )  # fmt: skip
    _report(made)


def tune(
    kind: KindName,
    data: Data,
    out: Annotated[Path, typer.Option(help="Folder of the search; it can be resumed.")],
    trials: Annotated[int, typer.Option(min=1, help="Trials in all.")] = 20,
    preset: Preset = None,
    config: ConfigFile = None,
    changes: Changes = [],  # noqa: B006
    group: Group = None,
    where: Where = [],  # noqa: B006
    split: Split = None,
    max_files: MaxFiles = None,
    max_steps: Annotated[
        int | None, typer.Option(min=1, help="At most so many steps in each trial.")
    ] = None,
    accelerator: Accelerator = "auto",
    devices: Devices = "1",
    precision: Precision = "32",
    seed: Seed = 0,
) -> None:
    """Search the settings of a kind for the lowest held-out loss; run it again to go on."""
    from timbrespace.api.tuning import tune as run

    with showing("tune", f"Tuning {kind}") as job:
        found = run(
            kind, data, out, trials=trials, preset=preset, config=config, changes=changes,
            group=group, where=where, split=split, max_files=max_files, max_steps=max_steps,
            machine=_machine(accelerator, devices, precision, "none"), seed=seed, job=job,
        )  # fmt: skip
    print(
        f"{out}: {found.n_done} trials, {found.n_pruned} given up early, {found.n_failed} failed"
    )
    for trial in found.leading:
        print(f"  held-out loss {trial.loss:.5g}: {_settings(trial.values)}")
    print(f"best: {' '.join(f'--set {k}={_text(v)}' for k, v in found.best.values.items())}")
    print(f"  or: timbrespace train {kind} {data} --out my.space --config {out / 'best.toml'}")


def spaces() -> None:
    """List what encodes here, and the trained spaces that can be named."""
    from rich.console import Console
    from rich.table import Table

    from timbrespace.api.trained import spaces as trained
    from timbrespace.spaces.registry import families
    from timbrespace.spaces.trained.opening import known_kinds

    kinds = set(known_kinds())
    for family in families().values():
        if family.name not in kinds:
            print(f"{family.name}: {family.title}")
    found = trained()
    if not found:
        print("No trained space is known here yet: timbrespace train KIND FOLDER --out my.space")
        return
    table = Table("space", "rate Hz", "hop", "dims", "delay ms", "kbit/s", "from", box=None)
    for each in found:
        facts = each.facts
        if facts is None:
            table.add_row(each.id, "", "", "", "", "", f"{each.folder}: {each.problem}")
            continue
        rate = facts.sample_rate
        table.add_row(
            each.id, f"{rate:,}" if rate else "data", str(facts.hop or ""), str(len(facts.dims)),
            f"{1000 * facts.delay_samples / rate:.1f}" if rate else "",
            "" if facts.kbit_s is None else f"{facts.kbit_s:.1f}",
            "the package" if each.origin == "shipped" else str(each.folder),
        )  # fmt: skip
    # At its own width: where there is no terminal, no number is cut off.
    Console(width=200).print(table)


def reconstruct(
    space: Annotated[str, typer.Argument(help="A trained space: its folder, or stream:bells.")],
    sound: Annotated[Path, typer.Argument(help="A sound of any rate, length and channels.")],
    out: Annotated[Path, typer.Option(help="A WAV file.")],
) -> None:
    """Put a sound through a trained space and back, to hear what is left of it."""
    from timbrespace.api.trained import reconstruct as run

    made = run(space, sound, out)
    n_frames, n_dims = made.latents.shape
    print(
        f"{out}: {made.audio.shape[1] / made.sample_rate:.2f} s at {made.sample_rate} Hz, "
        f"from {n_frames} frames of {n_dims} dims"
    )
    for note in made.notes:
        print(f"  {note}")


def _of_table(transpose: bool | None, labels: list[str], orders: list[str]) -> list[str]:
    """What was said of a table, as settings of its kind."""
    said = [] if transpose is None else [f"transpose={'yes' if transpose else 'no'}"]
    said += [f"labels={','.join(labels)}"] if labels else []
    return said + ([f"orders={','.join(orders)}"] if orders else [])


def _of_motion(skeleton: Path | None) -> list[str]:
    return [] if skeleton is None else [f"skeleton={skeleton}"]


def _parted(
    kind: str, data: Path, validation: Path, group: str | None, job: Job
) -> dict[str, Any]:
    """What to train on where what is held out lies in a folder of its own."""
    from timbrespace.train.kinds import kind_named
    from timbrespace.train.parted import LABEL, two_folders

    if kind_named(kind).data is not None:
        raise TimbrespaceError(
            f"A {kind} takes its held-out items from its own data.", "Leave --validation out."
        )
    return {"data": two_folders(data, validation, group=group, job=job), "split": LABEL}


def _machine(accelerator: str, devices: str, precision: str, logger: Any) -> Machine:
    from timbrespace.api.training import check_installed

    check_installed()
    from timbrespace.train.machine import Machine

    return Machine(accelerator, devices, precision, logger)


_ENDED = {
    "epochs": "all epochs done",
    "patience": "the held-out loss had stopped falling",
    "steps": "--max-steps reached; the same command with more goes on",
    "minutes": "--max-minutes reached; the same command goes on",
    "before": "it had been trained already; --again trains it anew",
}


def _report(made: Trained) -> None:
    """What was trained, on what, and how it went."""
    facts, training = made.facts, made.facts.training
    print(f"{made.folder}: {facts.id}, {_ENDED[made.ended]}")
    print(f"  {_learned_from(facts)}, {training.get('n_left_out', 0)} left out")
    print(
        f"  epoch {training.get('best_epoch')} of {training.get('epochs')} was the best, "
        f"{training.get('steps')} steps"
    )
    for note in made.notes:
        print(f"  {note}")
    _report_losses(made.metrics)
    if not facts.of_sounds:
        _report_figures(made.metrics)
        for doubt in made.metrics.get("doubts", ()):
            print(f"  note: {doubt}")
        print(f"  hear it: timbrespace sonify {made.folder} --voice stream:bells --out heard")
        return
    print(f"  listen: timbrespace reconstruct {made.folder} SOUND --out again.wav, "
          f"or {made.folder / 'training' / 'previews'}")  # fmt: skip


def _learned_from(facts: SpaceFacts) -> str:
    """What a space is like, and from how much it was learned."""
    training, dims = facts.training, f"{len(facts.dims)} dims; learned from"
    if facts.sample_rate is None:
        return f"{dims} {training.get('n_train')} {training.get('items', 'items')}"
    return (
        f"{facts.sample_rate:,} Hz, hop {facts.hop}, {dims} {training.get('n_train')} sounds "
        f"({training.get('train_s', 0) / 60:.1f} min)"
    )


def _report_losses(metrics: dict[str, Any]) -> None:
    given = metrics.get("losses", {}).items()
    held = {k.removeprefix("validation/"): v for k, v in given if k.startswith("validation/")}
    # A value for each dim (kl_dim/000) is for metrics.json and the log, not for a line.
    words = ", ".join(f"{k} {v:.4g}" for k, v in held.items() if "/" not in k)
    if words:
        print(f"  held out: {words}")


def _report_figures(metrics: dict[str, Any]) -> None:
    """How a space of data does on what it was not trained on, beside baselines."""
    for each in [*metrics.get("reconstruction", []), *metrics.get("probe", [])]:
        label = each.get("where", {}).get("label")
        beside = ", ".join(f"{name} {value:.3g}" for name, value in each["baselines"].items())
        unit = f" {each['unit']}" if each.get("unit") else ""
        of = f" of '{label}'" if label else ""
        print(f"  {each['name']}{of}: {each['value']:.3g}{unit} ({beside})")


def _settings(values: dict[str, Any]) -> str:
    return ", ".join(f"{k} {_text(v)}" for k, v in values.items())


def _text(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
