"""The untaught matcher of the floor below."""

from tests.matching.conftest import matcher

__all__ = ["matcher"]
