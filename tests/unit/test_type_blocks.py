"""Each controller declares the fields of its DocType as Frappe's exporter writes them."""

import ast

import pytest

from tests.support import type_blocks

FOLDERS = type_blocks.folders()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_block_agrees_with_the_schema(folder):
	exporter = type_blocks.Exporter(folder)
	assert type_blocks.declared(type_blocks.written(exporter.controller_path)) == type_blocks.declared(
		exporter.block()
	), "see CONTRIBUTING.md: write the types again"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_block_stands_in_the_controller_and_runs_for_checkers_only(folder):
	"""Row classes import their parents' domain; at run time that would be a circle."""
	tree = ast.parse((folder / f"{folder.name}.py").read_text(encoding="utf-8"))
	controller = type_blocks.class_in(tree)
	guarded = [
		node for node in controller.body if isinstance(node, ast.If) and node.test.id == "TYPE_CHECKING"
	]
	bare = [node for node in ast.walk(controller) if isinstance(node, ast.ImportFrom)]
	assert len(guarded) == 1
	assert [node.module for node in bare if node not in guarded[0].body] == ["typing"]


def test_differences_are_seen():
	block = "\tif TYPE_CHECKING:\n\t\tfrom frappe.types import DF\n\n\t\tkind: DF.Literal['A', 'B']\n"
	same = 'if TYPE_CHECKING:\n\tfrom frappe.types import DF\n\tkind: DF.Literal[\n\t\t"A",\n\t\t"B",\n\t]\n'
	assert type_blocks.declared(block) == type_blocks.declared(same)
	for other in (same.replace('"B"', '"C"'), same.replace("kind", "sort"), same.replace("Literal", "List")):
		assert type_blocks.declared(block) != type_blocks.declared(other)
