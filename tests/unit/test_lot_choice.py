"""Lots as plain values: the first to expire go first, nothing is lost, and what goes back goes where it came from."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from community_gov.volunteering.points.lot_choice import Lot, draw, first_to_expire, give_back

DAY = date(2026, 2, 28)
cents = st.integers(1, 100_000).map(lambda number: number / 100)
lots = st.lists(
	st.builds(
		Lot,
		name=st.integers(0, 9999).map(str),
		remaining=cents,
		expires_on=st.one_of(st.none(), st.integers(-5, 5).map(lambda days: DAY + timedelta(days=days))),
	),
	unique_by=lambda lot: lot.name,
	max_size=8,
)


@given(lots, cents)
def test_what_is_drawn_adds_up_and_leaves_no_earlier_lot_full(made, amount):
	ordered = first_to_expire(made)
	taken = draw(ordered, amount)
	total = round(sum(lot.remaining for lot in made), 2)
	assert (taken is None) == (total < amount)
	if taken is None:
		return
	assert round(sum(part for _lot, part in taken), 2) == amount
	emptied = {name for name, _part in taken[:-1]}
	assert all(
		part == lot.remaining for lot in made for name, part in taken if lot.name == name and name in emptied
	)
	assert [name for name, _part in taken] == [lot.name for lot in ordered[: len(taken)]]


@given(lots, cents, cents)
def test_what_goes_back_fits_where_it_came_from(made, amount, back):
	used = [(lot, lot.remaining) for lot in made]
	parts, rest = give_back(used, back)
	out = {lot.name: gone for lot, gone in used}
	assert all(0 < part <= out[name] for name, part in parts)
	assert round(sum(part for _name, part in parts) + rest, 2) == back
	assert not rest or round(sum(out.values()), 2) < back


def test_a_lot_lives_through_its_last_day():
	lot = Lot("a", 1.0, DAY)
	assert [lot.has_expired(DAY + timedelta(days=days)) for days in (-1, 0, 1)] == [False, False, True]
	assert not Lot("b", 1.0).has_expired(date.max)


def test_points_for_ever_are_spent_last():
	made = [Lot("ever", 1.0), Lot("late", 1.0, DAY + timedelta(days=9)), Lot("soon", 1.0, DAY)]
	assert [lot.name for lot in first_to_expire(made)] == ["soon", "late", "ever"]
