"""The ledger against a model: random credits, expiries, holds, settlements, releases, reversals and transfers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_gov.core.errors import CommunityGovError, InsufficientPointsError
from community_gov.demo.people import email
from community_gov.volunteering.points import expiry, ledger, lots, statement, transfers
from tests.support.site_clock import today

ACTIONS = (
	"credit",
	"credit",
	"lapsing",
	"hold",
	"hold",
	"settle",
	"bring_back",
	"release",
	"part",
	"reverse",
	"reverse",
	"expire",
	"give",
)
STEPS = st.lists(
	st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1), st.integers(1, 5000), st.integers(1, 300)),
	min_size=1,
	max_size=20,
)


class Model:
	"""One volunteer as plain numbers: what remains by last day, and what each hold took from which day."""

	def __init__(self):
		self.left: dict[int, float] = {}
		self.debt = 0.0
		self.holds: dict[str, dict[int, float]] = {}
		self.settled: list[tuple[str, dict[int, float]]] = []
		self.credits: list[tuple[str, int, float]] = []

	def add(self, day: int, points: float):
		self.left[day] = round(self.left.get(day, 0) + points, 2)

	def receive(self, parts: dict[int, float]):
		"""What comes in settles what is owed, the first to expire first; the rest stays."""
		for day in sorted(parts):
			paid = min(self.debt, parts[day])
			self.debt = round(self.debt - paid, 2)
			self.add(day, round(parts[day] - paid, 2))

	def days(self, spendable: bool) -> list[int]:
		return sorted(day for day, points in self.left.items() if points > 0 and (day >= 0 or not spendable))

	def take(self, points: float, days: list[int]) -> dict[int, float] | None:
		if round(sum(self.left[day] for day in days), 2) < points:
			return None
		parts = {}
		for day in days:
			part = min(self.left[day], points)
			if part > 0:
				parts[day], points = round(part, 2), round(points - part, 2)
				self.add(day, -part)
		return parts

	def balance(self) -> float:
		return round(sum(self.left.values()) - self.debt, 2)

	def held(self) -> float:
		return round(sum(sum(parts.values()) for parts in self.holds.values()), 2)


class Books:
	"""Two volunteers on the site beside their models; every credit has a last day of its own."""

	def __init__(self, site):
		self.site, self.models, self.number = site, (Model(), Model()), 0
		self.names = [self.register() for _person in range(2)]

	def register(self) -> str:
		doc = self.site.new_doc("Volunteer")
		return (
			doc.update({"full_name": f"模型演示{uuid4().hex[:6]}", "grid": "421281001002001"}).insert().name
		)

	def day(self, far: int, past: bool = False) -> int:
		"""Days from today, never the same twice."""
		self.number += 1
		return -self.number if past else far * 1000 + self.number

	def put(self, who: int, points: float, day: int):
		opens = [(points, today() + timedelta(days=day))]
		entry = ledger.write_entry(self.names[who], "Credit", points, opens=opens, reason="model")
		self.models[who].receive({day: points})
		self.models[who].credits.append((entry.name, day, points))

	def credit(self, who: int, points: float, far: int):
		self.put(who, points, self.day(far))

	def lapsing(self, who: int, points: float, _far: int):
		self.put(who, points, self.day(0, past=True))

	def hold(self, who: int, points: float, _far: int):
		model, source = self.models[who], self.source()
		parts = model.take(points, model.days(spendable=True))
		if parts is None:
			return self.refused(self.book, who, "Hold", -points, points, source)
		self.book(who, "Hold", -points, points, source)
		model.holds[source] = parts

	def settle(self, who: int, _points: float, _far: int):
		if self.models[who].holds:
			source, parts = self.models[who].holds.popitem()
			self.book(who, "Settle", 0, -round(sum(parts.values()), 2), source)
			self.models[who].settled.append((source, parts))

	def bring_back(self, who: int, _points: float, _far: int):
		"""Goods come back: another document gives the points back, into the lots of the hold."""
		if not self.models[who].settled:
			return
		held, parts = self.models[who].settled.pop()
		origin = {"source_doctype": "ToDo", "source_name": self.source(), "gives_back": ("ToDo", held)}
		ledger.write_entry(self.names[who], "Goods Return", round(sum(parts.values()), 2), **origin)
		self.models[who].receive(parts)

	def release(self, who: int, _points: float, _far: int):
		if self.models[who].holds:
			source, parts = self.models[who].holds.popitem()
			points = round(sum(parts.values()), 2)
			self.book(who, "Release", points, -points, source)
			self.models[who].receive(parts)

	def part(self, who: int, points: float, _far: int):
		"""A part goes back, the last to expire first; the rest is settled."""
		if not self.models[who].holds:
			return
		source, parts = self.models[who].holds.popitem()
		total = round(sum(parts.values()), 2)
		back = min(points, total)
		self.book(who, "Release", back, -total, source)
		pieces = {}
		for day in sorted(parts, reverse=True):
			pieces[day] = min(parts[day], back)
			back = round(back - pieces[day], 2)
		self.models[who].receive(pieces)

	def reverse(self, who: int, _points: float, _far: int):
		"""A correction is always possible: it takes what is there and books the rest as a debt."""
		model = self.models[who]
		if not model.credits:
			return
		name, day, points = model.credits.pop()
		there = min(points, round(sum(model.left.values()), 2))
		model.take(there, sorted(model.days(spendable=False), key=lambda one: one != day))
		model.debt = round(model.debt + points - there, 2)
		ledger.reverse(name, "model")

	def expire(self, who: int, _points: float, _far: int):
		model = self.models[who]
		gone = round(sum(points for day, points in model.left.items() if day < 0), 2)
		assert expiry.expire(self.names[who]) == gone
		model.left = {day: points for day, points in model.left.items() if day >= 0}

	def give(self, who: int, points: float, _far: int):
		giver, taker = self.models[who], self.models[1 - who]
		parts = giver.take(points, giver.days(spendable=True))
		args = (self.names[who], self.names[1 - who], points, "ToDo", self.source())
		if parts is None:
			return self.refused(transfers.give, *args)
		transfers.give(*args)
		taker.receive(parts)

	def source(self) -> str:
		return self.site.new_doc("ToDo").update({"description": "model"}).insert().name

	def book(self, who: int, kind: str, amount: float, held: float, source: str):
		origin = {"source_doctype": "ToDo", "source_name": source}
		ledger.write_entry(self.names[who], kind, amount, held, **origin)

	def refused(self, call, *args):
		"""Refused, and nothing of it stays."""
		self.site.db.savepoint("refused")
		with pytest.raises(InsufficientPointsError):
			call(*args)
		self.site.db.rollback(save_point="refused")

	def check(self):
		for name, model in zip(self.names, self.models, strict=True):
			row = self.site.get_value("Volunteer", name, ["balance", "held_points"])
			assert row == (model.balance(), model.held())
			assert ledger.sums(name).get(name, (0, 0)) == row
			assert lots.remaining_of(name).get(name, 0) == max(model.balance(), 0)
			assert self.by_day(name) == {day: points for day, points in model.left.items() if points > 0}

	def by_day(self, name: str) -> dict[int, float]:
		found: dict[int, float] = {}
		rows = self.site.get_all(
			"Point Lot", {"volunteer": name}, ["remaining", "expires_on"], order_by="name asc"
		)
		for row in rows:
			day = (row.expires_on - today()).days
			found[day] = round(found.get(day, 0) + row.remaining, 2)
		return {day: points for day, points in found.items() if points > 0}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_ledger_and_lots_agree_with_the_model_after_every_step(site, steps):
	books = Books(site)
	for action, who, cents, far in steps:
		getattr(books, action)(who, cents / 100, far)
		books.check()
	of_books = [
		row
		for row in lots.broken_lots()
		if site.db.get_value("Point Lot", row["lot"], "volunteer") in books.names
	]
	assert of_books == []
	assert [row for row in ledger.differences() if row["volunteer"] in books.names] == []


def test_a_debt_is_settled_before_anything_is_spent(site):
	books = Books(site)
	books.credit(0, 30, 5)
	books.hold(0, 20, 0)
	books.reverse(0, 0, 0)
	assert site.get_value("Volunteer", books.names[0], ["balance", "held_points"]) == (-20, 20)
	for kind in ("Hold", "Transfer Out"):
		books.refused(books.book, 0, kind, 0, 0, books.source())
	told = statement.balance(books.names[0])
	assert (told["balance"], told["debt"], told["lots"]) == (-20, 20, [])
	books.credit(0, 12.5, 5)
	books.release(0, 0, 0)
	books.check()
	told = statement.statement(books.names[0])
	assert (told["closing"], told["debt"], told["entries"][-1]["balance_after"]) == (12.5, 0, 12.5)
	assert "owed" not in statement.statement_page(books.names[0])


def test_the_statement_tells_what_is_owed(site):
	books = Books(site)
	books.credit(0, 30, 5)
	books.hold(0, 20, 0)
	books.reverse(0, 0, 0)
	assert "20.00 points are owed." in statement.statement_page(books.names[0])


def test_the_nightly_proof_finds_a_difference_and_changes_nothing(site):
	books = Books(site)
	books.credit(0, 30, 5)
	assert not [row for row in ledger.differences() if row["volunteer"] == books.names[0]]
	site.db.set_value("Volunteer", books.names[0], "balance", 31)
	found = [row for row in ledger.prove_balances() if row["volunteer"] == books.names[0]]
	assert found == [{"volunteer": books.names[0], "stored": (31, 0), "entries": (30, 0), "lots": 30}]
	assert site.db.get_value("Volunteer", books.names[0], "balance") == 31


def test_a_source_is_booked_once(site):
	books = Books(site)
	source = {"source_doctype": "Volunteer", "source_name": books.names[0]}
	ledger.write_entry(books.names[0], "Credit", 5, **source)
	with pytest.raises(CommunityGovError, match="booked already"):
		ledger.write_entry(books.names[0], "Credit", 5, **source)


def test_expired_holds_are_released_each_on_its_own(site):
	from community_gov.volunteering.rewards.redemption import expired, release_one

	books = Books(site)
	books.credit(0, 50, 5)
	names = [redeem(site, books.names[0]) for _number in range(2)]
	site.db.set_value("Point Redemption", names[0], "expires_at", "2020-01-01 00:00:00")
	assert [release_one(name) for name in expired()] == [True]
	stages = [site.get_value("Point Redemption", name, "stage") for name in names]
	assert stages == ["Released", "Requested"]
	assert site.get_value("Volunteer", books.names[0], ["balance", "held_points"]) == (45, 5)
	assert expired() == [], "running twice changes nothing"


def redeem(site, volunteer: str) -> str:
	doc = site.new_doc("Point Redemption")
	doc.update({"volunteer": volunteer, "reward_item": "牙膏", "quantity": 1})
	return doc.insert().name


def test_a_lot_that_does_not_add_up_is_found(site):
	books = Books(site)
	books.credit(0, 30, 5)
	lot = site.db.get_value("Point Lot", {"volunteer": books.names[0]})
	site.db.set_value("Point Lot", lot, "remaining", 31)
	assert {"lot": lot, "remaining": 31, "expected": 30} in ledger.prove_balances()


def lapsed(site, **values) -> tuple[str, str]:
	"""A volunteer with 10 points whose last day is over, and the lot."""
	books = Books(site)
	books.lapsing(0, 10, 0)
	if values:
		site.db.set_value("Volunteer", books.names[0], values)
	return books.names[0], site.db.get_value("Point Lot", {"volunteer": books.names[0]})


def test_points_expire_once_on_the_night_after_their_last_day(site):
	name, lot = lapsed(site)
	assert name in expiry.due()
	assert expiry.run_nightly()["expired"] >= 1
	assert site.db.get_value("Volunteer", name, "balance") == 0
	entry = site.get_all("Point Entry", {"volunteer": name, "kind": "Expire"}, ["amount", "source_name"])
	assert [(row.amount, row.source_name) for row in entry] == [(-10, lot)]
	assert (name in expiry.due(), expiry.expire(name)) == (False, 0)


def test_points_live_through_their_last_day(site):
	books = Books(site)
	books.put(0, 10, 0)
	assert books.names[0] not in expiry.due()
	books.hold(0, 10, 0)
	books.check()


def test_a_hold_keeps_points_from_expiring_until_it_is_released(site):
	books = Books(site)
	books.put(0, 10, 0)
	books.hold(0, 10, 0)
	site.db.set_value("Point Lot", {"volunteer": books.names[0]}, "expires_on", today() - timedelta(days=1))
	assert expiry.expire(books.names[0]) == 0
	source = next(iter(books.models[0].holds))
	books.book(0, "Release", 10, -10, source)
	assert (expiry.expire(books.names[0]), site.db.get_value("Volunteer", books.names[0], "balance")) == (
		10,
		0,
	)


def test_one_broken_volunteer_stops_no_other(site, monkeypatch):
	broken, other = lapsed(site)[0], lapsed(site)[0]
	works = expiry.expire
	monkeypatch.setattr(expiry, "expire", lambda name: 1 / 0 if name == broken else works(name))
	expiry.run_nightly()
	balances = [site.db.get_value("Volunteer", name, "balance") for name in (broken, other)]
	assert balances == [10, 0]


def test_expiry_is_told_once_and_in_time(site):
	books, user = Books(site), email("volunteer")
	own = site.db.get_value("Volunteer", {"user": user})
	site.db.set_value("Volunteer", own, "user", None)
	site.db.set_value("Volunteer", books.names[0], "user", user)
	for day in (10, 20, 31):
		books.put(0, 5, day)
	told = {"for_user": user, "document_name": books.names[0]}
	before = site.db.count("Notification Log", told)
	assert expiry.warn(books.names[0]) == 2
	assert expiry.warn(books.names[0]) == 0
	logs = site.get_all("Notification Log", told, pluck="subject", order_by="creation desc")
	assert len(logs) == before + 1
	assert logs[0].startswith("10 ") or "10" in logs[0]


@pytest.mark.parametrize(("months", "last"), [(0, None), (1, "2024-02-29"), (12, "2025-01-31")])
def test_the_last_day_follows_the_settings_across_month_ends(site, months, last, monkeypatch):
	site.db.set_single_value("Community Gov Settings", "point_expiry_months", months)
	site.clear_document_cache("Community Gov Settings", "Community Gov Settings")
	monkeypatch.setattr(lots, "nowdate", lambda: "2024-01-31")
	assert str(lots.expiry_of_today()) == str(last)


def test_a_given_point_keeps_its_last_day(site):
	books = Books(site)
	books.put(0, 10, 40)
	books.give(0, 4, 0)
	books.check()
	assert books.by_day(books.names[1]) == {40: 4}


def test_points_of_before_get_one_lot_and_only_one(site):
	from community_gov.patches import open_point_lots

	books = Books(site)
	site.db.set_value("Volunteer", books.names[0], "balance", 7)
	for _run in range(2):
		open_point_lots.execute()
	rows = site.get_all("Point Lot", {"volunteer": books.names[0]}, ["amount", "remaining", "expires_on"])
	assert [(row.amount, row.remaining, row.expires_on) for row in rows] == [(7, 7, lots.expiry_of_today())]


def test_points_that_stand_for_ever_are_spent_last(site):
	books = Books(site)
	ledger.write_entry(books.names[0], "Credit", 5, opens=[(5, None)], reason="model")
	books.put(0, 5, 900)
	ledger.write_entry(books.names[0], "Hold", -6, 6, reason="model")
	rows = site.get_all("Point Lot", {"volunteer": books.names[0]}, ["remaining", "expires_on"])
	assert {bool(row.expires_on): row.remaining for row in rows} == {True: 0, False: 4}
