"""Activities for tests: one far enough ahead, in a month that no other test uses."""

from datetime import datetime, timedelta
from uuid import uuid4

from tests.support.registry import GRID


def activity_values(starts: datetime, hours: float = 2, capacity: int = 2, **values) -> dict:
	times = {"starts_at": str(starts), "ends_at": str(starts + timedelta(hours=hours))}
	roles = [{"role_title": "引导", "capacity": capacity}]
	title = f"清洁家园{uuid4().int % 10**6}"
	return {"activity_title": title, "grid": GRID, "place": "社区广场", "roles": roles, **times, **values}


def make_activity(site, starts: datetime, recruit: bool = True, **values):
	doc = site.get_doc({"doctype": "Volunteer Activity", **activity_values(starts, **values)}).insert()
	if recruit:
		doc.reload()
		doc.workflow_state = "Recruiting"
		doc.save()
	return doc
