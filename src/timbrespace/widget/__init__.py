"""The page's map in a notebook: the same component, the same backend, no server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timbrespace.errors import MissingExtra

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.widget.view import AtlasWidget

__all__ = ["AtlasWidget", "show"]


def show(atlas: Atlas, **traits: Any) -> AtlasWidget:
    """A map that plays, as the value of a notebook's cell.

    Args:
        atlas: What to show.
        traits: ``selection`` (ids) and ``colour_by`` to begin with.

    Raises:
        MissingExtra: The notebook extra is not installed.
        TimbrespaceError: This clone's page has not been built.
    """
    widget: AtlasWidget = _view().AtlasWidget(atlas, **traits)
    return widget


def __getattr__(name: str) -> Any:
    """``AtlasWidget``, on first use: the class needs the notebook extra."""
    if name == "AtlasWidget":
        return _view().AtlasWidget
    raise AttributeError(f"module 'timbrespace.widget' has no attribute {name!r}")


def _view() -> Any:
    try:
        import anywidget  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtra("the notebook widget", "notebook") from error
    from timbrespace.widget import view

    return view
