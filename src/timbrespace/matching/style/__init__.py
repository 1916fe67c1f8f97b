"""The style of a sound: figures that an effect moves, and that can be told from another sound."""

from timbrespace.matching.style.vector import GROUPS, N_FIGURES, style, styles

__all__ = ["GROUPS", "N_FIGURES", "style", "styles"]
