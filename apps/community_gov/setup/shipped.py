"""Reads what the app ships: `fixtures/` at the root of the repository and `workflows/` in the app."""

import hashlib
import json
from pathlib import Path

import frappe
from frappe import _

from community_gov.core.errors import CommunityGovError

# Later ones link to earlier ones.
ORDER = (
	"role",
	"workflow_state",
	"workflow_action_master",
	"case_category",
	"reward_item",
	"reply_template",
	"dashboard",
	"list_filter",
	"kanban_board",
	"care_tag",
	"visit_plan",
	"service_skill",
	"service_language",
	"help_kind",
	"service_intensity",
	"point_rule",
	"participant_pattern",
	"decision_rule",
	"opinion_theme",
)
CHILD_NOISE = ("doctype", "name", "idx")


def fixtures_folder() -> Path:
	"""The `fixtures/` folder beside `apps/`; a bench installs apps editable, so it is there.

	Raises:
	        CommunityGovError: the app was installed without it.
	"""
	folder = Path(frappe.get_app_path("community_gov")).resolve().parents[1] / "fixtures"
	if not folder.is_dir():
		frappe.throw(
			_(
				"The folder {0} is missing. Install the app with bench get-app, which keeps it editable."
			).format(folder),
			exc=CommunityGovError,
		)
	return folder


def workflows_folder() -> Path:
	return Path(frappe.get_app_path("community_gov")).resolve() / "workflows"


def files() -> list[Path]:
	"""Every shipped file, fixtures first, in the order in which they must be loaded."""
	folder = fixtures_folder()
	return [folder / f"{name}.json" for name in ORDER] + sorted(workflows_folder().glob("*.json"))


def records(path: Path) -> list[dict]:
	content = json.loads(path.read_text(encoding="utf-8"))
	return content if isinstance(content, list) else [content]


def name_of(record: dict) -> str:
	"""The document name that a record will have: its explicit name or its naming field."""
	naming = {
		"Role": "role_name",
		"Workflow State": "workflow_state_name",
		"Workflow Action Master": "workflow_action_name",
		"Workflow": "workflow_name",
		"Case Category": "code",
		"Reward Item": "item_name",
		"Reply Template": "template_name",
		"Dashboard": "dashboard_name",
		"List Filter": "name",
		"Kanban Board": "kanban_board_name",
		"Care Tag": "tag_name",
		"Visit Plan": "plan_name",
		"Service Skill": "skill_name",
		"Service Language": "language_name",
		"Help Kind": "kind_name",
		"Service Intensity": "intensity_name",
		"Point Rule": "name",
		"Participant Pattern": "pattern_name",
		"Decision Rule": "rule_name",
		"Opinion Theme": "theme_name",
	}
	return record[naming[record["doctype"]]]


def canonical(record: dict) -> str:
	return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(record: dict) -> str:
	return hashlib.sha256(canonical(record).encode()).hexdigest()


def projection(doc, record: dict) -> dict:
	"""The stored document reduced to the fields that the record ships, values made comparable."""
	return {key: _project(doc, key, value) for key, value in record.items()}


def _project(doc, key: str, value):
	if isinstance(value, list):
		keys = {name for row in value for name in row} - set(CHILD_NOISE)
		return [{name: _plain_value(row.get(name)) for name in sorted(keys)} for row in doc.get(key) or []]
	return _plain_value(doc.get(key))


def comparable(record: dict) -> dict:
	"""A shipped record with the same normalisation as `projection`."""
	result = {}
	for key, value in record.items():
		if isinstance(value, list):
			keys = {name for row in value for name in row} - set(CHILD_NOISE)
			result[key] = [{name: _plain_value(row.get(name)) for name in sorted(keys)} for row in value]
		else:
			result[key] = _plain_value(value)
	return result


def _plain_value(value) -> str:
	"""0, 0.0, "0", None and "" count the same where Frappe stores one for the other."""
	if value in (None, "", 0, "0", False):
		return ""
	return f"{value:g}" if isinstance(value, float) else str(int(value) if value is True else value)
