"""What every runtime says of its folder, and of a folder that is not its own."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.installed import VOICES
from timbrespace.spaces.trained.opened import OpenedFolder

BELLS = VOICES / "bells"


def test_the_facts_are_those_of_the_folder():
    opened, facts = OpenedFolder(BELLS), folders.read(BELLS)
    assert (opened.id, opened.sample_rate, opened.hop) == (facts.id, facts.sample_rate, facts.hop)
    assert (opened.dims, opened.delay_samples) == (facts.dims, facts.delay_samples)
    assert opened.model_hash == folders.model_hash(BELLS)


def test_a_model_without_what_the_kind_computes_is_said_to_be_no_such_space():
    class Another(OpenedFolder):
        kind = "another"

        def __init__(self, folder):
            super().__init__(folder)
            self._session(self._model(), "latents", "colours")

    with pytest.raises(TimbrespaceError, match="no 'another' space"):
        Another(BELLS)
