"""Loading a TorchScript program, and copies of it that know nothing of each other."""

from __future__ import annotations

import copy
import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import MissingExtra, TimbrespaceError

if TYPE_CHECKING:
    import torch

#: What nobody who only plays a file can act upon.
_DEPRECATED = r"`torch\.jit\.\w+` is (deprecated|not supported)"

#: How an archive (zip) begins.
_ARCHIVE = b"PK"


def load(content: bytes, path: Path) -> torch.jit.ScriptModule:
    """The program in a file's content, on the CPU, as it plays and not as it learns.

    Args:
        content: Of the file, which the user trusts.
        path: Where it came from, for errors.

    Raises:
        MissingExtra: PyTorch is not installed.
        TimbrespaceError: It is no TorchScript, or this PyTorch has none.
    """
    jit = _jit()
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", _DEPRECATED)
            module: torch.jit.ScriptModule = jit.load(io.BytesIO(content), map_location="cpu")
    except (RuntimeError, ValueError, OSError) as error:
        raise _no_program(path, _first_line(error)) from error
    module.eval()
    return module


def check_format(content: bytes, path: Path) -> None:
    """Raise unless a file may be TorchScript, which is an archive; nothing of it is run.

    Raises:
        TimbrespaceError: It is something else.
    """
    if not content.startswith(_ARCHIVE):
        raise _no_program(path, "it is no archive")


def fresh(module: torch.jit.ScriptModule) -> torch.jit.ScriptModule:
    """A copy in the same state, that shares none of it."""
    made: torch.jit.ScriptModule = copy.deepcopy(module)
    return made


def _no_program(path: Path, why: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"'{path}' is not a TorchScript file that PyTorch can load ({why}).",
        "Export it again (RAVE: 'rave export', with --streaming for live play).",
    )


def _jit() -> Any:
    try:
        import torch
    except ModuleNotFoundError as error:
        raise MissingExtra("playing TorchScript files", "models") from error
    jit = getattr(torch, "jit", None)
    if not hasattr(jit, "load"):
        raise TimbrespaceError(
            f"PyTorch {torch.__version__} has no TorchScript any more.",
            "Use a Python below 3.14 with a PyTorch that has it, or export to another format.",
        )
    return jit


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")[:160] if str(error).strip() else "empty"
