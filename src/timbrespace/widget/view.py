"""The widget itself; importing this needs the notebook extra."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from anywidget import AnyWidget

from timbrespace.app.backend import Backend
from timbrespace.app.pages import BUILT
from timbrespace.errors import TimbrespaceError
from timbrespace.widget.calls import reply

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api import Atlas

#: Calls answered at a time: a picture being drawn does not hold back a sound.
WORKERS = 4


class AtlasWidget(AnyWidget):
    """The map in a notebook; plays on hover and click.

    Sounds travel over the widget's own channel as binary, so that it works where the
    kernel is on another machine. ``selection`` and ``colour_by`` can be read, set and
    observed from Python.

    Args:
        atlas: What to show.
        static: Folder of the built page; default: the one inside the package.
        traits: ``selection`` and ``colour_by`` to begin with.

    Raises:
        TimbrespaceError: The page has not been built, or an id is not in the atlas.
    """

    _esm = traitlets.Unicode("").tag(sync=True)
    _css = traitlets.Unicode("").tag(sync=True)
    #: Ids of the selected items.
    selection: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    #: Name of a label or a descriptor, or "".
    colour_by = traitlets.Unicode("").tag(sync=True)

    def __init__(self, atlas: Atlas, *, static: Path | None = None, **traits: Any) -> None:
        self.atlas = atlas
        self.backend = Backend(atlas)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="widget")
        self._deaf = self.backend.hub.listen(lambda event: self.send({"event": event}))
        script, style = built_files(static or BUILT)
        super().__init__(_esm=script, _css=style, **traits)
        self.on_msg(self._take)

    @property
    def selected(self) -> pd.DataFrame:
        """The rows of ``atlas.items`` that are selected."""
        items = self.atlas.items
        return items[items["id"].isin(self.selection)]

    def refresh(self) -> None:
        """Read again what has grown on disk, and show it."""
        self.atlas.refresh()
        self.backend.show(self.atlas)
        self.backend.notify_atlas()

    def close(self) -> None:
        """Take the widget off the page, and stop its jobs."""
        self._deaf()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.backend.close()
        super().close()

    @traitlets.validate("selection")
    def _known(self, proposal: Any) -> list[str]:
        ids: list[str] = proposal["value"]
        unknown = sorted(set(ids) - set(self.atlas.items["id"]))
        if unknown:
            raise TimbrespaceError(
                f"This atlas has no item '{unknown[0]}'.", "atlas.items['id'] lists those it has."
            )
        return ids

    def _take(self, widget: Any, content: Any, buffers: list[memoryview]) -> None:
        if isinstance(content, dict) and "call" in content:
            # Copied now: the channel may use its memory again.
            self._pool.submit(self._reply, content, [bytes(buffer) for buffer in buffers])

    def _reply(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        self.send(*reply(self.backend, content, buffers))


def built_files(folder: Path) -> tuple[str, str]:
    """The widget's script and style as the page's build leaves them.

    Raises:
        TimbrespaceError: It has not been built.
    """
    script, style = folder / "widget.js", folder / "widget.css"
    if not script.is_file():
        raise TimbrespaceError(
            "The notebook's part of the page has not been built.",
            "In a clone: make page. An installed timbrespace brings it along: install it again.",
        )
    return script.read_text("utf-8"), style.read_text("utf-8") if style.is_file() else ""
