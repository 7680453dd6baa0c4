"""Looks at every request before its handler runs: what it asks of the database are fields that its user may read."""

from functools import cache

import frappe
from frappe import _
from frappe.model import child_table_fields, default_fields, optional_fields, table_fields
from frappe.utils import cstr

from community_gov.core.errors import BadQueryError
from community_gov.core.labels import label_of_field
from community_gov.core.request_guard.arguments import (
	CHART,
	ENDPOINTS,
	asked_columns,
	described_subject,
	is_list,
	place_of,
)
from community_gov.core.request_guard.columns import Reference
from community_gov.core.request_guard.documents import check_written
from community_gov.core.request_guard.filters import parsed, read_filters
from community_gov.core.request_guard.orders import name_own_columns
from community_gov.core.request_guard.refusal import refuse_query
from community_gov.core.request_guard.signatures import check_arguments

STANDARD = frozenset((*default_fields, *optional_fields, *child_table_fields, "_seen"))
WRITING = ("POST", "PUT", "PATCH", "DELETE")
# Arguments by which some endpoints call another one.
CALLED = ("method", "tree_method", "query", "run_method")
OWN = "community_gov.api.v1."
BLANK_IS_NONE = ("fields", "filters", "or_filters", "order_by", "group_by")
LISTING = ("frappe.client.get_list", "frappe.desk.reportview.get", "frappe.desk.reportview.get_list")
LISTED_PAGES = ("frappe.www.list.get", "frappe.www.list.get_list_data")


def guard_request() -> None:
	"""Hook auth_hooks: the user is known by then, and every way in passes here, pages too.

	Raises:
	        BadQueryError (417): an argument that is no plain column, order or filter, or a value that no field holds.
	        frappe.PermissionError (403): a field that the user may not read, or an endpoint under a second name.
	"""
	form, request = frappe.local.form_dict, frappe.local.request
	method, subject = place_of(request.path, form)
	if not method and subject and _writes_resource(subject, form, request.method):
		return
	_leave_out_blanks(form)
	endpoint = _endpoint_of(method) if method else None
	subject = subject or _text(form.get("doctype"))
	if not method and not subject and not request.path.startswith("/api/"):
		subject = request.path.strip("/ ")
	if endpoint and endpoint.startswith(OWN):
		_check_own(_function_of(endpoint), form)
	if endpoint is None or _is_of_frappe(endpoint):
		_check_columns(endpoint, subject, form)
	if endpoint:
		check_written(endpoint, subject, form)
	for called in (cstr(form.get(name)) for name in CALLED if "." in cstr(form.get(name))):
		_check_columns(_called_endpoint(called), subject, form)
	if endpoint in LISTED_PAGES or not method:
		_check_named_fields(subject, form)


def _refuse_list_of_one(endpoint: str | None, doctype: str | None) -> None:
	"""Settings are one record without a table; Frappe 16 fails where a list of them is asked for."""
	is_listed = endpoint in LISTING or (endpoint is None and is_list(frappe.local.request.path))
	if is_listed and doctype and frappe.db.get_value("DocType", doctype, "issingle", cache=True):
		frappe.throw(
			_("{0} is one record, not a list. Read it by its own name.").format(_(doctype)), exc=BadQueryError
		)


def _leave_out_blanks(form: dict) -> None:
	"""A blank column, filter or order asks for nothing; Frappe takes it for JSON or SQL, and fails."""
	for name in BLANK_IS_NONE:
		if isinstance(form.get(name), str) and not form[name].strip():
			del form[name]


def _writes_resource(doctype: str, form: dict, verb: str) -> bool:
	"""Whether a request to the generated REST writes: its document has been looked at then, and it asks for no columns."""
	if verb in WRITING:
		check_written(None, doctype, form)
		return True
	if "doctype" in form:
		refuse_query("doctype")
	return False


def _check_own(function, form: dict) -> None:
	"""Who may not call an endpoint hears so from the handler, not what it takes."""
	# An older or shorter address of ours names a module.
	if not callable(function):
		return
	if frappe.session.user != "Guest" or function in frappe.guest_methods:
		check_arguments(function, form)


def check_filters(doctype: str, filters: object) -> None:
	"""The same for filters of a DocType that an endpoint of ours takes under a name of its own."""
	for condition in read_filters(filters):
		_check_column(doctype, condition.doctype, condition.column, frozenset())


def _text(value: object) -> str | None:
	return value if isinstance(value, str) else None


@cache
def _bound_functions(overridden: tuple[tuple[str, str], ...]) -> dict[object, str]:
	"""The functions that are bound to a name, by an override or by what is known of their arguments.

	Args:
	        overridden: (name, path of what stands for it) of each override.
	"""
	found = {function: name for name in ENDPOINTS if (function := _function_of(name))}
	for name, path in overridden:
		function = _function_of(name)
		# Frappe overrides former names of its own by the very function that they lead to.
		if function and function is not _function_of(path):
			found[function] = name
	return found


def _overrides() -> tuple[tuple[str, str], ...]:
	hooked = frappe.get_hooks("override_whitelisted_methods")
	return tuple((name, paths[-1] if isinstance(paths, list) else paths) for name, paths in hooked.items())


def _endpoint_of(method: str) -> str:
	"""The name to which a function is bound; its other names are no way round an override."""
	overridden = frappe.get_hooks("override_whitelisted_methods")
	return method if method in overridden else _called_endpoint(method)


def _called_endpoint(method: str) -> str:
	"""The same for a function that another endpoint calls, where Frappe looks for no override."""
	overrides, function = _overrides(), _function_of(method)
	bound = _bound_functions(overrides).get(function, method) if callable(function) else method
	if bound in dict(overrides):
		frappe.throw(
			_("{0} is not called that way. Call {1} by its own address.").format(method[:140], bound),
			exc=frappe.PermissionError,
		)
	return bound


def _function_of(name: str):
	"""What a dotted name leads to; None where there is nothing, which the handler will say in its words."""
	module, _dot, attribute = name.rpartition(".")
	if not module:
		# On import it opens a log in the folder of the bench.
		from frappe import handler

		return getattr(handler, name, None)
	if module.partition(".")[0] not in frappe.get_installed_apps():
		return None
	try:
		return getattr(frappe.get_module(module), attribute, None)
	except (ImportError, ValueError):
		return None


def _is_of_frappe(endpoint: str) -> bool:
	"""Endpoints of apps mean what they like by `fields`, and look at it themselves."""
	if endpoint in ENDPOINTS or endpoint.startswith("frappe.") or "." not in endpoint:
		return True
	return str(getattr(_function_of(endpoint), "__module__", "")).startswith("frappe.")


def _check_columns(endpoint: str | None, subject: str | None, form: dict) -> None:
	subject = described_subject(endpoint, form) or _stored_chart(endpoint, form) or subject
	_refuse_list_of_one(endpoint, subject)
	asked = list(asked_columns(endpoint, form))
	aliases = frozenset(column.alias for _doctype, column in asked if column.alias)
	for doctype, column in asked:
		_check_column(subject or doctype, doctype, column, aliases)
	name_own_columns(subject, form, asked)
	for name in ("filters", "or_filters"):
		# A search of its own takes other names, too; those that are fields are columns to Frappe's.
		given = parsed(form.get(name))
		_named_like_fields(subject, given if isinstance(given, dict) else {})


def _stored_chart(endpoint: str | None, form: dict) -> str | None:
	"""The DocType of a chart that is named instead of described."""
	name = _text(form.get("chart_name")) if endpoint == CHART else None
	return frappe.db.get_value("Dashboard Chart", name, "document_type") if name else None


def _check_column(subject: str | None, named: str | None, column: Reference, aliases: frozenset[str]) -> None:
	"""Refuses a column that is none of the DocType, or that the user may not read."""
	if not subject or not frappe.db.exists("DocType", subject, cache=True):
		return
	if column.name in aliases and not (column.doctype or column.link):
		return
	target, is_joined = _target_column(subject, named, column)
	if column.name != "*" or is_joined:
		_check_field(target, column.name, is_joined, subject)


def _target_column(subject: str, named: str | None, column: Reference) -> tuple[str, bool]:
	"""(DocType of the column, whether it is joined through a link); tables of the document are part of it."""
	meta = frappe.get_meta(subject)
	link = column.link
	if column.doctype and meta.has_field(f"tab{column.doctype}"):
		link = f"tab{column.doctype}"
	elif column.doctype:
		named = column.doctype if named in (None, column.doctype) else refuse_query(column.doctype)
	if named and named != subject:
		return _table(meta, named if not link else refuse_query(link)), False
	if not link:
		return subject, False
	df = meta.get_field(link)
	if not df or (df.fieldtype not in table_fields and df.fieldtype != "Link"):
		refuse_query(f"{link}.{column.name}")
	return df.options, df.fieldtype == "Link"


def _table(meta, named: str) -> str:
	"""The DocType of a table, which clients name by itself or by its field."""
	for df in meta.get_table_fields():
		if named in (df.options, df.fieldname):
			return df.options
	refuse_query(named)


def _check_field(doctype: str, fieldname: str, is_joined: bool, subject: str) -> None:
	meta = frappe.get_meta(doctype)
	df = meta.get_field(fieldname)
	if not df and fieldname not in STANDARD:
		refuse_query(fieldname)
	if is_joined and not _may_be_joined(meta, fieldname):
		refuse_query(f"{doctype}.{fieldname}")
	if df and not _may_choose_by(meta, df):
		_refuse_hidden(meta, df)
	if frappe.session.user != "Administrator" and df and df.permlevel:
		parent = subject if meta.istable and subject != doctype else _text(frappe.form_dict.get("parent"))
		if df.permlevel not in meta.get_permlevel_access("read", parent, user=frappe.session.user):
			_refuse_hidden(meta, df)


def _may_choose_by(meta, df) -> bool:
	"""Who may only select from a DocType (accounts, for everybody) finds by its title, not by a phone number."""
	if meta.istable or not frappe.only_has_select_perm(meta.name):
		return True
	shown = (meta.title_field, meta.image_field, *meta.get_search_fields())
	return df.fieldname in shown or df.fieldtype in ("Check", "Select", "Link")


def _may_be_joined(meta, fieldname: str) -> bool:
	"""A linked document with rules for its rows is told by its title alone, as links show it."""
	if meta.name not in frappe.get_hooks("permission_query_conditions"):
		return bool(frappe.has_permission(meta.name, "read"))
	return fieldname in ("name", meta.title_field)


def _refuse_hidden(meta, df) -> None:
	frappe.throw(
		_("You may not read {0} of {1}, so you cannot list, filter or sort by it. Leave it out.").format(
			label_of_field(df), _(meta.name)
		),
		exc=frappe.PermissionError,
	)


def _check_named_fields(subject: str | None, form: dict) -> None:
	"""Pages of lists take every argument that is named like a field as a filter."""
	for name in _named_like_fields(subject, form):
		if isinstance(form[name], list | dict):
			refuse_query(form[name])


def _named_like_fields(subject: str | None, names: dict) -> list[str]:
	"""Those of some names that are fields of a DocType. Raises PermissionError for one that the user may not read."""
	if not subject or not frappe.db.exists("DocType", subject, cache=True):
		return []
	fields = [name for name in names if frappe.get_meta(subject).has_field(name)]
	for name in fields:
		_check_field(subject, name, False, subject)
	return fields
