"""The server: binds to the loopback address, says where it is, stops cleanly."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.app.backend import Backend
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from timbrespace.api import Atlas
    from timbrespace.app.empty import EmptyAtlas

HOST = "127.0.0.1"
PORT = 8765
#: How many further ports are tried when one is taken.
MORE_PORTS = 10
#: Seconds that open connections get when the server stops.
GOODBYE_S = 2


@dataclass(frozen=True)
class Running:
    """A server that answers.

    Args:
        url: Where the page is.
        port: The port it got.
        backend: What it answers from.
        stop: Ends it, from any thread.
    """

    url: str
    port: int
    backend: Backend
    stop: Callable[[], None]


def make_app(atlas: Atlas | EmptyAtlas | Backend, *, static: Path | None = None) -> FastAPI:
    """The page's server as an ASGI app; ``app.state.backend`` is what it answers from.

    Args:
        atlas: What to serve, or a backend that does.
        static: Folder of the built page; default: the one inside the package.
    """
    from fastapi import FastAPI

    from timbrespace import __version__
    from timbrespace.app.failures import add_error_handlers
    from timbrespace.app.pages import add_page
    from timbrespace.app.routes import api_routes
    from timbrespace.app.security import secured

    backend = atlas if isinstance(atlas, Backend) else Backend(atlas)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        backend.close()

    app = FastAPI(
        title="timbrespace",
        version=__version__,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        # Their pages fetch scripts from the network.
        docs_url=None,
        redoc_url=None,
    )
    app.state.backend = backend
    add_error_handlers(app)
    app.add_middleware(secured)  # Last, so that nothing gets past it.
    app.include_router(api_routes(backend))
    add_page(app, static)
    return app


def serve(
    atlas: Atlas | EmptyAtlas | Backend,
    *,
    port: int = PORT,
    open_browser: bool = True,
    on_ready: Callable[[Running], None] | None = None,
    static: Path | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve an atlas on this machine until Ctrl-C; its running jobs are then cancelled.

    Args:
        atlas: What to serve, or a backend that does.
        port: Where; if it is taken, one of the next ten. 0 is any free one.
        open_browser: Whether to open the page.
        on_ready: Called once it answers.
        static: Folder of the built page; default: the one inside the package.
        say: Gets each line for the terminal.

    Raises:
        TimbrespaceError: All these ports are taken.
    """
    import uvicorn

    backend = atlas if isinstance(atlas, Backend) else Backend(atlas)
    bound = bind(port)
    got = bound.getsockname()[1]
    if port and got != port:
        say(f"Port {port} is taken; this is on {got}.")
    config = uvicorn.Config(
        make_app(backend, static=static),
        log_level="critical",  # What matters is logged where it happens.
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws_max_size=1 << 16,
        ws_per_message_deflate=False,  # The loopback is quicker than a compressor.
        timeout_graceful_shutdown=GOODBYE_S,
    )
    server = uvicorn.Server(config)

    def stop() -> None:
        server.should_exit = True

    running = Running(f"http://{HOST}:{got}/", got, backend, stop)
    _when_started(server, lambda: _ready(running, open_browser, on_ready, say))
    try:
        server.run(sockets=[bound])
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        backend.close()
        bound.close()


def bind(port: int) -> socket.socket:
    """A socket on the loopback address, at this port or one of the next ten.

    Raises:
        TimbrespaceError: All of them are taken.
    """
    for candidate in range(port, port + MORE_PORTS + 1) if port else [0]:
        # Named TCP, because asyncio turns off Nagle's delay only where it is: without that,
        # every sound comes 40 ms late.
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # Elsewhere than on POSIX, two programs could else share a port.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, candidate))
            bound.listen(128)
        except (OSError, OverflowError):
            bound.close()
            continue
        return bound
    raise TimbrespaceError(
        f"The ports {port} to {port + MORE_PORTS} are all taken.", "Name another with --port."
    )


def _ready(
    running: Running,
    open_browser: bool,
    on_ready: Callable[[Running], None] | None,
    say: Callable[[str], None],
) -> None:
    running.backend.warm_up()
    say(f"Open {running.url} (Ctrl-C stops it)")
    if open_browser:
        import webbrowser

        webbrowser.open(running.url)
    if on_ready is not None:
        on_ready(running)


def _when_started(server: uvicorn.Server, then: Callable[[], None]) -> None:
    """Call ``then`` on a thread of its own as soon as the server answers."""

    def watch() -> None:
        import time

        while not server.started:
            if server.should_exit:
                return
            time.sleep(0.01)
        then()

    threading.Thread(target=watch, name="ready", daemon=True).start()
