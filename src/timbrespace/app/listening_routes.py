"""The call for a listening test over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response

from timbrespace.app.responses import buffer_response

if TYPE_CHECKING:
    from timbrespace.app.backend import Backend


def add_listening(router: APIRouter, backend: Backend) -> None:
    """``/api/listening/abx``: a page."""

    @router.get("/listening/abx")
    def abx(label: str, pairs: int = 16, seed: int = 0) -> Response:
        return buffer_response(backend.abx(label, pairs, seed), "text/html; charset=utf-8")
