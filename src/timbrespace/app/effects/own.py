"""Where the atlas on the page is itself a space of settings: its effect, its clip, its points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError
from timbrespace.settings.folder import Folder, Plan

if TYPE_CHECKING:
    from timbrespace.app.view import View
    from timbrespace.settings.recipe import Recipe

#: What a page calls the clip of such an atlas.
CLIP = "clip"


@dataclass(frozen=True)
class Own:
    """The space of settings that the page shows.

    Args:
        folder: Its folder.
        plan: What it is.
    """

    folder: Folder
    plan: Plan

    @property
    def recipe(self) -> Recipe:
        """What opens its effect again."""
        return self.folder.recipe()

    @property
    def facts(self) -> dict[str, Any]:
        """What a page begins with."""
        return {"effect": self.plan.effect, "sound": CLIP}

    @property
    def finished(self) -> bool:
        """Whether there is a map to be shown."""
        return bool(self.folder.store.maps())


def own_of(view: View) -> Own | None:
    """The space that a view is of; None where it is of sounds, or of nothing."""
    if not isinstance(view.atlas.about().get("settings"), dict):
        return None
    folder = Folder(Path(view.atlas.path))
    try:
        return Own(folder, Plan(**folder.about()["plan"]))
    except (TimbrespaceError, KeyError, TypeError):  # Somebody else made it, or a newer one.
        return None
