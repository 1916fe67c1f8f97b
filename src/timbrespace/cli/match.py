"""Commands that copy a style: match, and training a matcher."""

from __future__ import annotations

import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.matching import Matched, Setting


class Refine(StrEnum):
    """How settings are refined."""

    search = "search"
    gradient = "gradient"


def match(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="The sound to process.")],
    reference: Annotated[Path, typer.Argument(help="A sound in the wanted style.")],
    effect: Annotated[
        str | None, typer.Option(help="One of ours: overdrive, dasp:eq ... (timbrespace effects).")
    ] = None,
    chain: Annotated[Path | None, typer.Option(help="A preset or chain, as a TOML file.")] = None,
    lv2: Annotated[str | None, typer.Option(help="The URI of an installed LV2 plug-in.")] = None,
    vst3: Annotated[Path | None, typer.Option(help="A VST3 or AU plug-in.")] = None,
    seconds: Annotated[
        float,
        typer.Option(
            min=0.0,
            help="Search for so long (default: the matcher's answer at once; 5 s for effects "
            "without a matcher, and with --same or --refine gradient).",
        ),
    ] = 0.0,
    refine: Annotated[
        Refine, typer.Option(help="How: by search, or by gradient (needs the extra 'models').")
    ] = Refine.search,
    same: Annotated[
        bool, typer.Option("--same", help="The reference is the input itself, treated.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Process it even where that is not expected to help.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="A WAV file (default: INPUT-matched.wav)."),
    ] = None,
    matcher: Annotated[Path | None, typer.Option(help="Folder of a matcher of your own.")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Trust the plug-in's file.")] = False,
    seed: Annotated[
        int,
        typer.Option(
            help="Of all that is drawn; with --seconds, how much is tried goes with the machine."
        ),
    ] = 0,
) -> None:
    """Bring a sound nearer to the style of another, or say that nothing here can."""
    from timbrespace.api.matching import match as run
    from timbrespace.cli.voices import with_consent

    place = _place(effect, chain, lv2, vst3)
    target = out or source.with_name(f"{source.stem}-matched.wav")
    with showing("match", "Matching", keeps=False) as job:
        made = with_consent(
            trust,
            lambda yes: run(
                source, reference, place, matcher=matcher, seconds=seconds, same=same,
                refine=refine.value, anyway=anyway, out=target, trust=yes, seed=seed, job=job,
            ),
        )  # fmt: skip
    _report(made, source)


def train_matcher(
    data: Path, effect: str | None, out: Path | None, group: str | None, where: list[str],
    max_files: int | None, seed: int,
) -> None:  # fmt: skip
    """What ``timbrespace train matcher SOUNDS --effect NAME`` does."""
    from timbrespace.api.matching import train_matcher as run

    if effect is None:
        raise TimbrespaceError(
            "A matcher is learned for one effect.", "Name it: --effect overdrive, or lv2:URI."
        )
    with showing("train", f"Learning to match {effect}") as job:
        folder, made = run(
            data, effect, out, group=group, where=tuple(where), max_files=max_files, seed=seed,
            job=job,
        )  # fmt: skip
    print(f"{folder}: a matcher of '{made.effect}'; learned from {made.facts['n_sounds']} sounds")
    errors = zip(made.told, made.facts["error"], made.facts["error_of_mean"], strict=True)
    for name, error, of_mean in errors:
        print(f"  {name}: {error:.3f} of its travel off on other sources, "
              f"where the mean setting is {of_mean:.3f} off")  # fmt: skip
    refined = made.facts.get("refined")
    if refined:
        kept = "kept" if refined["kept"] else "not kept"
        print(f"  refined by sound ({refined['way']}): distance {refined['before']:.3f} -> "
              f"{refined['after']:.3f}, {kept}")  # fmt: skip


def _place(
    effect: str | None, chain: Path | None, lv2: str | None, vst3: Path | None
) -> str:  # fmt: skip
    named = [
        place
        for place in (
            effect,
            None if chain is None else str(chain),
            None if lv2 is None else f"lv2:{lv2}",
            None if vst3 is None else f"vst3:{vst3}",
        )
        if place is not None
    ]
    if len(named) != 1:
        raise TimbrespaceError(
            "One effect is needed to match with.",
            "Name one: --effect overdrive, --chain FILE, --lv2 URI or --vst3 PATH.",
        )
    return named[0]


def _report(made: Matched, source: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    for note in made.notes:
        print(note)
    table = Table("setting", "value", "likely between", "", box=None)
    for each in made.settings:
        table.add_row(each.title, each.said(each.value), _between(each), each.why_not)
    # At its own width: where there is no terminal, no number is cut off.
    Console(width=140).print(table)
    word = "measured" if made.known else "expected"
    print(f"distance from the reference's style, {word}: doing nothing {made.dry_distance:.3f}, "
          f"with {made.effect} {made.distance:.3f} {_nearer(made)}")  # fmt: skip
    quick = (
        ""
        if made.predict_s is None
        else f"; the matcher's own answer took {1000 * made.predict_s:.0f} ms of processor time"
    )
    print(f"found {made.way}, {made.n_renders} settings tried{quick}")
    if made.refused:
        print("Left alone: nothing that this effect can do is expected to come nearer than the "
              "sound as it is. --anyway processes it all the same.")  # fmt: skip
    if made.out is not None:
        again = shlex.join(["timbrespace", "effect", str(made.preset), str(source)])
        print(f"{made.out}; its settings: {made.preset}")
        print(f"The same again, or for another sound: {again}")


def _nearer(made: Matched) -> str:
    """How much nearer, in words; where dry is at next to no distance, a share says nothing."""
    return f"({made.gain:.0%} nearer)" if made.gain > 0 else "(no nearer)"


def _between(each: Setting) -> str:
    if each.why_not or each.low == each.high:
        return ""
    low, high = sorted((each.low, each.high))
    if each.choices:
        return " to ".join(dict.fromkeys([each.said(low), each.said(high)]))
    return f"{low:.4g} to {high:.4g}"
