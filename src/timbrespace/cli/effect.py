"""Commands about effects: list them with their settings, and put sounds through one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timbrespace.cli.progress import showing
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.api.effecting import Rendered
    from timbrespace.effects.base import Effect, Parameter

Trust = Annotated[bool, typer.Option("--trust", help="Trust the plug-in's file.")]


def effects(
    effect: Annotated[
        str | None, typer.Argument(help="One of them, also lv2:URI or a preset (default: all).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    trust: Trust = False,
) -> None:
    """List the effects with their settings and ranges; plug-ins: timbrespace plugins."""
    from timbrespace.api.effecting import effects as listing
    from timbrespace.api.effecting import open_effect
    from timbrespace.cli.voices import with_consent

    if effect is None:
        found = listing()
    else:
        found = [with_consent(trust, lambda yes: open_effect(effect, trust=yes))]
    if json:
        import json as plain

        print(plain.dumps([_facts(each) for each in found], indent=2))
        return
    for each in found:
        print(f"{each.id}: {each.title}{_kind(each)}")
        for parameter in each.parameters:
            print(f"  {_line(parameter)}")
    if effect is None:
        print("Plug-ins that are installed: timbrespace plugins")


def effect(
    effect: Annotated[
        str, typer.Argument(help="overdrive, dasp:eq, lv2:URI, vst3:PATH, or a preset's file.")
    ],
    source: Annotated[Path, typer.Argument(metavar="IN", help="A sound, or a folder of them.")],
    out: Annotated[
        Path | None,
        typer.Argument(help="A WAV file, or a folder (default: IN-EFFECT, beside IN)."),
    ] = None,
    changes: Annotated[
        list[str],
        typer.Option("--set", help="name=value in its unit, or a switch's word; may be repeated."),
    ] = [],  # noqa: B006  (Typer copies it)
    preset: Annotated[Path | None, typer.Option(help="A file of settings of this effect.")] = None,
    tail: Annotated[
        bool, typer.Option("--tail", help="Keep what rings on after the end.")
    ] = False,
    trust: Trust = False,
) -> None:
    """Put a sound, or every sound of a folder, through an effect; run it again to go on."""
    from timbrespace.api.effecting import apply_effect, input_peak_of, open_effect
    from timbrespace.cli.voices import with_consent

    texts = dict(map(_change, changes))
    opened = with_consent(trust, lambda yes: open_effect(effect, trust=yes))
    settings = {name: _number(opened, name, text) for name, text in texts.items()}
    with showing("effect", opened.title) as job:
        made = apply_effect(
            opened,
            source,
            out,
            settings=settings,
            preset=preset,
            input_peak_db=input_peak_of(effect, preset),
            tail=tail,
            job=job,
        )
    _report(made)


def _change(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise _sets_nothing(text)
    return name.strip(), value.strip()


def _number(effect: Effect, name: str, text: str) -> float:
    """A value as it was written: a number, or what a switch calls one of its positions."""
    try:
        return float(text)
    except ValueError as error:
        parameter = next((each for each in effect.parameters if each.name == name), None)
        names = [each for _, each in parameter.choices] if parameter else []
        if parameter is not None and text in names:
            return parameter.chosen(text)
        raise _sets_nothing(f"{name}={text}", names) from error


def _sets_nothing(text: str, choices: Sequence[str] = ()) -> TimbrespaceError:
    remedy = "Write a name and a number: --set drive=30"
    if choices:
        remedy = f"Write a number, or one of: {', '.join(choices)}."
    return TimbrespaceError(f"'{text}' sets nothing.", remedy)


def _report(made: list[Rendered]) -> None:
    for each in made:
        if each.problem:
            print(f"left out: {each.problem}")
        elif not each.kept:
            print(f"{each.out}{_notes(each)}")
    n_kept = sum(each.kept for each in made)
    if n_kept:
        print(f"Kept, as they had been made before: {n_kept}")


def _notes(each: Rendered) -> str:
    notes = []
    if each.input_peak_db is not None:
        notes.append(f"in at {each.input_peak_db:g} dBFS peak, as its preset says")
    if each.quieter_db:
        notes.append(f"{each.quieter_db:.1f} dB quieter, so that nothing is clipped")
    if each.mixed:
        notes.append("its channels mixed to one")
    return f" ({'; '.join(notes)})" if notes else ""


def _kind(effect: Effect) -> str:
    words = [
        word
        for word, holds in (("differentiable", effect.differentiable), ("stereo", effect.stereo))
        if holds
    ]
    return f" ({', '.join(words)})" if words else ""


def _line(each: Parameter) -> str:
    unit = f" {each.unit}" if each.unit else ""
    told = "" if each.identifiable else f"; not told by the output: {each.why_not}"
    start = each.choice(each.default) or f"{each.default:.4g}"
    return f"{each.name}: {each.title}, {_range(each)}{unit}, starts at {start}{told}"


def _range(each: Parameter) -> str:
    """``0 to 100``, or the positions of a switch: ``stop (from 0), slow (from 0.1)``."""
    if not each.choices:
        return f"{each.low:g} to {each.high:g}"
    return ", ".join(f"{name} (from {low:g})" for low, name in each.choices)


def _facts(effect: Effect) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "id": effect.id,
        "title": effect.title,
        "differentiable": effect.differentiable,
        "stereo": effect.stereo,
        "parameters": [asdict(each) for each in effect.parameters],
    }
