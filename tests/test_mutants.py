"""Small changes to the reference are noticed, or are known to change nothing that is promised."""

from __future__ import annotations

import ast

import pytest

from solutions.equivalents import EQUIVALENT
from tests.course import REPO
from tools.mutants import SEEDS, modules, mutants, outcomes


@pytest.mark.parametrize("module", modules())
def test_every_mutant_is_noticed(module):
    alive = [one.mutant for one in outcomes(module, SEEDS) if one.how == "surviving"]
    assert alive == [], "a hole in the behaviours, or a reason for solutions/equivalents.py"


def test_every_equivalent_is_a_mutant_and_has_a_reason():
    found = {mutant.name for module in modules() for mutant in mutants(module)}
    assert len(found) > 300
    assert set(EQUIVALENT) <= found
    assert all(len(reason) > 10 for reason in EQUIVALENT.values())


def test_mutants_are_real_changes():
    for module in modules():
        source = (REPO / module.replace(".", "/")).with_suffix(".py").read_text("utf-8")
        original = ast.unparse(ast.parse(source))
        for mutant in mutants(module):
            assert ast.unparse(mutant.source) != original, mutant.name
