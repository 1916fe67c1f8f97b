"""Every error leaves in the agreed form, our own faults included."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timbrespace.app.responses import error_response
from timbrespace.errors import TimbrespaceError

#: The remedy for whoever speaks to the server by hand.
READ = "docs/server.md lists all calls."

_log = logging.getLogger(__name__)


def add_error_handlers(app: FastAPI) -> None:
    """Turn errors of users, of callers and of ours into ``{error, remedy}``."""

    @app.exception_handler(TimbrespaceError)
    async def refused(request: Request, error: TimbrespaceError) -> Response:
        return error_response(error)

    @app.exception_handler(RequestValidationError)
    async def misunderstood(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
        return error_response(TimbrespaceError(f"{where}: {first['msg']}.", READ), 422)

    @app.exception_handler(HTTPException)
    async def unknown(request: Request, error: HTTPException) -> Response:
        return error_response(TimbrespaceError(f"{error.detail}.", READ), error.status_code)

    app.add_middleware(unbroken)


def unbroken(app: ASGIApp) -> ASGIApp:
    """Wrap an ASGI app so that a fault of ours is logged and answered, not a cut connection."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, send_on)
        except Exception as error:
            _log.exception("%s %s failed", scope.get("method", "WebSocket"), scope["path"])
            if begun or scope["type"] != "http":
                raise
            said = TimbrespaceError(
                f"The server failed ({type(error).__name__}).",
                "The terminal it runs in says more.",
            )
            await error_response(said, 500)(scope, receive, send)

    return answering
