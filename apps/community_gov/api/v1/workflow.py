"""Workflows as the administrators of a community change them; conditions and scripts stay with System Managers."""

import frappe
from frappe.utils import cstr

from community_gov.api.requests import as_list
from community_gov.core.stages import workflow_editing, workflow_view
from community_gov.permissions.access import require

SETTINGS = "Community Gov Settings"


def _require_administrator() -> None:
	"""Whoever may change the settings of Community Gov may change who takes which step."""
	require(SETTINGS, "write")


@frappe.whitelist(methods=["GET"])
def documents() -> list[dict]:
	"""Documents whose workflow can be changed.

	Permission: whoever may change the settings of Community Gov.
	Returns:
	        [{document_type, title, workflow}]
	"""
	_require_administrator()
	return workflow_view.documents()


@frappe.whitelist(methods=["GET"])
def look(document_type: str) -> dict:
	"""The workflow of a document: stages, states, steps, roles, last change.

	Permission: as above.
	Returns:
	        see core.stages.workflow_view.look
	"""
	_require_administrator()
	return workflow_view.look(document_type)


@frappe.whitelist(methods=["POST"])
def add_state(document_type: str, modified: str, state: str, stage: str) -> dict:
	"""Adds a state to a stage.

	Permission: as above. A repeated request is refused, since `modified` has changed.
	Args:
	        modified: that of `workflow.look`, so that nobody overwrites what they have not seen.
	Returns:
	        see look
	Raises:
	        BadInputError (422), ConflictError (409)
	"""
	_require_administrator()
	return workflow_editing.add_state(document_type, modified, state, stage)


@frappe.whitelist(methods=["POST"])
def remove_state(document_type: str, modified: str, state: str) -> dict:
	"""Removes a state and its steps, where no document is in it and nothing breaks.

	Permission: as above.
	Returns:
	        see look
	Raises:
	        BadInputError (422), WorkflowSetupError (417), ConflictError (409)
	"""
	_require_administrator()
	return workflow_editing.remove_state(document_type, modified, state)


@frappe.whitelist(methods=["POST"])
def set_step(
	document_type: str,
	modified: str,
	state: str,
	action: str,
	next_state: str,
	roles: list | str | None = None,
) -> dict:
	"""Adds a step, or says anew which roles may take it; without roles the step is removed.

	Permission: as above.
	Args:
	        roles: names of roles, a list or its JSON.
	Returns:
	        see look
	Raises:
	        BadInputError (422), WorkflowSetupError (417), ConflictError (409)
	"""
	_require_administrator()
	chosen = [cstr(role) for role in as_list(roles, "roles")]
	return workflow_editing.set_step(document_type, modified, state, action, next_state, chosen)


@frappe.whitelist(methods=["POST"])
def undo(document_type: str, modified: str) -> dict:
	"""Undoes the last change of this page.

	Permission: as above.
	Returns:
	        see look
	Raises:
	        ConflictError (409), WorkflowSetupError (417)
	"""
	_require_administrator()
	return workflow_editing.undo(document_type, modified)
