"""Studies that anyone can run again: a question, real sounds, baselines, one report."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from timbrespace.jobs import Job

__all__ = ["STUDIES", "Options", "Study", "find"]


@dataclass(frozen=True)
class Options:
    """What a user can say about any study.

    Args:
        out: Folder of the report; a study that was stopped goes on there.
        data: Folder of the user's own sounds, or data; None: what the study brings itself.
        small: Two minutes on two cores instead of the full run.
        seed: The one seed that all randomness comes from.
        layer: Layer that is projected and edited, or ``"best"``; None: the study's own choice.
        tell: Given a line whenever a step is done.
        command: The command line as it was given.
        voice: A trained voice that a study should use in the place of its own; empty: its own.
        label: The label of the user's data that a study should ask about; empty: its own choice.
    """

    out: Path
    data: Path | None = None
    small: bool = False
    seed: int = 0
    layer: str | None = None
    tell: Callable[[str], None] = lambda line: None
    command: str = ""
    voice: str = ""
    label: str = ""


@dataclass(frozen=True)
class Study:
    """One entry of the table of studies.

    Args:
        name: As the command line has it.
        question: What it asks, one line.
        module: Where its ``run(options, job) -> Path`` is.
    """

    name: str
    question: str
    module: str

    def run(self, options: Options, job: Job | None = None) -> Path:
        """Run it, or what is left of it.

        Returns:
            The path of report.html; results.json lies beside it.
        """
        page: Path = import_module(self.module).run(options, job)
        return page


STUDIES = (
    Study(
        "latent-audio",
        "Does YAMNet separate the material from the action of a sound, and can the two be "
        "edited apart?",
        "timbrespace.studies.latent_audio.study",
    ),
    Study(
        "music-autoencoder",
        "How small can a latent get before the music, or its genre, is gone?",
        "timbrespace.studies.music_autoencoder.study",
    ),
    Study(
        "bells",
        "How near does a voice of 16 numbers a frame, the shipped one, come to tuned percussion?",
        "timbrespace.studies.bells.study",
    ),
    Study(
        "surrogates",
        "Can a pretrained generator be played by timbre words, and the words carried to the next "
        "model?",
        "timbrespace.studies.surrogates.study",
    ),
    Study(
        "effects",
        "Can an effect's style be heard, mapped and copied?",
        "timbrespace.studies.effects.study",
    ),
    Study(
        "sonify",
        "Can data that was never sound be told apart by ear?",
        "timbrespace.studies.sonify.study",
    ),
)


def find(name: str) -> Study:
    """The study of that name.

    Raises:
        TimbrespaceError: There is none.

    Example:
        >>> find("latent-audio").name
        'latent-audio'
    """
    for study in STUDIES:
        if study.name == name:
            return study
    raise TimbrespaceError(
        f"There is no study '{name}'.", f"There is: {', '.join(s.name for s in STUDIES)}."
    )
