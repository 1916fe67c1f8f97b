"""The calls of the Effects panel over HTTP, and its WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Query, Request, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from timbrespace.app.answers import Answer
from timbrespace.app.effects.host import checked_peak
from timbrespace.app.live.visit import visit
from timbrespace.app.responses import buffer_response, json_response
from timbrespace.settings.growing import MAP

if TYPE_CHECKING:
    from timbrespace.app.backend import Backend

Map = Annotated[str, Query(alias="map")]


def add_effects(router: APIRouter, backend: Backend) -> None:
    """All of ``/api/effects``."""
    effects = backend.effects
    _add_sounds(router, backend)
    _add_spaces(router, backend)
    _add_places(router, backend)
    _add_presets(router, backend)
    _add_batches(router, backend)

    @router.get("/effects")
    def overview() -> Response:
        return json_response(effects.overview(backend.view))

    @router.get("/effects/about")
    def about(effect: str) -> Response:
        return json_response(effects.about(effect))

    @router.websocket("/effects/live")
    async def live(socket: WebSocket) -> None:
        await visit(socket, effects.host, lambda: backend.view)


def _add_sounds(router: APIRouter, backend: Backend) -> None:
    effects = backend.effects

    @router.post("/effects/sounds")
    async def upload(request: Request, name: str = "") -> Response:
        body = await request.body()
        return json_response(await run_in_threadpool(effects.upload, body, name))

    @router.get("/effects/sounds/{sound}")
    def sound(sound: str) -> Response:
        return json_response(effects.sound(backend.view, sound))

    @router.post("/effects/render")
    def render(
        effect: Annotated[str, Body()],
        theta: Annotated[list[float], Body()],
        items: Annotated[list[str] | None, Body()] = None,
        input_peak_db: Annotated[float | None, Body()] = None,
    ) -> Response:
        name = {"content-disposition": 'attachment; filename="effected.zip"'}
        zipped = effects.render(backend.sounds_of(items), effect, theta, input_peak_db)
        return StreamingResponse(zipped, 200, name, "application/zip")


def _add_batches(router: APIRouter, backend: Backend) -> None:
    effects = backend.effects
    batches = effects.batches

    @router.post("/effects/batches")
    def begin(
        effect: Annotated[str, Body()],
        theta: Annotated[list[float], Body()],
        input_peak_db: Annotated[float | None, Body()] = None,
    ) -> Response:
        return json_response(effects.begin_batch(effect, theta, input_peak_db))

    @router.post("/effects/batches/{batch}/sounds")
    async def add(request: Request, batch: str, name: str = "sound") -> Response:
        found = batches.find(batch)
        body = await request.body()
        return json_response(Answer(await run_in_threadpool(found.add, body, name)))

    @router.get("/effects/batches/{batch}/sounds.zip")
    def take(batch: str) -> Response:
        name = {"content-disposition": 'attachment; filename="effected.zip"'}
        return StreamingResponse(batches.find(batch).zipped(), 200, name, "application/zip")

    @router.post("/effects/batches/{batch}/forget")
    def forget(batch: str) -> Response:
        batches.forget(batch)
        return json_response(Answer({}))


def _add_spaces(router: APIRouter, backend: Backend) -> None:
    effects = backend.effects

    @router.post("/effects/spaces")
    def make(asked: Annotated[dict[str, Any], Body()]) -> Response:
        return json_response(effects.make_space(backend.view, asked))

    @router.get("/effects/spaces/{space}")
    def facts(space: str) -> Response:
        return json_response(Answer(effects.spaces.facts(space)))

    @router.get("/effects/spaces/{space}/table")
    def table(space: str, start: int = 0) -> Response:
        return buffer_response(effects.spaces.table(space, start))

    @router.get("/effects/spaces/{space}/maps/{name}")
    def map_(space: str, name: str) -> Response:
        return buffer_response(effects.spaces.map(space, name))

    @router.post("/effects/spaces/{space}/corners")
    def corners(
        space: str,
        per_corner: Annotated[int, Body()] = 10,
        labels: Annotated[list[dict[str, Any]] | None, Body()] = None,
    ) -> Response:
        return json_response(effects.corners(space, per_corner, labels or []))


def _add_places(router: APIRouter, backend: Backend) -> None:
    effects = backend.effects

    @router.get("/effects/spaces/{space}/settings")
    def settings(
        space: str, x: float, y: float, map_name: Map = MAP, how: str = "between"
    ) -> Response:
        return json_response(effects.settings_at(space, x, y, map_name, how))

    @router.get("/effects/spaces/{space}/points/{index}")
    def point(space: str, index: int, map_name: Map = MAP) -> Response:
        return json_response(effects.point(space, index, map_name))

    @router.get("/effects/spaces/{space}/points/{index}/audio")
    def audio(space: str, index: int) -> Response:
        return buffer_response(effects.point_sound(space, index), "audio/wav")

    @router.post("/effects/spaces/{space}/place")
    def place(
        space: str, theta: Annotated[list[float], Body(embed=True)], map_name: Map = MAP
    ) -> Response:
        return json_response(effects.place(space, theta, map_name))

    @router.post("/effects/spaces/{space}/reference")
    async def reference(request: Request, space: str, map_name: Map = MAP) -> Response:
        body = await request.body()
        return json_response(await run_in_threadpool(effects.reference, space, body, map_name))

    @router.post("/effects/spaces/{space}/midpoint")
    def midpoint(
        space: str,
        a: Annotated[int, Body()],
        b: Annotated[int, Body()],
        how: Annotated[str, Body()] = "sound",
        map_name: Map = MAP,
    ) -> Response:
        return json_response(effects.midpoint(space, a, b, how, map_name))


def _add_presets(router: APIRouter, backend: Backend) -> None:
    from timbrespace.app.effects import presets

    effects = backend.effects

    @router.get("/effects/presets")
    def listed() -> Response:
        return json_response(Answer(presets.listed()))

    @router.post("/effects/presets")
    def save(
        name: Annotated[str, Body()],
        effect: Annotated[str, Body()],
        theta: Annotated[list[float], Body()],
        input_peak_db: Annotated[float | None, Body()] = None,
    ) -> Response:
        peak_db = checked_peak(input_peak_db)
        made = presets.save(name, effects.open(effect), theta, peak_db)
        effects.forget(made["effect"])
        return json_response(Answer(made))

    @router.post("/effects/presets/open")
    async def brought(request: Request, name: str = "preset.toml") -> Response:
        body = await request.body()
        made = await run_in_threadpool(presets.brought, body, name, effects.open)
        return json_response(Answer(made))

    @router.get("/effects/presets/{name}.toml")
    def file(name: str) -> Response:
        return buffer_response(presets.file(name), "application/toml")

    @router.get("/effects/presets/{name}")
    def preset(name: str) -> Response:
        return json_response(Answer(presets.told(name)))

    @router.post("/effects/presets/{name}/forget")
    def forget(name: str) -> Response:
        presets.forget(name)
        return json_response(Answer(presets.listed()))
