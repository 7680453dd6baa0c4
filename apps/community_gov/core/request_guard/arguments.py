"""Which arguments of a request are shaped like queries, endpoint by endpoint, and the columns that they name."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from community_gov.core.request_guard.columns import Reference, read_columns, read_order, read_reference
from community_gov.core.request_guard.filters import parsed, read_filters
from community_gov.core.request_guard.refusal import refuse_query

# (DocType or None for the one that the request is about, column)
Asked = tuple[str | None, Reference]

RESOURCE = re.compile(r"^/api/(?:v\d+/)?(?:resource|document|doctype)/([^/]+)(/.*)?$")
METHOD = re.compile(r"^/api/(?:v\d+/)?method/([^/]+)(?:/([^/]+))?/?$")
CARD_FUNCTIONS = ("Count", "Sum", "Average", "Minimum", "Maximum")
# What only code may tell Frappe's query, never a request.
FORBIDDEN = ("ignore_permissions", "ignore_ddl", "join", "run", "strict", "update")
PAGED = ("frappe.client.", "frappe.desk.reportview.", "frappe.desk.search.", "frappe.www.list.")
NUMBERS = ("limit", "limit_start", "limit_page_length", "start", "page_len", "page_length", "offset")


def _columns(value: object) -> Iterator[Asked]:
	return ((None, column) for column in read_columns(parsed(value)))


def _order(value: object) -> Iterator[Asked]:
	return ((None, column) for column in read_order(value))


def _filters(value: object) -> Iterator[Asked]:
	return ((condition.doctype, condition.column) for condition in read_filters(value))


def _names(value: object) -> Iterator[Asked]:
	"""The field names in a JSON list of names or of {"name": …}."""
	listed = parsed(value)
	if not isinstance(listed, list):
		refuse_query(value)
	return ((None, _name_in(one)) for one in listed)


def _name_in(one: object) -> Reference:
	return read_reference(one.get("name") if isinstance(one, dict) else one)


def _of_each_doctype(value: object) -> Iterator[Asked]:
	"""{DocType: [field, …]}, as downloads of templates take them; "All" as text stands for all fields."""
	chosen = parsed(value)
	if isinstance(chosen, str):
		return
	if not isinstance(chosen, dict):
		refuse_query(value)
	for doctype, names in chosen.items():
		if names != "All":
			yield from ((doctype, column) for column in read_columns(names))


def _field_map(value: object) -> Iterator[Asked]:
	"""{start, end, title, color: field} of a calendar; what else stands there is not asked of the database."""
	mapped = parsed(value)
	if not isinstance(mapped, dict):
		refuse_query(value)
	for key in ("start", "end", "title", "color"):
		if mapped.get(key):
			yield None, read_reference(mapped[key])


def _asked_of_card(value: object) -> Iterator[Asked]:
	"""A number card: what is counted, or the field that is summed up."""
	card = _document(value)
	if card.get("function", "Count") not in CARD_FUNCTIONS:
		refuse_query(card.get("function"))
	doctype = card.get("document_type")
	yield from _asked_of_document(doctype, card, ("aggregate_function_based_on",), ("filters_json",))


def _chart(value: object) -> Iterator[Asked]:
	"""A chart: its dates, groups and values are fields of one DocType, or of its table."""
	chart = _document(value)
	doctype = chart.get("document_type")
	fields = ("based_on", "value_based_on", "group_by_based_on", "aggregate_function_based_on")
	yield from _asked_of_document(doctype, chart, fields, ("filters_json",) if doctype else ())


def _asked_of_document(doctype: object, document: dict, fields: tuple, filters: tuple) -> Iterator[Asked]:
	if doctype is not None and not isinstance(doctype, str):
		refuse_query(doctype)
	for name in fields:
		if document.get(name):
			yield doctype, read_reference(document[name])
	for name in filters:
		for condition in read_filters(document.get(name)):
			yield condition.doctype or doctype, condition.column


def _document(value: object) -> dict:
	document = parsed(value)
	if not isinstance(document, dict):
		refuse_query(value)
	return document


def _values(value: object) -> Iterator[Asked]:
	"""Filters that are no columns, as reports and searches of their own take them: names, and values of one level."""
	given = parsed(value)
	if isinstance(given, list):
		return _filters(given)
	if isinstance(given, dict):
		for name, one in given.items():
			_check_plain(name, one)
	elif given not in (None, ""):
		refuse_query(value)
	return iter(())


def _check_plain(name: object, value: object) -> None:
	values = value if isinstance(value, list) else [value]
	if not isinstance(name, str) or not re.fullmatch(r"[\w -]+", name):
		refuse_query(name)
	for one in values:
		inner = one if isinstance(one, list) else [one]
		if not all(part is None or isinstance(part, str | int | float | bool) for part in inner):
			refuse_query(one)


_CARD = "frappe.desk.doctype.number_card.number_card."
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
DESCRIBED_IN = {_CARD + "get_result": "doc", _CARD + "get_percentage_difference": "doc", CHART: "chart"}
Reader = Callable[[object], Iterator[Asked]]
LISTS: dict[str, Reader] = {
	**{"fields": _columns, "filters": _filters, "or_filters": _filters},
	**{"order_by": _order, "group_by": _order},
}
ANYWHERE: dict[str, Reader] = {**LISTS, "filters": _values, "or_filters": _values}
_VALUE = {**LISTS, "fieldname": _columns, "filters": lambda value: _named_or_filtered(value)}
ENDPOINTS: dict[str, dict[str, Reader]] = {
	"frappe.client.get_list": LISTS,
	"frappe.client.get_count": LISTS,
	"frappe.client.get": {**LISTS, "filters": lambda value: _named_or_filtered(value)},
	"frappe.client.get_value": _VALUE,
	"frappe.client.get_single_value": {"field": _columns},
	"frappe.client.validate_link": LISTS,
	"frappe.client.validate_link_and_fetch": {**ANYWHERE, "fields_to_fetch": _columns},
	"frappe.desk.reportview.get": LISTS,
	"frappe.desk.reportview.get_list": LISTS,
	"frappe.desk.reportview.get_count": LISTS,
	"frappe.desk.reportview.export_query": LISTS,
	"frappe.desk.reportview.get_stats": {**LISTS, "stats": _names},
	"frappe.desk.reportview.get_sidebar_stats": {**LISTS, "stats": _names},
	"frappe.desk.reportview.get_filter_dashboard_data": {**LISTS, "stats": _names},
	"frappe.desk.listview.get_group_by_count": {"current_filters": _filters, "field": _columns},
	"frappe.desk.calendar.get_events": {**LISTS, "field_map": _field_map},
	"frappe.desk.form.utils.get_next": {**LISTS, "sort_field": _order},
	"frappe.desk.search.search_link": {**ANYWHERE, "searchfield": _columns},
	"frappe.desk.search.search_widget": {**ANYWHERE, "searchfield": _columns, "filter_fields": _columns},
	_CARD + "get_result": {"doc": _asked_of_card, "filters": _filters},
	_CARD + "get_percentage_difference": {"doc": _asked_of_card, "filters": _filters},
	CHART: {"chart": _chart, "filters": _values},
	"frappe.desk.query_report.get_data_for_custom_field": {"field": _columns},
	"frappe.geo.utils.get_coords": LISTS,
	"frappe.www.list.get": LISTS,
	"frappe.www.list.get_list_data": LISTS,
	"frappe.core.doctype.data_import.data_import.download_template": {
		**{"export_fields": _of_each_doctype, "export_filters": _filters}
	},
	"frappe.core.doctype.data_export.exporter.export_data": {
		**{"select_columns": _of_each_doctype, "filters": _filters}
	},
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": {"workflow_state_field": _columns},
	"frappe.utils.goal.get_monthly_goal_graph_data": {
		name: _columns
		for name in ("goal_value_field", "goal_total_field", "goal_history_field", "goal_field", "date_field")
	},
}


def _named_or_filtered(value: object) -> Iterator[Asked]:
	"""Some endpoints take the bare name of a document where others take filters."""
	given = parsed(value)
	return iter(()) if isinstance(given, str | int) else _filters(given)


def described_subject(endpoint: str | None, form: dict) -> str | None:
	"""The DocType that a card or chart of the request counts, where the request names none of its own."""
	name = DESCRIBED_IN.get(endpoint or "")
	described = parsed(form.get(name)) if name else None
	doctype = described.get("document_type") if isinstance(described, dict) else None
	return doctype if isinstance(doctype, str) else None


def place_of(path: str, form: dict) -> tuple[str | None, str | None]:
	"""(dotted name of the method, DocType of the address) of a request; None where there is none."""
	if form.get("cmd"):
		return str(form["cmd"]), None
	resource, method = RESOURCE.match(path), METHOD.match(path)
	if method:
		first, second = map(lambda part: part and unquote(part), method.groups())
		return (second, first) if second else (first, None)
	return None, unquote(resource[1]) if resource else None


def is_list(path: str) -> bool:
	"""Whether an address of the generated REST is that of a DocType, not of one record."""
	found = RESOURCE.match(path)
	return found is not None and (found[2] or "/") == "/"


def asked_columns(endpoint: str | None, form: dict) -> Iterator[Asked]:
	"""Every column that the arguments of a request name.

	Args:
	        endpoint: dotted name of Frappe's method, or None for lists of the generated REST.
	        form: arguments as they came.
	Raises:
	        BadQueryError (417): an argument that is shaped otherwise.
	"""
	readers = LISTS if endpoint is None else {**ANYWHERE, **ENDPOINTS.get(endpoint, {})}
	for name, reader in readers.items():
		if form.get(name) not in (None, "", [], {}):
			yield from reader(form[name])
	yield from _aggregated(form)
	if endpoint is None or endpoint.startswith(PAGED):
		_check_numbers(form)
	if endpoint is None or endpoint.startswith("frappe.desk.reportview."):
		_refuse_forbidden(form)


def _aggregated(form: dict) -> Iterator[Asked]:
	if form.get("aggregate_on_field"):
		yield form.get("aggregate_on_doctype"), read_reference(form["aggregate_on_field"])


def _check_numbers(form: dict) -> None:
	for name in NUMBERS:
		value = form.get(name)
		if value not in (None, "") and not re.fullmatch(r"\d{1,9}(?:\.0)?", str(value)):
			refuse_query(value)


def _refuse_forbidden(form: dict) -> None:
	for name in FORBIDDEN:
		if name in form:
			refuse_query(name)
