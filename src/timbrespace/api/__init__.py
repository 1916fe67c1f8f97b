"""The functions a user calls; the command line, the page and the notebook call the same ones."""

from timbrespace.api.atlas import Atlas, Framed, open
from timbrespace.api.building import Watcher, build, demo, encode, scan

__all__ = ["Atlas", "Framed", "Watcher", "build", "demo", "encode", "open", "scan"]
