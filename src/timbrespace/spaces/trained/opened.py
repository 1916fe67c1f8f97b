"""What all runtimes of trained spaces have in common: a folder, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs

if TYPE_CHECKING:
    import onnx
    import onnxruntime


def no_sound(facts: folders.SpaceFacts) -> TimbrespaceError:
    """What to say where a space of sounds was expected, and one of data was named."""
    return TimbrespaceError(
        f"'{facts.id}' is a space of data, and not of sounds.",
        "timbrespace sonify DATA.space --voice VOICE makes it heard.",
    )


@contextmanager
def describing(folder: Path, what: str) -> Iterator[None]:
    """Settings of a folder that are read within have to describe ``what``; else it is said.

    Raises:
        TimbrespaceError: Something is missing, or is no such thing.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise TimbrespaceError(
            f"'{folder / folders.CONFIG}' does not describe {what} ({error}).", graphs.REMEDY
        ) from error


def session_of(model: onnx.ModelProto, kind: str, *outputs: str) -> onnxruntime.InferenceSession:
    """What computes these outputs of the model of a space of some kind.

    Raises:
        TimbrespaceError: The model lacks them, and so is of another kind; or it can't be run.
    """
    try:
        part = graphs.part(model, *outputs)
    except ValueError as error:
        raise TimbrespaceError(
            f"This model is no '{kind}' space ({error}).", graphs.REMEDY
        ) from error
    return graphs.open_session(part)


class OpenedFolder:
    """A trained folder, opened: the facts that every :class:`DecodingSpace` gives.

    Args:
        folder: Where it lies.

    Raises:
        TimbrespaceError: It is not the folder of a space, or it is damaged.
    """

    kind: str

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._facts = folders.read(folder)
        self.id, self.name = self._facts.id, self._facts.name
        if self._facts.sample_rate is None or self._facts.hop is None:
            raise no_sound(self._facts)
        self.sample_rate, self.hop = self._facts.sample_rate, self._facts.hop
        self.dims: tuple[Dim, ...] = self._facts.dims
        self.delay_samples = self._facts.delay_samples
        self.model_hash = folders.model_hash(folder)

    def _describing(self, what: str) -> AbstractContextManager[None]:
        """Settings that are read within have to describe ``what``; else it is said."""
        return describing(self._folder, what)

    def _model(self) -> onnx.ModelProto:
        return graphs.load(self._folder / folders.MODEL)

    def _session(self, model: onnx.ModelProto, *outputs: str) -> onnxruntime.InferenceSession:
        """What computes these outputs; a model without them is of another kind."""
        return session_of(model, self.kind, *outputs)
