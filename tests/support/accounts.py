"""Accounts of people for tests: enabled ones with roles, and numbers that nobody else has."""

from uuid import uuid4

from tests.support.volunteers import random_person


def number() -> str:
	"""A mobile number of a fictitious person."""
	return random_person()["mobile"]


def make_account(
	site, mobile: str | None = None, roles: tuple[str, ...] = ("Volunteer Coordinator",), **values
) -> str:
	doc = {
		"doctype": "User",
		"email": f"{uuid4().hex[:12]}@self.example",
		"first_name": "自演示",
		"mobile_no": mobile,
	}
	roles = [{"role": role} for role in roles]
	return site.get_doc({**doc, "send_welcome_email": 0, "roles": roles, **values}).insert().name
