"""Documents that must agree with the code: workflow pages, endpoints, images and links."""

import ast
import json
import re
from pathlib import Path

import pytest

from community_gov.workflows.diagram import state_diagram, step_table

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "apps" / "community_gov"
WORKFLOWS = sorted((APP / "workflows").glob("*.json"))
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_page_shows_the_shipped_definition(path):
	workflow = json.loads(path.read_text(encoding="utf-8"))
	page = (ROOT / "docs" / "workflows" / f"{path.stem.replace('_', '-')}.md").read_text(encoding="utf-8")
	assert state_diagram(workflow) in page
	assert step_table(workflow) in page


def endpoints() -> set[str]:
	found = set()
	for path in (APP / "api" / "v1").glob("*.py"):
		for node in ast.parse(path.read_text(encoding="utf-8")).body:
			if isinstance(node, ast.FunctionDef) and "whitelist" in "".join(
				map(ast.unparse, node.decorator_list)
			):
				found.add(f"{path.stem}.{node.name}")
	return found


def test_every_endpoint_is_in_the_integrators_guide():
	page = (ROOT / "docs" / "integrator-guide.md").read_text(encoding="utf-8")
	documented = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", page))
	internal = {"charts.run"}
	assert endpoints() - documented - internal == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_images_exist(page):
	for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
		if not target.startswith("http"):
			assert (page.parent / target).exists(), target


def test_both_readmes_show_the_same_commands():
	blocks = [re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S) for page in PAGES[:2]]
	assert [len(block.splitlines()) for block in blocks[0]] == [
		len(block.splitlines()) for block in blocks[1]
	]
