"""The calls about the user's own words over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from timbrespace.app.responses import buffer_response, json_response
from timbrespace.app.words.own import OwnWords


def add_words(router: APIRouter, words: OwnWords) -> None:
    """All of ``/api/words``."""

    @router.get("/words")
    def listed() -> Response:
        return json_response(words.listed())

    @router.post("/words")
    async def load(request: Request, name: str = "") -> Response:
        file = await request.body()
        return json_response(await run_in_threadpool(words.load, file, name))

    @router.get("/words/{name}.json")
    def file(name: str, marks: bool = True) -> Response:
        # Not as JSON: the page would read it as an answer.
        return buffer_response(words.file(name, marks=marks))

    @router.get("/words/{name}/values")
    def values(name: str) -> Response:
        return buffer_response(words.values(name))

    @router.get("/words/{name}/suggestions")
    def suggest(name: str, n: int = 8) -> Response:
        return json_response(words.suggest(name, n))

    _add_changes(router, words)


def _add_changes(router: APIRouter, words: OwnWords) -> None:
    @router.post("/words/{name}/mark")
    def mark(
        name: str,
        said: Annotated[bool | float, Body()],
        items: Annotated[list[str] | None, Body()] = None,
    ) -> Response:
        return json_response(words.mark(name, said, items))

    @router.post("/words/{name}/unmark")
    def unmark(name: str, ids: Annotated[list[str], Body(embed=True)]) -> Response:
        return json_response(words.unmark(name, ids))

    @router.post("/words/{name}/fit")
    def fit(name: str) -> Response:
        return json_response(words.fit(name))

    @router.post("/words/{name}/rename")
    def rename(name: str, title: Annotated[str, Body(embed=True)]) -> Response:
        return json_response(words.rename(name, title))

    @router.post("/words/{name}/rescale")
    def rescale(
        name: str,
        low: Annotated[float, Body()],
        high: Annotated[float, Body()],
        unit: Annotated[str, Body()] = "",
    ) -> Response:
        return json_response(words.rescale(name, low, high, unit))

    @router.post("/words/{name}/forget")
    def forget(name: str) -> Response:
        return json_response(words.forget(name))
