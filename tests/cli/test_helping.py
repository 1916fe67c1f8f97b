"""What --help says is all that was written: no bracket of a help text is taken for markup."""

from __future__ import annotations

import pytest
import typer

from timbrespace.cli.main import app


def commands(command, name=""):
    groups = getattr(command, "commands", None)
    if groups:
        for each, below in groups.items():
            yield from commands(below, f"{name} {each}".strip())
    else:
        yield name, command


ALL = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", ALL)
def test_help_reaches_the_reader_whole(name):
    from rich.text import Text

    command = ALL[name]
    texts = [command.help, *(getattr(param, "help", None) for param in command.params)]
    for text in filter(None, texts):
        assert Text.from_markup(text).plain == text
