"""The ledger against a model: random credits, holds, settlements, releases and reversals."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_gov.errors import CommunityGovError, InsufficientPointsError
from community_gov.volunteering import ledger

STEPS = st.lists(
	st.tuples(st.sampled_from(("credit", "hold", "settle", "release", "reverse")), st.integers(1, 50)),
	min_size=1,
	max_size=25,
)


class Books:
	"""A volunteer on the site and the same volunteer as plain numbers."""

	def __init__(self, site, number: int):
		self.site = site
		doc = site.new_doc("Volunteer")
		doc.update({"full_name": f"模型演示{number}", "grid": "421281001002001"})
		self.volunteer = doc.insert().name
		self.balance = self.held = 0
		self.credits: list[tuple[str, int]] = []
		self.holds: list[int] = []

	def write(self, kind: str, amount: float, held: float = 0):
		return ledger.write_entry(self.volunteer, kind, amount, held, reason="model")

	def credit(self, points: int):
		self.credits.append((self.write("Credit", points).name, points))
		self.balance += points

	def hold(self, points: int):
		if points > self.balance:
			with pytest.raises(InsufficientPointsError):
				self.write("Hold", -points, points)
			return
		self.write("Hold", -points, points)
		self.balance, self.held = self.balance - points, self.held + points
		self.holds.append(points)

	def settle(self, _points: int):
		if self.holds:
			points = self.holds.pop()
			self.write("Settle", 0, -points)
			self.held -= points

	def release(self, _points: int):
		if self.holds:
			points = self.holds.pop(0)
			self.write("Release", points, -points)
			self.balance, self.held = self.balance + points, self.held - points

	def reverse(self, _points: int):
		if not self.credits:
			return
		name, points = self.credits.pop()
		if points > self.balance:
			with pytest.raises(InsufficientPointsError):
				ledger.reverse(name, "model")
			return
		ledger.reverse(name, "model")
		self.balance -= points

	def check(self):
		row = self.site.get_value("Volunteer", self.volunteer, ["balance", "held_points"])
		assert row == (self.balance, self.held)
		proven = ledger.sums(self.volunteer).get(self.volunteer, (0, 0))
		assert proven == (self.balance, self.held)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_ledger_agrees_with_the_model_after_every_step(site, steps):
	books = Books(site, len(steps))
	for name, points in steps:
		getattr(books, name)(points)
		books.check()


def test_the_nightly_proof_finds_a_difference_and_changes_nothing(site):
	books = Books(site, 1)
	books.credit(30)
	assert not [row for row in ledger.differences() if row["volunteer"] == books.volunteer]
	site.db.set_value("Volunteer", books.volunteer, "balance", 31)
	found = [row for row in ledger.prove_balances() if row["volunteer"] == books.volunteer]
	assert found == [{"volunteer": books.volunteer, "stored": (31, 0), "entries": (30, 0)}]
	assert site.db.get_value("Volunteer", books.volunteer, "balance") == 31


def test_a_source_is_booked_once(site):
	books = Books(site, 2)
	source = {"source_doctype": "Volunteer", "source_name": books.volunteer}
	ledger.write_entry(books.volunteer, "Credit", 5, **source)
	with pytest.raises(CommunityGovError, match="booked already"):
		ledger.write_entry(books.volunteer, "Credit", 5, **source)


def test_expired_holds_are_released_each_on_its_own(site):
	from community_gov.volunteering.redemption import expired, release_one

	books = Books(site, 3)
	books.credit(50)
	names = [redeem(site, books.volunteer) for _number in range(2)]
	site.db.set_value("Point Redemption", names[0], "expires_at", "2020-01-01 00:00:00")
	assert [release_one(name) for name in expired()] == [True]
	stages = [site.get_value("Point Redemption", name, "stage") for name in names]
	assert stages == ["Released", "Requested"]
	assert site.get_value("Volunteer", books.volunteer, ["balance", "held_points"]) == (45, 5)
	assert expired() == [], "running twice changes nothing"


def redeem(site, volunteer: str) -> str:
	doc = site.new_doc("Point Redemption")
	doc.update({"volunteer": volunteer, "reward_item": "牙膏", "quantity": 1})
	return doc.insert().name
