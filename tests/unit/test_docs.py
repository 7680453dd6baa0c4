"""Documents that must agree with the code: workflow pages, endpoints, images and links."""

import ast
import csv
import json
import re
from pathlib import Path

import pytest

from community_gov.core.stages.rules import STAGES_OF
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


def endpoints(named: str = "whitelist") -> dict[str, set[str]]:
	"""Every endpoint of version 1 with its HTTP methods, or those whose decorator holds these words."""
	found = {}
	for path in (APP / "api" / "v1").glob("*.py"):
		for node in ast.parse(path.read_text(encoding="utf-8")).body:
			for decorator in getattr(node, "decorator_list", ()):
				if "whitelist" in ast.unparse(decorator) and named in ast.unparse(decorator):
					found[f"{path.stem}.{node.name}"] = methods_of(decorator)
	return found


def methods_of(decorator: ast.Call) -> set[str]:
	return next(set(ast.literal_eval(word.value)) for word in decorator.keywords if word.arg == "methods")


def documented() -> list[tuple[list[str], set[str]]]:
	"""Each row of the guide's table of endpoints: their names, and the methods named beside them."""
	page = (ROOT / "docs" / "integrator-guide.md").read_text(encoding="utf-8")
	rows = re.findall(r"^\| ((?:`[a-z_]+\.[a-z_]+`(?:, )?)+) \| ([^|]*) \|", page, re.M)
	return [
		(re.findall(r"`([^`]+)`", names), set(re.findall("GET|POST", methods))) for names, methods in rows
	]


def test_the_integrators_guide_lists_the_endpoints_and_no_others():
	listed = [name for names, _methods in documented() for name in names]
	assert sorted(listed) == sorted(endpoints())


def test_the_integrators_guide_names_the_methods_of_endpoints():
	known = endpoints()
	for names, methods in documented():
		wanted = set().union(*(known.get(name, set()) for name in names))
		assert methods == wanted, names


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


def translations() -> dict[tuple[str, str], str]:
	rows = csv.reader((APP / "translations" / "zh.csv").read_text(encoding="utf-8").splitlines())
	return {(row[0], row[2] if len(row) > 2 else ""): row[1] for row in rows}


def test_the_glossary_names_every_document_role_and_stage_as_the_desk_does():
	page, chinese = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), translations()
	for path in sorted((APP / "doctype").glob("*/*.json")):
		name = json.loads(path.read_text(encoding="utf-8"))["name"]
		assert f"| {chinese[name, '']} | {name} |" in page
	for role in json.loads((ROOT / "fixtures" / "role.json").read_text(encoding="utf-8")):
		name = role.get("name") or role["role_name"]
		assert f"| {chinese[name, '']} | {name} |" in page
	for doctype, stages in STAGES_OF.items():
		for stage, category in stages.items():
			word = chinese.get((stage, doctype)) or chinese[stage, ""]
			assert f"| {doctype} | {stage} | {word} | {category} |" in page


def test_every_doctype_is_in_the_list_of_its_domain():
	page = (APP / "doctype" / "README.md").read_text(encoding="utf-8")
	folders = [path for path in (APP / "doctype").iterdir() if (path / f"{path.name}.json").exists()]
	names = [json.loads((path / f"{path.name}.json").read_text(encoding="utf-8"))["name"] for path in folders]
	assert [name for name in names if f"| {name} |" not in page] == []
