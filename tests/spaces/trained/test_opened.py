"""What every runtime says of its folder, and of a folder that is not its own."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.installed import VOICES
from timbrespace.spaces.trained.opened import OpenedFolder, describing, session_of

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


def test_a_session_gives_the_outputs_asked_for_and_no_others():
    model = graphs.load(BELLS / folders.MODEL)
    session = session_of(model, "stream", "latents", "heard")
    assert [each.name for each in session.get_outputs()] == ["latents", "heard"]
    with pytest.raises(TimbrespaceError, match="no 'table' space") as told:
        session_of(model, "table", "values_out")
    assert "Train the space again" in told.value.remedy


@pytest.mark.parametrize("fault", [KeyError("hop"), TypeError("no"), ValueError("no")])
def test_settings_that_describe_no_such_thing_are_said_with_their_file(fault):
    with pytest.raises(TimbrespaceError, match=r"config.toml' does not describe a bell") as told:
        with describing(BELLS, "a bell"):
            raise fault
    assert told.value.__cause__ is fault
