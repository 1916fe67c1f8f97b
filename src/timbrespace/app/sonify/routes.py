"""The call for a figure over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import Response

from timbrespace.app.responses import buffer_response, json_response

if TYPE_CHECKING:
    from timbrespace.app.backend import Backend


def add_figures(router: APIRouter, backend: Backend) -> None:
    """``/api/figure/{item}``, and its frames as ``.bin``."""

    @router.get("/figure/{item_id}.bin")
    def figure_buffer(item_id: str) -> Response:
        return buffer_response(backend.figure(item_id))

    @router.get("/figure/{item_id}")
    def figure(item_id: str) -> Response:
        return json_response(backend.figure(item_id))
