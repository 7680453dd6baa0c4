"""Paths of the search for each role: words that many cases have, that many have apart, that one case has; a number."""

import frappe

from community_gov.demo.people import email
from community_gov.search.index import ENTRIES, WORDS
from community_gov.search.subjects import subjects
from community_gov.search.words import number_of, words_sought
from tests.benchmark.scale.paths import API, RIGHTS, Path

# What the simulation writes into every ninth case or so; nothing of it is ever sent to the water bureau.
COMMON = "暴露垃圾 请处理"
HITS = 8


# Everybody with cases to search, and what hardly any document of theirs has.
ROLES = ("chief", "operator", "manager", "supervisor", "gridworker", "handler")
APART = "暴露垃圾 占道经营"


def searches() -> list[Path]:
	oldest = frappe.get_all(
		"Case", fields=["name", "description"], order_by="creation asc", limit_page_length=1
	)[0]
	rare = oldest.description.rsplit(" ", 1)[1].strip("〕")
	found = [searched("search: common words", user, COMMON) for user in ROLES]
	found += [searched("search: words never together", user, APART) for user in ROLES]
	found += [searched("search: one case", user, rare) for user in ROLES]
	return [*found, searched("search: its number", "chief", oldest.name)]


def searched(label: str, user: str, text: str) -> Path:
	"""What is asked while somebody types, and the SQL for the same cases with what is shown of them."""
	arguments, nothing = ({"text": words, "limit": HITS} for words in (text, "龘靐"))
	raw = [by_number(text) if text.startswith("CASE-") else by_words(user, text)]
	return Path(
		label, user, f"{API}search.find", arguments, [*RIGHTS[user], *raw], nothing=nothing, posted=True
	)


def by_number(name: str) -> str:
	return f"SELECT name, title, stage, grid, creation FROM `tabCase` WHERE name = '{name}'"


def by_words(user: str, text: str) -> str:
	"""The rarest first, as a person would who knows it, within the first scope of the user."""
	scopes = (subjects()["Case"].scopes_of(email(user)) or [])[:1]
	word = frappe.qb.Table(WORDS)
	numbers = [number_of("Case", each) for each in (*words_sought(text), *scopes)]
	counts = {
		number: len(frappe.qb.from_(word).select(word.entry).where(word.word == number).run())
		for number in numbers
	}
	first, *others = sorted(numbers, key=lambda number: counts[number])
	joined = "".join(
		f" JOIN `{WORDS}` w{at} ON w{at}.word = {number} AND w{at}.entry = w.entry"
		for at, number in enumerate(others)
	)
	return (
		f"SELECT STRAIGHT_JOIN c.name, title, stage, grid, creation FROM `{WORDS}` w{joined} JOIN `{ENTRIES}` e "
		f"ON e.id = w.entry JOIN `tabCase` c ON c.name = e.name WHERE w.word = {first} "
		f"ORDER BY w.entry DESC LIMIT {HITS}"
	)
