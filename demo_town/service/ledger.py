"""The rows of points and rewards, computed with the functions that the live ledger uses."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from frappe.utils import flt

from community_gov.core.codes import fingerprint, secret_code
from community_gov.volunteering.points.ledger import PRECISION, key_of
from community_gov.volunteering.points.lot_choice import Lot, draw, first_to_expire
from community_gov.volunteering.rewards.pickup_codes import LENGTH
from demo_town.service.attendance import RECORD, Attendance
from demo_town.service.plan import Claim, Year

REDEMPTION, STOCK = "Point Redemption", "Reward Stock Entry"


class Receipt(NamedTuple):
	"""Goods that came onto the shelf."""

	item: str
	at: datetime
	pieces: int
	donor: str
	user: str


class YearLedger(Attendance):
	"""Plays a whole year: besides `rows` there is what changes on volunteers (balance, held) and items (shelf)."""

	def __init__(self, *values):
		super().__init__(*values)
		self.lots: dict[str, list[dict]] = defaultdict(list)
		self.balance: dict[str, float] = defaultdict(float)
		self.held: dict[str, float] = defaultdict(float)
		# Item -> pieces that are free, and held.
		self.shelf: dict[str, list[int]] = defaultdict(lambda: [0, 0])

	def play(self, year: Year, receipts: list[Receipt]) -> None:
		"""Everything in the order of its time."""
		for activity in year.activities:
			self.hold_activity(activity)
		confirmed = [record for record in self.rows[RECORD] if record["stage"] == "Confirmed"]
		events: list[tuple] = [(record["decided_at"], 0, self.credit, (record,)) for record in confirmed]
		events += [(receipt.at, 1, self.receive, (receipt,)) for receipt in receipts]
		for claim in year.claims:
			events += self.steps_of(claim)
		for _moment, _order, step, values in sorted(events, key=lambda event: event[:2]):
			step(*values)

	def book(
		self,
		volunteer: str,
		kind: str,
		at: datetime,
		user: str,
		amount: float,
		held: float,
		source: tuple[str, str],
	) -> str:
		"""One entry of the ledger; returns its name."""
		balance = self.balance[volunteer] = flt(self.balance[volunteer] + amount, PRECISION)
		self.held[volunteer] = flt(self.held[volunteer] + held, PRECISION)
		return self.add(
			"Point Entry",
			self.keys.next(),
			at,
			user,
			volunteer=volunteer,
			kind=kind,
			amount=amount,
			held_amount=held,
			happened_at=at,
			source_doctype=source[0],
			source_name=source[1],
			source_key=key_of(kind, *source),
			balance_after=balance,
		)["name"]

	def credit(self, record: dict) -> None:
		volunteer, points = record["volunteer"], record["points"]
		if points <= 0:
			return
		at, user = record["decided_at"], record["decided_by"]
		entry = self.book(volunteer, "Credit", at, user, points, 0, (RECORD, record["name"]))
		lot = self.add(
			"Point Lot",
			self.keys.next(),
			at,
			user,
			volunteer=volunteer,
			point_entry=entry,
			opened_on=at.date(),
			amount=points,
			remaining=points,
			expires_on=self.facts.expires_on(at.date()),
		)
		self.lots[volunteer].append(lot)

	def move_lot(self, lot: dict, amount: float, entry: str, at: datetime, user: str, origin: str) -> None:
		lot["remaining"] = flt(lot["remaining"] + amount, PRECISION)
		lot["modified"], lot["modified_by"] = at, user
		self.add(
			"Point Lot Use",
			self.keys.next(),
			at,
			user,
			volunteer=lot["volunteer"],
			point_entry=entry,
			lot=lot["name"],
			amount=flt(amount, PRECISION),
			origin=origin,
		)

	def receive(self, receipt: Receipt) -> None:
		item, at, pieces, donor, user = receipt
		self.shelf[item][0] += pieces
		self.stock_entry(item, "Receipt", at, user, pieces, donor=donor)

	def stock_entry(self, item: str, kind: str, at: datetime, user: str, pieces: int, **values) -> str:
		return self.add(
			STOCK,
			self.keys.next(),
			at,
			user,
			reward_item=item,
			kind=kind,
			quantity=pieces,
			happened_at=at,
			done_by=user,
			shelf_after=sum(self.shelf[item]),
			**values,
		)["name"]

	def steps_of(self, claim: Claim) -> list[tuple]:
		"""The steps of a redemption as events; they share its row."""
		row: dict = {}
		steps = [(claim.requested_at, 2, self.request, (claim, row))]
		if claim.approved_at:
			steps.append((claim.approved_at, 3, self.approve, (claim, row)))
		if claim.approved_at and claim.ended_at:
			end = self.cancel if claim.cancelled else self.hand_over
			steps.append((claim.ended_at, 4, end, (claim, row)))
		return steps

	def coordinator_of(self, claim: Claim) -> str:
		return self.facts.user(self.facts.volunteers[claim.volunteer].coordinator)

	def request(self, claim: Claim, kept: dict) -> None:
		volunteer, at, user = (
			self.facts.volunteers[claim.volunteer],
			claim.requested_at,
			self.coordinator_of(claim),
		)
		row = self.add(
			REDEMPTION,
			self.series.next("RDM", at),
			at,
			user,
			**self.facts.state(REDEMPTION, "Requested"),
			volunteer=volunteer.name,
			reward_item=claim.item,
			quantity=1,
			points=claim.points,
			grid=volunteer.grid,
			pickup_code_fingerprint=fingerprint(secret_code(LENGTH)),
			expires_at=at + timedelta(days=self.facts.hold_days),
			requested_at=at,
		)
		kept["row"] = row
		self.move_stock(claim.item, -1, 1)
		source = (REDEMPTION, row["name"])
		entry = self.book(volunteer.name, "Hold", at, user, -claim.points, claim.points, source)
		kept["taken"] = self.take_points(volunteer.name, claim.points, entry, at, user, ":".join(source))

	def move_stock(self, item: str, free: int, held: int) -> None:
		self.shelf[item][0] += free
		self.shelf[item][1] += held

	def take_points(
		self, volunteer: str, points: float, entry: str, at: datetime, user: str, origin: str
	) -> list[tuple[dict, float]]:
		"""Out of the lots that are the first to expire; returns which gave how much."""
		by_name = {lot["name"]: lot for lot in self.lots[volunteer] if lot["remaining"] > 0}
		order = first_to_expire(_as_lot(lot) for lot in by_name.values())
		taken = draw([lot for lot in order if not lot.has_expired(at.date())], points)
		if taken is None:
			raise ValueError(f"{volunteer} lacks points on {at}; the plan redeems more than was credited.")
		for name, amount in taken:
			self.move_lot(by_name[name], -amount, entry, at, user, origin)
		return [(by_name[name], amount) for name, amount in taken]

	def enter(self, row: dict, stage: str, at: datetime, user: str, event: str) -> None:
		row.update(self.facts.state(REDEMPTION, stage, row["workflow_state"], event))
		row["modified"], row["modified_by"] = at, user

	def approve(self, claim: Claim, kept: dict) -> None:
		at, user = claim.approved_at, self.coordinator_of(claim)
		self.enter(kept["row"], "Approved", at, user, "Approve")
		kept["row"].update(approved_at=at, approved_by=user)

	def hand_over(self, claim: Claim, kept: dict) -> None:
		at, user, row = claim.ended_at, self.coordinator_of(claim), kept["row"]
		self.enter(row, "Handed Over", at, user, "Hand Over")
		row.update(ended_at=at, ended_by=user, handed_quantity=1)
		self.move_stock(claim.item, 0, -1)
		goods = self.stock_entry(claim.item, "Hand-over", at, user, -1, redemption=row["name"])
		self.book(row["volunteer"], "Settle", at, user, 0, -claim.points, (STOCK, goods))

	def cancel(self, claim: Claim, kept: dict) -> None:
		at, user, row = claim.ended_at, self.coordinator_of(claim), kept["row"]
		self.enter(row, "Released", at, user, "Cancel")
		row.update(ended_at=at, ended_by=user)
		self.move_stock(claim.item, 1, -1)
		source = (REDEMPTION, row["name"])
		entry = self.book(row["volunteer"], "Release", at, user, claim.points, -claim.points, source)
		order = {
			lot.name: place
			for place, lot in enumerate(first_to_expire(_as_lot(lot) for lot, _n in kept["taken"]))
		}
		for lot, amount in sorted(kept["taken"], key=lambda pair: -order[pair[0]["name"]]):
			self.move_lot(lot, amount, entry, at, user, ":".join(source))


def _as_lot(lot: dict) -> Lot:
	return Lot(lot["name"], lot["remaining"], lot["expires_on"], lot["opened_on"])
