"""Who may talk to the server: this page on this machine, and nobody else.

Any web page that a user has open can send requests to the loopback address, and a name
that resolves to it (DNS rebinding) even looks like the same origin to a browser. So every
request, and every WebSocket, must name this server in ``Host``, and where a browser says
which page asks (``Origin``, ``Sec-Fetch-Site``), that must be this server's own page.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from timbrespace.app.answers import Refused, TooLarge, error_json, to_json
from timbrespace.errors import TimbrespaceError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
SAFE_METHODS = ("GET", "HEAD")
_HOST = re.compile(r"(\[[^\]]*\]|[^:]*)(?::([0-9]{1,5}))?")

#: Most bytes of a sound file, and of any other body.
SOUND_BYTES = 200 << 20
BODY_BYTES = 16 << 20
SOUND_PATHS = re.compile(r"/api/(search|effects/(sounds|spaces/\w+/reference|batches/\w+/sounds))")


def check_caller(scope: Scope) -> None:
    """Let this server's own page and local tools pass.

    Args:
        scope: The ASGI scope of a request or a WebSocket.

    Raises:
        Refused: ``Host`` is not the loopback address with this server's port; another
            page asks; or a call that changes something does not say which page asks.
    """
    headers = scope["headers"]
    host = _only(headers, b"host")
    _check_host(host, scope.get("server"))
    origin = _only(headers, b"origin")
    if origin and origin != f"http://{host}":
        raise Refused(
            f"This server answers its own page only, not {origin!r}.",
            f"Open http://{host} itself.",
        )
    site = _only(headers, b"sec-fetch-site")
    if site not in ("", "same-origin", "none") and not _is_navigation(scope):
        raise Refused("Another page asks.", f"Open http://{host} itself.")
    reads = scope["type"] == "http" and scope["method"] in SAFE_METHODS
    if not reads and not origin:
        raise Refused(
            "A call that changes something must say which page asks.",
            f"Send the header 'Origin: http://{host}'.",
        )


def secured(app: ASGIApp) -> ASGIApp:
    """Wrap an ASGI app: check the caller, bound the body, add the headers that browsers obey."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        try:
            check_caller(scope)
            limit = SOUND_BYTES if SOUND_PATHS.fullmatch(scope["path"]) else BODY_BYTES
            _check_announced(scope, limit)
        except (Refused, TooLarge) as error:
            await _refuse(scope, receive, send, error, error.status)
            return
        if scope["type"] == "websocket":
            await app(scope, receive, send)
            return
        await app(scope, _bounded(receive, limit), _with_headers(scope, send))

    return guarded


def security_headers(host: str) -> dict[str, str]:
    """What every answer says to a browser: nothing runs, loads or frames but what is ours.

    No ``'unsafe-eval'``: the page runs the draw programs of regl without it.
    """
    policy = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' ws://{host}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{k} {v}" for k, v in policy.items()),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }


def _check_host(host: str, server: tuple[str, int | None] | None) -> None:
    found = _HOST.fullmatch(host)
    name, port = (found[1].lower(), found[2] or "80") if found else ("", "")
    expected = str(server[1]) if server and server[1] else port
    if name not in LOOPBACK_NAMES:
        raise Refused(
            f"This server is not called {host!r}.", f"Open http://127.0.0.1:{expected} itself."
        )
    if port != expected:
        raise Refused(
            f"This server listens on port {expected}, not on {port}.",
            f"Forward the same port: ssh -L {expected}:127.0.0.1:{expected} MACHINE",
        )


def _is_navigation(scope: Scope) -> bool:
    """Whether a person follows a link to the page: from anywhere, and what asks reads nothing."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["path"].startswith("/api")
        and _only(scope["headers"], b"sec-fetch-mode") == "navigate"
        and _only(scope["headers"], b"sec-fetch-dest") == "document"
    )


def _only(headers: list[tuple[bytes, bytes]], name: bytes) -> str:
    """The one value of a header, ``""`` where there is none; two of them are a trick."""
    values = [value for key, value in headers if key.lower() == name]
    if len(values) > 1:
        raise Refused(f"The header '{name.decode()}' is there twice.", "Send it once.")
    return values[0].decode("latin-1") if values else ""


def _check_announced(scope: Scope, limit: int) -> None:
    length = _only(scope["headers"], b"content-length")
    if length.isdecimal() and int(length[:19]) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        f"That is more than the {limit >> 20} MB that the server takes at once.",
        "Send less: a shorter sound, or fewer items.",
    )


def _bounded(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def receive_bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise _too_large(limit)
        return message

    return receive_bounded


def _with_headers(scope: Scope, send: Send) -> Send:
    extra = security_headers(_only(scope["headers"], b"host"))
    encoded = [(key.encode(), value.encode("latin-1")) for key, value in extra.items()]

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            said = list(message.get("headers", ()))
            # A report has a stricter policy of its own, under which it may play what it carries.
            own = {key.lower() for key, _ in said}
            said += [(key, value) for key, value in encoded if key not in own]
            message = {**message, "headers": said}
        await send(message)

    return send_with_headers


async def _refuse(
    scope: Scope, receive: Receive, send: Send, error: TimbrespaceError, status: int
) -> None:
    if scope["type"] == "websocket":
        await receive()
        # Closed before it was accepted: the browser sees a plain 403.
        await send({"type": "websocket.close", "code": 1008, "reason": error.message})
        return
    body = to_json(error_json(error)).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
