"""Service of the demo: a project with hours of the last weeks, credited, and a shop that hands rewards over."""

from datetime import timedelta

import frappe
from frappe.utils import get_datetime, getdate

from community_gov.demo.help import act, volunteers_of
from community_gov.demo.people import email
from community_gov.demo.places import community
from community_gov.volunteering.services.service_records import open_record

PROJECT = "敲门送暖（演示）"
SHOP = "北街爱心超市（演示）"
# Days ago, hour of the day, hours served, intensity, how far: Confirmed or still Recorded.
SERVICES = (
	(33, 9, 2.0, "轻度", "Confirmed"),
	(26, 14, 3.0, "中度", "Confirmed"),
	(19, 9, 2.5, "中度", "Confirmed"),
	(12, 8, 4.0, "重度", "Confirmed"),
	(5, 15, 1.5, "轻度", "Confirmed"),
	(2, 9, 2.0, "轻度", "Recorded"),
)


def load_service() -> None:
	"""Project, services and shop of the first community; a second call changes nothing."""
	code = community("chibi").code
	if not frappe.db.exists("Service Project", PROJECT):
		_make_project(code)
		for number, service in enumerate(SERVICES):
			_serve(number, volunteers_of(code), *service)
	if not frappe.db.exists("Reward Shop", SHOP):
		_make_shop(code)


def _make_project(code: str) -> None:
	doc = frappe.new_doc("Service Project")
	doc.update({"project_name": PROJECT, "project_kind": "Care for the Elderly", "grid": code})
	doc.team = frappe.db.get_value("Volunteer Team", {"grid": code})
	doc.description = "每周敲门看望独居、高龄老人，代办小事，排查水电燃气隐患。"
	doc.insert()


def _serve(
	number: int, people: list[str], days: int, hour: int, hours: float, intensity: str, reached: str
) -> None:
	started = get_datetime(getdate()) - timedelta(days=days) + timedelta(hours=hour)
	person = people[number % len(people)]
	record = open_record(person, PROJECT, intensity, None, started, started + timedelta(hours=hours))
	if reached == "Confirmed":
		doc = frappe.get_doc("Service Record", record)
		act("coordinator", lambda: doc.move_to_stage("Confirmed", "Confirm"))


def _make_shop(code: str) -> None:
	shop = frappe.new_doc("Reward Shop")
	shop.update(
		{"shop_name": SHOP, "grid": code, "address": "赤马港街道北街 12 号", "opening_hours": "9:00–18:00"}
	)
	shop.append("users", {"user": email("handler")})
	shop.insert()
	for name in frappe.get_all("Reward Item", filters={"enabled": 1}, pluck="name", order_by="name asc"):
		item = frappe.get_doc("Reward Item", name)
		item.append("shops", {"shop": SHOP})
		item.update({"limit_quantity": 4, "limit_period": "Calendar Month", "low_stock_at": 5, "grid": code})
		item.save()
