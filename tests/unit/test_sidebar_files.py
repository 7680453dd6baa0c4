"""What Frappe 16 shows of the workspaces: a tile for each role, a sidebar with every link of the workspace."""

import json
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "apps" / "community_gov"
WORKSPACES = sorted((APP / "workspace").glob("*/*.json"))


def read(path: Path) -> dict:
	return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WORKSPACES, ids=lambda path: path.stem)
def test_a_sidebar_holds_the_links_of_its_workspace(path):
	workspace, sidebar = read(path), read(APP / "workspace_sidebar" / path.name)
	assert (sidebar["title"], sidebar["app"], sidebar["standard"]) == (workspace["name"], "community_gov", 1)
	sections, links = [], []
	for row in sidebar["items"]:
		if row["type"] == "Section Break":
			sections.append(row["label"])
		elif row["child"]:
			links.append((sections[-1], row["label"], row["link_type"], row["link_to"]))
	wanted, card = [], None
	for row in workspace["links"]:
		if row["type"] == "Card Break":
			card = row["label"]
		else:
			wanted.append((card, row["label"], row["link_type"], row["link_to"]))
	assert links == wanted
	icons = [row["icon"] for row in sidebar["items"]]
	assert all(icons) and len(set(icons)) == len(icons), "one sees at a glance what is what"


@pytest.mark.parametrize("path", WORKSPACES, ids=lambda path: path.stem)
def test_a_tile_is_for_the_roles_of_its_workspace(path):
	workspace, tile = read(path), read(APP / "desktop_icon" / path.name)
	assert [row["role"] for row in tile["roles"]] == [row["role"] for row in workspace["roles"]] != []
	assert (tile["label"], tile["link_to"], tile["parent_icon"]) == (
		*[workspace["name"]] * 2,
		"Community Gov",
	)
	for style in ("solid", "subtle"):
		assert (APP / "public/icons/desktop_icons" / style / f"{path.stem}.svg").is_file()


def test_the_apps_own_tile_holds_the_others():
	tile = read(APP / "desktop_icon" / "community_gov.json")
	assert (tile["label"], tile["icon_type"], tile["app"]) == ("Community Gov", "App", "community_gov")
