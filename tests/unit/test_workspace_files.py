"""Workspaces as shipped: every card is drawn, every link stands in a card."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "apps" / "community_gov" / "workspace"
FILES = sorted(FOLDER.glob("*/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cards_and_links(path):
	workspace = json.loads(path.read_text(encoding="utf-8"))
	drawn = [
		part["data"].get("card_name") for part in json.loads(workspace["content"]) if part["type"] == "card"
	]
	cards: list[tuple[str, int, list]] = []
	for row in workspace["links"]:
		if row["type"] == "Card Break":
			cards.append((row["label"], row["link_count"], []))
		else:
			assert cards, f"{row['label']} stands in no card"
			cards[-1][2].append(row["label"])
	assert sorted(drawn) == sorted(label for label, _count, _links in cards)
	assert all(links and len(links) == count for _label, count, links in cards), cards
