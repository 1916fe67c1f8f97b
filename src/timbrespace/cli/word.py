"""Words of the user's own: word list, mark, fit, suggest, values, rename, rescale, export ..."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timbrespace.cli.options import AtlasPath, Seed
from timbrespace.cli.voices import Trust, VoiceName, voice_at

word = typer.Typer(
    no_args_is_help=True,
    help="Words of your own: mark sounds as wobbly and as not, and play a slider called wobbly.",
)

Name = Annotated[str, typer.Argument(help="The word, for instance wobbly.")]
AtlasOption = Annotated[
    Path | None, typer.Option("--atlas", help="Wanted where a space is read, too.")
]


@word.command("list")
def list_() -> None:
    """List your words, and how far each can be relied on."""
    from timbrespace.api.words import list_words, sentences

    words = list_words()
    if not words:
        print("None yet. Begin one: timbrespace word mark wobbly ATLAS --yes ITEM --no ITEM")
    for own in words:
        yes = sum(mark.rating > 3 for mark in own.marks)
        no = sum(mark.rating < 3 for mark in own.marks)
        known = " ".join(sentences(own)) or _unsure(own.model is not None)
        print(f"{own.name}: {yes} marked as such, {no} as not. {known}")


@word.command()
def mark(
    name: Name,
    atlas: AtlasPath,
    yes: Annotated[
        list[str], typer.Option("--yes", help="An item that is so: its id or its path.")
    ] = [],  # noqa: B006  (Typer copies it)
    no: Annotated[list[str], typer.Option("--no", help="An item that is not so.")] = [],  # noqa: B006
    rate: Annotated[
        list[str], typer.Option("--rate", help="ITEM=3.5: how much, from 1 (not) to 5 (wholly).")
    ] = [],  # noqa: B006
    undo: Annotated[
        list[str], typer.Option("--undo", help="An item whose mark is taken away.")
    ] = [],  # noqa: B006
) -> None:
    """Say of sounds of an atlas that they are so, are not so, or how much."""
    import timbrespace
    from timbrespace.api import words
    from timbrespace.api.word_items import item_of, rated
    from timbrespace.errors import TimbrespaceError

    opened = timbrespace.open(atlas)
    said: list[tuple[str, bool | float]] = [(item_of(opened, item), True) for item in yes]
    said += [(item_of(opened, item), False) for item in no]
    said += [(item_of(opened, item), rating) for item, rating in map(rated, rate)]
    if not said and not undo:
        raise TimbrespaceError("No sound was named.", "Name some: --yes ITEM --no ITEM")
    for item, rating in said:
        words.mark(name, opened, item, rating)
    if undo:
        words.unmark(name, [item_of(opened, item) for item in undo])
    own = words.get_word(name)
    print(f"{own.name}: {len(own.marks)} marks. Fit it: timbrespace word fit {own.name}")


@word.command()
def fit(
    name: Name,
    atlas: AtlasOption = None,
    reads: Annotated[
        list[str],
        typer.Option("--read", help="descriptors, or a space of the atlas (yamnet:embedding)."),
    ] = ["descriptors"],  # noqa: B006
    voice: Annotated[
        str | None, typer.Option(help="A voice that is then asked for it: does it come?")
    ] = None,
    trust: Trust = False,
    seed: Seed = 0,
) -> None:
    """Fit a word on its marks, and say how far it can be relied on."""
    import timbrespace
    from timbrespace.api import words

    opened = timbrespace.open(atlas) if atlas is not None else None
    own = words.fit(name, opened, reads=reads, seed=seed)
    found = own.reliability
    print(found.sentence() if found else _unsure(True))
    if found is not None:
        print(
            f"Concordance {found.concordance:.2f} ({found.low:.2f} to {found.high:.2f}); permuted "
            f"labels {found.permuted:.2f}, p = {found.p:.3f}; the best single feature "
            f"{found.one_feature:.2f}. {found.n_marks} marks in {found.n_groups} groups."
        )
    leading = ", ".join(f"{dim} {'+' if w > 0 else '−'}" for dim, w in own.player().leading())
    print(f"It goes with {leading}.")
    if own.slider_r2 is not None and own.slider is not own.model:
        print(f"Its slider, from descriptors alone, follows it with an R2 of {own.slider_r2:.2f}.")
    if voice is not None:
        _ask(own.name, voice, trust, seed)
    else:
        print(f"Does it come when it is asked for? timbrespace word ask {own.name} VOICE")


@word.command()
def ask(name: Name, voice: VoiceName, trust: Trust = False, seed: Seed = 0) -> None:
    """Ask a voice for a word, listen to what comes, and say whether it is so."""
    _ask(name, voice, trust, seed)


@word.command()
def suggest(
    name: Name,
    atlas: AtlasPath,
    n: Annotated[int, typer.Option("-n", min=1, help="How many.")] = 8,
    seed: Seed = 0,
) -> None:
    """Name the unmarked sounds whose marks would teach a word most."""
    import timbrespace
    from timbrespace.api import words

    for each in words.suggest(name, timbrespace.open(atlas), n, seed=seed):
        print(f"{each.item}  {each.path}  (so far {each.value:.2f}, settles {each.gain:.0%})")


@word.command()
def values(
    name: Name,
    atlas: AtlasPath,
    out: Annotated[Path | None, typer.Option(help="A CSV file; else they are printed.")] = None,
) -> None:
    """Say how much of a word each sound of an atlas has."""
    import pandas as pd

    import timbrespace
    from timbrespace.api import words

    opened = timbrespace.open(atlas)
    table = pd.DataFrame(
        {"id": opened.items["id"], "path": opened.items["path"], name: words.values(name, opened)}
    )
    if out is None:
        print(table.sort_values(name, ascending=False).to_string(index=False))
    else:
        table.to_csv(out, index=False)
        print(out)


@word.command()
def rename(name: Name, title: Annotated[str, typer.Argument(help="The new one.")]) -> None:
    """Call a word otherwise."""
    from timbrespace.api import words

    own = words.rename(name, title)
    print(f"{own.title}: /word/{own.name}")


@word.command(context_settings={"ignore_unknown_options": True})
def rescale(
    name: Name,
    low: Annotated[float, typer.Argument(help="What it reads where nothing is so.")],
    high: Annotated[float, typer.Argument(help="What it reads where all is so.")],
    unit: Annotated[str, typer.Option(help="Its unit.")] = "",
) -> None:
    """Give a word another scale; 0 to 1 unless you do."""
    from timbrespace.api import words

    own = words.rescale(name, low, high, unit)
    print(f"{own.name}: {own.low:g} to {own.high:g} {own.unit}".rstrip())


@word.command()
def export(
    name: Name,
    out: Annotated[Path, typer.Option(help="A file, or a folder.")] = Path("."),
    marks: Annotated[
        bool,
        typer.Option("--marks/--no-marks", help="With what you marked, or only what came of it."),
    ] = True,
) -> None:
    """Write a word as one JSON file, to be shared."""
    from timbrespace.api import words

    print(words.export(name, out, marks=marks))


@word.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="A file that word export made.")],
    name: Annotated[str, typer.Option("--as", help="What to call it here.")] = "",
) -> None:
    """Take over a word that somebody has shared."""
    from timbrespace.api import words

    own = words.import_word(path, name)
    print(f"{own.title}: /word/{own.name}")


@word.command()
def forget(name: Name) -> None:
    """Delete a word with its marks."""
    from timbrespace.api import words

    print(f"Forgotten: {words.forget(name).title}")


def _ask(name: str, voice: str, trust: bool, seed: int) -> None:
    from timbrespace.api import words
    from timbrespace.cli.progress import showing

    opened = voice_at(voice, trust)
    with showing("word", f"Asking {opened.id} for {name}") as job:
        own = words.ask(name, opened, seed=seed, job=job)
    found = own.loop_on(opened.model_hash)
    print(found.sentence() if found else "It was fitted anew meanwhile: ask again.")


def _unsure(fitted: bool) -> str:
    if not fitted:
        return "Not fitted yet."
    return "All marks are of one group, so nobody can say how far it goes."
