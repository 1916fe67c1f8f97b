"""The built page, or one that says how to build it."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles

#: Where Vite puts the page.
BUILT = Path(__file__).parent / "static"

_NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>timbrespace: the page is not built</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 38rem;
  margin: 15vh auto; padding: 1rem }
code { background: #8883; padding: .1em .4em; border-radius: .2em }
:root { color-scheme: light dark }
</style>
<h1>The page has not been built yet</h1>
<p>The server runs, and <a href="/api/atlas">answers</a>. In a clone, the page itself is built
once, with</p>
<p><code>make page</code></p>
<p>in the folder of the clone; then reload. An installed timbrespace brings it along: if you see
this there, install it again.</p>
</html>
"""


def add_page(app: FastAPI, static: Path | None = None) -> None:
    """Serve the built page at ``/``; looked for at each request, so that a build shows at once."""
    folder = static or BUILT
    router = APIRouter()

    @router.get("/", include_in_schema=False)
    def page() -> Response:
        index = folder / "index.html"
        if index.is_file():
            return FileResponse(index, headers={"cache-control": "no-cache"})
        return HTMLResponse(_NOT_BUILT, 503)

    app.include_router(router)
    app.mount("/", StaticFiles(directory=folder, check_dir=False))
