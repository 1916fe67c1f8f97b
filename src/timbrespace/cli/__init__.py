"""The command line. It parses, calls the public functions, and shows what they say."""

from timbrespace.cli.main import main

__all__ = ["main"]
