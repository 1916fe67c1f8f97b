"""The entry point: one line for an error, a traceback only on ``--debug``."""

from __future__ import annotations

import io
import sys

import typer

from timbrespace.cli import (
    aliases,
    blend,
    describe,
    disentangle,
    edit,
    effect,
    explain,
    export,
    inspect,
    listening,
    make,
    match,
    measure,
    play,
    plugins,
    probe,
    project,
    settings,
    sonify,
    study,
    surrogate,
    train,
    view,
    voices,
    word,
)
from timbrespace.errors import Cancelled, TimbrespaceError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 99},
    help="See, hear and steer the latent space of any sound model.",
)
app.command()(view.demo)
app.command("map")(view.map_)
app.command()(inspect.scan)
app.command()(make.encode)
app.command()(make.layout)
app.command()(make.place)
app.command()(project.project)
app.command()(probe.probe)
app.command()(probe.clusters)
app.command()(disentangle.disentangle)
app.command(context_settings=edit.ANY_FACTOR)(edit.edit)
app.command()(edit.edits)
app.command(cls=aliases.StudyOptions, epilog=aliases.HELP)(train.train)
app.command()(train.tune)
app.command()(train.spaces)
app.command()(train.reconstruct)
app.command()(blend.blend)
app.command()(measure.measure)
app.command()(describe.describe)
app.command()(voices.inspect)
app.add_typer(voices.voices, name="voices")
app.command()(effect.effects)
app.command()(effect.effect)
app.command()(plugins.plugins)
app.command()(surrogate.surrogate)
app.command()(explain.explain)
app.command()(explain.transfer)
app.command()(match.match)
app.add_typer(word.word, name="word")
app.command()(settings.settings)
app.add_typer(listening.listening, name="listening")
app.command()(sonify.sonify)
app.command()(export.export)
app.command()(study.study)
app.command()(play.play)
app.command()(view.serve)
app.command()(inspect.doctor)
app.add_typer(make.weights, name="weights")


@app.callback()
def options(
    debug: bool = typer.Option(False, "--debug", help="Show tracebacks, for a bug report."),
) -> None:
    """Options that hold for every command; ``--debug`` is read in :func:`main`."""


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 an error, 2 wrong usage, 130 stopped."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Lines are read as they come, also where they go to a file or through a pipe.
        sys.stdout.reconfigure(line_buffering=True)
    try:
        app(standalone_mode=True)
    except TimbrespaceError as error:
        if "--debug" in sys.argv:
            raise
        print(f"timbrespace: {error}", file=sys.stderr)
        sys.exit(130 if isinstance(error, Cancelled) else 1)
