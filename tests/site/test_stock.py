"""The shelf: low stock is told once, pieces are proven against entries, goods from before get an opening entry."""

import json

import pytest

from frappe import _

from community_gov.core.notifications import site_language
from community_gov.patches import opening_stock
from community_gov.volunteering.points import ledger
from community_gov.volunteering.rewards import redemption, stock
from community_gov.volunteering.rewards.redemption import period_start

GRID = "421281001002001"


@pytest.fixture
def item(site):
	"""item(**values) -> the name of a new item of a grid with a coordinator."""

	def make(**values) -> str:
		doc = site.new_doc("Reward Item")
		name = f"货架演示{site.generate_hash(length=8)}"
		doc.update({"item_name": name, "points": 3, "grid": GRID, **values})
		return doc.insert().name

	return make


def notices_of(site, name: str) -> list[str]:
	filters = {"document_type": "Reward Item", "document_name": name}
	return site.get_all("Notification Log", filters=filters, pluck="subject", order_by="creation asc")


def receive(site, name: str, pieces: int):
	doc = site.new_doc("Reward Stock Entry")
	doc.update({"reward_item": name, "kind": "Receipt", "quantity": pieces})
	return doc.insert()


def test_low_stock_is_told_once_until_it_was_filled(site, item):
	name = item(stock=6, low_stock_at=3)
	stock.move(name, -2, 2)
	assert notices_of(site, name) == []
	stock.move(name, -1, 1)
	first = notices_of(site, name)
	with site_language():
		text = _("{0} runs low: {1} left. Order some more.").format(name, 3)
	assert first and set(first) == {text}
	stock.move(name, -1, 1)
	assert notices_of(site, name) == first, "told once"
	receive(site, name, 10)
	# What is unread is not told twice.
	site.db.set_value("Notification Log", {"document_type": "Reward Item", "document_name": name}, "read", 1)
	stock.move(name, -9, 9)
	assert len(notices_of(site, name)) == 2 * len(first), "news again after it was filled"


def test_pieces_are_proven_against_entries(site, item):
	name = item(stock=6)
	stock.move(name, -2, 2)
	receive(site, name, 4)
	assert [row for row in stock.differences() if row["item"] == name] == []
	site.db.set_value("Reward Item", name, "stock", 9)
	assert [row for row in stock.prove_stock() if row["item"] == name] == [
		{"item": name, "shelf": 11, "entries": 10}
	]
	log = site.get_last_doc("Error Log", filters={"method": "Goods do not balance"})
	assert {"item": name, "shelf": 11, "entries": 10} in json.loads(log.error)


def test_goods_from_before_get_an_opening_entry(site, item):
	name = item()
	site.db.set_value("Reward Item", name, {"stock": 5, "held_stock": 2})
	opening_stock.execute()
	entries = site.get_all(
		"Reward Stock Entry", filters={"reward_item": name}, fields=["kind", "quantity", "shelf_after"]
	)
	assert entries == [{"kind": "Receipt", "quantity": 7, "shelf_after": 7}]
	opening_stock.execute()
	assert site.db.count("Reward Stock Entry", {"reward_item": name}) == 1, "twice adds nothing"


@pytest.mark.parametrize(
	("period", "start"),
	[
		("Calendar Month", "2026-11-01 00:00:00"),
		("Calendar Quarter", "2026-10-01 00:00:00"),
		("Calendar Year", "2026-01-01 00:00:00"),
		("Ever", "None"),
	],
)
def test_limits_begin_with_the_calendar(site, period, start, monkeypatch):
	monkeypatch.setattr(redemption, "now_datetime", lambda: site.utils.get_datetime("2026-11-22 10:00:00"))
	assert str(period_start(period)) == start


def test_an_item_that_was_redeemed_stays(site, item):
	unused = item(stock=3)
	site.delete_doc("Reward Item", unused)
	assert not site.db.exists("Reward Stock Entry", {"reward_item": unused})
	used = item(stock=3)
	person = site.new_doc("Volunteer")
	person.update({"full_name": "货架演示", "grid": GRID})
	person.insert()
	redeemed = site.new_doc("Point Redemption")
	redeemed.update({"volunteer": person.name, "reward_item": used, "quantity": 1})
	ledger.write_entry(person.name, "Opening Balance", 9, reason="期初")
	redeemed.insert()
	with pytest.raises(site.ValidationError) as refused:
		site.delete_doc("Reward Item", used)
	assert "请停用，不要删除" in str(refused.value) or "Switch it off" in str(refused.value)
	assert site.db.exists("Reward Item", used)
