"""Rows of a sheet against the register: who is new, who is known, what is wrong. Writes nothing.

The rows become the very documents that a clerk would type, checked by the functions of their controllers; only
the questions to the database are asked once for many rows.
"""

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe.model.naming import make_autoname
from frappe.utils import cint, getdate, now

from community_gov.core.plain_text import comparable
from community_gov.core.step_context import step_context
from community_gov.core.text import clean_texts
from community_gov.registry.homes import households, places
from community_gov.registry.identity import guardians, people, protected_numbers
from community_gov.registry.resident_import.places import Places, numbered_households, stored_households
from community_gov.registry.resident_import.reasons import (
	DIFFERENT_PERSON,
	GONE,
	SEVERAL_HOUSEHOLDS,
	RowError,
)
from community_gov.registry.resident_import.row_reader import Problem, Row, home_key

# Characters of a column whose field names no length, and the kinds of fields that have such columns.
COLUMN = 140
SHORT_TEXTS = ("Data", "Link", "Select")
# Fields of a row that stand on the person; the others say where they live.
TYPED = (
	*("full_name", "identity_type", "identity_number", "sex", "birth_date", "mobile", "relation_to_head"),
	*("residence_kind", "registered_place", "guardian_name", "guardian_mobile", "nationality", "moved_in_on"),
)
# What a known person may get from a sheet where nothing stands yet.
GAPS = (
	*("identity_number", "mobile", "sex", "birth_date", "registered_place", "nationality"),
	*("guardian_name", "guardian_mobile"),
)
KNOWN_FIELDS = ["name", "full_name", "household", "grid", "status", "identity_fingerprint", *GAPS]


@dataclass
class Home:
	"""A household of the chunk: a stored one, or `doc` that is to be; `key` and `name` are None for nobody's.

	`building` and `place` are rows, or None without a place.
	"""

	rows: list[Row]
	key: str | None = None
	name: str | None = None
	building: Any = None
	place: Any = None
	head: str | None = None
	doc: Any = None
	members: list[frappe._dict] = field(default_factory=list)
	new: list = field(default_factory=list)

	@property
	def said(self) -> dict:
		"""The values of a line that names the room; of the first where none does."""
		return next((row.values for row in self.rows if home_key(row.values)), self.rows[0].values)

	@property
	def number(self) -> str | None:
		return next(
			(row.values["household_number"] for row in self.rows if row.values.get("household_number")), None
		)


@dataclass
class Plan:
	"""What a chunk would do: homes with their new people, gaps of known ones, and problems."""

	places: Places
	homes: list[Home] = field(default_factory=list)
	known: int = 0
	gaps: list[tuple[Row, str, dict]] = field(default_factory=list)
	problems: list[Problem] = field(default_factory=list)

	@property
	def new(self) -> list:
		return [doc for home in self.homes for doc in home.new]


class Planner:
	"""Plans one chunk of homes.

	Args:
	        order: the Resident Import, of which grid, compound, create_places and fill_gaps are read.
	        headings: field -> heading of the sheet, to name the column of a problem.
	"""

	def __init__(self, order, headings: dict[str, str]):
		self.order, self.headings = order, headings
		self.drafts = Drafts()
		self.plan = Plan(Places(order.grid, order.compound, bool(order.create_places)))
		self.by_number: dict[str, frappe._dict] = {}
		self.alone: dict[str, list[frappe._dict]] = {}

	def run(self, homes: list[list[Row]]) -> Plan:
		self.plan.homes = [home for rows in homes if (home := self.settle(rows))]
		self.meet_households()
		drafts = [
			(home, row, doc)
			for home in self.plan.homes
			for row in home.rows
			if (doc := self.drafted(home, row))
		]
		self.meet_people([doc for _home, _row, doc in drafts])
		for home, row, doc in drafts:
			self.tried(row, self.decide, home, row, doc)
		frappe.clear_messages()
		return self.plan

	def tried(self, row: Row, step, *values):
		"""The step's answer, or None and a problem with the words of its refusal."""
		try:
			return step(*values)
		except RowError as error:
			column, reason = self.headings.get(error.field, ""), error.reason
		except frappe.ValidationError as error:
			column, reason = "", str(error)
		self.plan.problems.append(Problem(row.line, column, reason, row.sheet))
		return None

	def settle(self, rows: list[Row]) -> Home | None:
		"""The home of rows that name the same building and room; nobody moves in where the place is wrong."""
		wrong = None
		home = Home(rows)
		try:
			home.building = self.plan.places.building_of(home.said)
			if not home.building:
				self.plan.places.grid_of(rows[0].values.get("grid"))
			return home
		except RowError as error:
			wrong = error
		column = self.headings.get(wrong.field, "")
		self.plan.problems += [Problem(row.line, column, wrong.reason, row.sheet) for row in rows]
		return None

	def meet_households(self) -> None:
		"""Finds the stored households of the chunk with their members, and drafts the others."""
		for home in self.plan.homes:
			if home.building:
				home.key = places.household_key(
					home.building.name, home.said.get("unit_number"), home.said.get("room_number")
				)
		numbered = self.match_numbers()
		self.plan.homes = _merged([home for home in self.plan.homes if home.rows])
		stored = {**stored_households([home.key for home in self.plan.homes if home.key]), **numbered}
		members = _members_of([row.name for row in stored.values()])
		for home in self.plan.homes:
			if home.key and (row := stored.get(home.key)):
				home.name, home.head, home.place = row.name, row.head, row
				home.members = members.get(row.name, [])
			elif home.key and self.tried(home.rows[0], self.draft_household, home) is None:
				home.rows = []

	def match_numbers(self) -> dict[str, frappe._dict]:
		"""Households of the place that are named by their number: among those of the room, or without one."""
		found: dict[str, frappe._dict] = {}
		numbered = numbered_households(
			self.order.grid, [home.number for home in self.plan.homes if home.number]
		)
		for home in self.plan.homes:
			rows = [row for row in numbered.get(home.number or "", []) if home.key in (None, row.place_key)]
			if len(rows) > 1 and not home.key:
				column = self.headings.get("household_number", "")
				self.plan.problems += [
					Problem(row.line, column, SEVERAL_HOUSEHOLDS, row.sheet) for row in home.rows
				]
				home.rows = []
			elif rows:
				home.key = home.key or rows[0].place_key or rows[0].name
				found[home.key] = rows[0]
		return found

	def draft_household(self, home: Home) -> bool:
		values = home.said
		doc = self.drafts.make(
			"Household",
			{
				"building": home.building.name,
				"unit_number": values.get("unit_number"),
				"room_number": values.get("room_number"),
				"household_number": home.number,
			},
		)
		doc.before_validate()
		clean_texts(doc)
		places.set_household_place(doc, home.building)
		households.set_code(doc)
		_check_values(doc)
		home.doc, home.name = doc, doc.name
		home.place = frappe._dict(grid=doc.grid, address=doc.address, status="Occupied")
		return True

	def drafted(self, home: Home, row: Row):
		return self.tried(row, self.draft_person, home, row)

	def draft_person(self, home: Home, row: Row):
		values = {name: row.values[name] for name in TYPED if name in row.values}
		if home.name:
			values["household"] = home.name
		else:
			grid = self.plan.places.grid_of(row.values.get("grid"))
			values.update({"grid": grid, "address": row.values.get("address")})
		doc = self.drafts.make("Resident", values)
		doc.before_validate()
		return doc

	def meet_people(self, docs: list) -> None:
		"""Everybody on file who has a number of the chunk, or a name of those without a household."""
		numbers = [found for doc in docs for found in protected_numbers.fingerprints_of(doc, "identity")]
		for row in _residents({"identity_fingerprint": ["in", numbers]}) if numbers else ():
			self.by_number[row.identity_fingerprint] = row
		names = [doc.full_name for doc in docs if not doc.household]
		if not names:
			return
		filters = {"full_name": ["in", names], "household": ["is", "not set"], "status": "Present"}
		for row in _residents({**filters, "grid": ["like", f"{self.order.grid}%"]}):
			self.alone.setdefault(comparable(row.full_name), []).append(row)

	def decide(self, home: Home, row: Row, doc) -> None:
		if known := self.known(home, doc):
			self.plan.known += 1
			gaps = {name: row.values[name] for name in GAPS if row.values.get(name) and not known.get(name)}
			if self.order.fill_gaps and gaps:
				self.plan.gaps.append((row, known.name, gaps))
			return
		self.check(home, doc)
		if step_context(doc).first_head and home.name:
			home.head = doc.name
		home.new.append(doc)

	def known(self, home: Home, doc) -> frappe._dict | None:
		"""The record of this person.

		Raises:
		        ConflictError, RowError: the number belongs to somebody else, or to somebody who is gone.
		"""
		prints = protected_numbers.fingerprints_of(doc, "identity")
		if found := next((self.by_number[key] for key in prints if key in self.by_number), None):
			if not found.grid.startswith(self.order.grid):
				protected_numbers.refuse_known_number()
			if comparable(found.full_name) != comparable(doc.full_name):
				raise RowError("identity_number", DIFFERENT_PERSON)
			if found.status != households.PRESENT:
				raise RowError("full_name", GONE)
			return found
		others = home.members if home.name else self.alone.get(comparable(doc.full_name), [])
		return next((other for other in others if _same_person(other, doc)), None)

	def check(self, home: Home, doc) -> None:
		"""What Resident.validate asks of a new record, in its order.

		Raises:
		        BadInputError, ConflictError
		"""
		clean_texts(doc)
		households.follow_household(doc, home.place)
		people.check_birth_date(doc)
		people.check_arrival(doc)
		_name_guardian(home, doc)
		guardians.require_guardian(doc)
		if step_context(doc).first_head and home.head:
			people.refuse_second_head()
		_check_values(doc)


def _merged(homes: list[Home]) -> list[Home]:
	"""Rows with and without the name of their compound may mean one room."""
	first: dict[str, Home] = {}
	kept = []
	for home in homes:
		same = first.setdefault(home.key, home) if home.key else home
		if same is home:
			kept.append(home)
		else:
			same.rows += home.rows
	return kept


def _same_person(stored: frappe._dict, doc) -> bool:
	"""Same name, and neither birthday nor number speaks against it."""
	if comparable(stored.full_name) != comparable(doc.full_name):
		return False
	if stored.identity_fingerprint and doc.identity_fingerprint:
		return False
	return not stored.birth_date or not doc.birth_date or stored.birth_date == getdate(doc.birth_date)


def _name_guardian(home: Home, doc) -> None:
	"""A guardian who is an adult of the same household is linked instead of written down a second time."""
	for other in [*home.members, *home.new]:
		if (
			doc.guardian_name
			and comparable(other.full_name) == comparable(doc.guardian_name)
			and _is_adult(other)
		):
			doc.guardian = other.name
			doc.guardian_name = doc.guardian_mobile = None
			doc.update({"guardian_mobile_secret": None, "guardian_mobile_fingerprint": None})
			return


def _is_adult(person) -> bool:
	born = person.birth_date and getdate(person.birth_date)
	return bool(born) and guardians.age_on(born, getdate()) >= guardians.ADULT_FROM


class Drafts:
	"""New documents as Document.insert prepares them before the checks; defaults and the time are asked once."""

	def __init__(self):
		self.blanks: dict[str, dict] = {}
		self.stamp, self.day, self.user = now(), getdate(), frappe.session.user

	def make(self, doctype: str, values: dict):
		if doctype not in self.blanks:
			self.blanks[doctype] = dict(frappe.new_doc(doctype, as_dict=True))
		doc = frappe.get_doc({**self.blanks[doctype], **values, **self.stamps(doctype)})
		doc.set("__islocal", True)
		return doc

	def stamps(self, doctype: str) -> dict:
		"""Name, times and user of a new row; the name as the naming rule of these DocTypes makes it."""
		return {
			"name": make_autoname("hash", doctype),
			"creation": self.stamp,
			"modified": self.stamp,
			"owner": self.user,
			"modified_by": self.user,
			"docstatus": 0,
			"idx": 0,
		}


def _check_values(doc) -> None:
	"""What Document.insert asks of the values of every document, as far as these have something to ask."""
	doc._validate_mandatory()
	doc._validate_selects()
	texts = [
		(df, value) for df in doc.meta.fields if isinstance(value := doc.__dict__.get(df.fieldname), str)
	]
	if any(len(text) > (cint(df.length) or COLUMN) for df, text in texts if df.fieldtype in SHORT_TEXTS):
		doc._validate_length()
	if any("<" in text or ">" in text for _df, text in texts):
		doc._sanitize_content()


def _members_of(names: list[str]) -> dict[str, list[frappe._dict]]:
	members: dict[str, list[frappe._dict]] = {}
	if not names:
		return members
	for row in _residents({"household": ["in", names], "status": households.PRESENT}):
		members.setdefault(row.household, []).append(row)
	return members


def _residents(filters: dict) -> list[frappe._dict]:
	# get_all: whom the importer may not see still has the number; the plan tells nothing of them.
	return frappe.get_all("Resident", filters=filters, fields=KNOWN_FIELDS, order_by="creation asc, name asc")
