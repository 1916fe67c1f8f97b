"""From what a user types (``stream:bells``, a folder, ``model.ts``) to a voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.atlas.remembered import recall_voice, remembered_voices
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing import lyra
from timbrespace.spaces.playing.hifigan import folder as hifigan_folder
from timbrespace.spaces.playing.hifigan import making

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice

#: What TorchScript files end in; any other file is tried as one too.
PROGRAMS = (".ts", ".pt", ".pth", ".torchscript")


@dataclass(frozen=True)
class Listed:
    """One voice that can be named here.

    Args:
        id: What :func:`open_voice` takes.
        title: What a person reads.
        problem: Why it can't be opened, and what to do; empty where it can.
    """

    id: str
    title: str
    problem: str = ""


def open_voice(place: str | Path, *, trust: bool = False, rate: int | None = None) -> Voice:
    """A voice, by its name or the path of its file or folder.

    Args:
        place: ``"stream:bells"``, any trained space (folder or ``KIND:NAME``), ``"lyra"``,
            ``"hifigan"`` or the folder of such a voice, or a TorchScript file in the convention
            of nn~ (``"nn:NAME"`` once it was opened by its path).
        trust: Whether a file that is a program may be run; remembered for its content.
        rate: In Hz, for a program that does not say its own; remembered too.

    Raises:
        NotTrusted: It is a program that this user has not trusted.
        TimbrespaceError: There is none, it is damaged, or it can't be played.
        MissingExtra: It needs an optional part of the installation.

    Example:
        >>> voice = open_voice("stream:bells")
        >>> voice.sample_rate, voice.hop, len(voice.dims)
        (48000, 256, 16)
    """
    text, path = str(place), Path(place).expanduser()
    if text.startswith("nn:"):
        path = _remembered_file(text)
    if (path / lyra.DECODER).is_file():
        return lyra.open_lyra(path)
    if hifigan_folder.is_voice(path):
        return making.open_folder(path)
    if text == "lyra":
        return lyra.open_lyra()
    if text.split(":")[0] == making.BARE:
        return making.open_named(text)
    if path.is_file() or path.suffix.lower() in PROGRAMS:
        from timbrespace.spaces.playing.nn_tilde.voice import open_file

        return open_file(path, trust=trust, rate=rate)
    from timbrespace.spaces.playing.trained import open_trained

    return open_trained(place)


def list_voices() -> list[Listed]:
    """The voices that can be named here, also those that can't be opened; no program is run."""
    return [*_trained(), Listed("lyra", "Lyra v2", lyra.problem()), *_hifigans(), *_programs()]


def _trained() -> list[Listed]:
    from timbrespace.spaces.playing.trained import title_of, why_not
    from timbrespace.spaces.trained.installed import listing

    found = []
    for each in listing():
        if each.facts is None:
            found.append(Listed(each.id, each.id, each.problem))
            continue
        if not each.facts.decodes:
            continue
        why = why_not(each.facts.kind)
        problem = f"It can't be played: {why}." if why else each.problem
        found.append(Listed(each.id, title_of(each.facts.name, each.facts.kind), problem))
    return found


def _hifigans() -> list[Listed]:
    known = [each for each in remembered_voices() if each.startswith("hifigan:")]
    if not known:
        return [Listed("hifigan", "HiFi-GAN", f"It is not made yet. {making.how_to_make()}")]
    return [
        Listed(
            each,
            f"{each.removeprefix('hifigan:')} (HiFi-GAN)",
            "" if _is_there(each) else f"Its folder is gone. {making.how_to_make()}",
        )
        for each in known
    ]


def _is_there(voice_id: str) -> bool:
    folder = recall_voice(voice_id)
    return folder is not None and hifigan_folder.is_voice(folder)


def _programs() -> list[Listed]:
    ids = [voice_id for voice_id in remembered_voices() if voice_id.startswith("nn:")]
    return [Listed(each, f"{each.removeprefix('nn:')} (nn~)", _problem(each)) for each in ids]


def _problem(voice_id: str) -> str:
    """Why a program can't be opened now; empty where it can."""
    from importlib.util import find_spec

    from timbrespace.errors import MissingExtra
    from timbrespace.spaces.playing import consent

    try:
        path = _remembered_file(voice_id)
        facts = path.stat()
        sha256 = _sha256(path, facts.st_mtime_ns, facts.st_size)
        consent.check(path, sha256, trust=False)
    except (TimbrespaceError, OSError) as error:
        return str(error)
    if find_spec("torch") is None:
        return str(MissingExtra("playing TorchScript files", "models"))
    return ""


@lru_cache(maxsize=64)
def _sha256(path: Path, mtime_ns: int, size: int) -> str:
    """Of a file; lists are asked for often, and programs are large."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remembered_file(voice_id: str) -> Path:
    path = recall_voice(voice_id)
    if path is None or not path.is_file():
        where = f" (it lay at '{path}')" if path else ""
        raise TimbrespaceError(
            f"There is no voice '{voice_id}' here{where}.",
            "Open its file once by its path, and it is known: timbrespace inspect model.ts",
        )
    return path
