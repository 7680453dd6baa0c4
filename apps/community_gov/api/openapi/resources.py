"""Paths of Frappe's generated REST: what the caller may read and write of each DocType, field by field."""

from urllib.parse import quote

import frappe

from community_gov.api.openapi import answers

MODULE = "Community Gov"
TEXTS = (
	*("Data", "Small Text", "Text", "Long Text", "Text Editor", "Code", "HTML Editor", "Markdown Editor"),
	*("Dynamic Link", "Attach", "Attach Image", "Autocomplete", "Color", "Phone", "JSON", "Geolocation"),
)
NUMBERS = {
	**{"Int": "integer", "Float": "number", "Currency": "number", "Percent": "number"},
	**{"Rating": "number", "Duration": "number"},
}
TIMES = {"Date": "YYYY-MM-DD", "Datetime": "YYYY-MM-DD HH:MM:SS in the site's time zone", "Time": "HH:MM:SS"}
LINKS = (
	"Link",
	"Dynamic Link",
	"Attach",
	"Attach Image",
	"Autocomplete",
	"Color",
	"Phone",
	"Duration",
	"Rating",
)
TABLES = ("Table", "Table MultiSelect")
# Written and returned in full, so no document may show them.
NEVER = ("Password",)
REF = "#/components/schemas/"


def doctypes() -> list[str]:
	"""DocTypes of ours that the session user may read, by name."""
	filters = {"module": MODULE, "istable": 0, "issingle": 0}
	# The names of DocTypes are no secret; who may read their documents is asked for each.
	names = frappe.get_all("DocType", filters, pluck="name", order_by="name asc")
	return [name for name in names if frappe.has_permission(name, "read")]


def paths_and_schemas() -> tuple[dict[str, dict], dict[str, dict]]:
	"""({path: path item}, {name: schema}) of all DocTypes that the session user may read, and of their tables."""
	paths, schemas = {}, {}
	for doctype in doctypes():
		meta = frappe.get_meta(doctype)
		paths |= _paths(doctype)
		for one in (meta, *(frappe.get_meta(field.options) for field in meta.get_table_fields())):
			schemas[_key(one.name)] = _schema(one, doctype)
	return paths, schemas


def _key(doctype: str) -> str:
	return doctype.replace(" ", "_")


def _paths(doctype: str) -> dict[str, dict]:
	base, ref = f"/api/resource/{quote(doctype)}", {"$ref": REF + _key(doctype)}
	many, one = {"get": _list(doctype, ref)}, {"get": _operation(doctype, "read", ref)}
	if frappe.has_permission(doctype, "create"):
		many["post"] = _operation(doctype, "create", ref, takes=ref)
	if frappe.has_permission(doctype, "write"):
		one["put"] = _operation(doctype, "update", ref, takes=ref)
	if frappe.has_permission(doctype, "delete"):
		one["delete"] = {**_operation(doctype, "delete", {}), "responses": _deleted()}
	named = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
	return {base: many, f"{base}/{{name}}": {"parameters": [named], **one}}


def _operation(doctype: str, verb: str, schema: dict, takes: dict | None = None) -> dict:
	operation: dict = {
		"operationId": f"{_key(doctype)}.{verb}",
		"tags": [doctype],
		"summary": f"{verb.capitalize()} one {doctype}",
		"responses": answers.of_resource(schema),
	}
	if takes:
		operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": takes}}}
	return operation


def _deleted() -> dict:
	return {"202": {"description": "Deleted."}, **answers.errors()}


def _list(doctype: str, ref: dict) -> dict:
	words = {
		"fields": "JSON list of names of fields; only `name` unless sent.",
		"filters": "JSON list of [field, operator, value].",
		"order_by": "A field with asc or desc.",
		"limit_start": "From which row on.",
		"limit_page_length": "How many rows; 20 unless sent.",
	}
	kinds = {"limit_start": "integer", "limit_page_length": "integer"}
	asked = [
		{
			"name": name,
			"in": "query",
			"required": False,
			"schema": {"type": kinds.get(name, "string")},
			"description": text,
		}
		for name, text in words.items()
	]
	operation = _operation(doctype, "list", {"type": "array", "items": ref})
	return {**operation, "summary": f"List {doctype}", "parameters": asked}


def _schema(meta, parent: str) -> dict:
	"""Fields that the session user may read; `readOnly` where what is sent is not taken."""
	readable = set(meta.get_permlevel_access("read", parent if meta.istable else None))
	writable = set(meta.get_permlevel_access("write", parent if meta.istable else None))
	controller = frappe.get_doc({"doctype": meta.name}).__class__
	server = set(getattr(controller, "server_fields", ()))
	properties = {"name": {"type": "string", "readOnly": True, "description": "The key of the document."}}
	for field in meta.fields:
		kind = _of_field(field)
		if kind is None or field.permlevel not in readable:
			continue
		is_fixed = field.read_only or field.permlevel not in writable or field.fieldname in server
		properties[field.fieldname] = {**kind, **({"readOnly": True} if is_fixed else {})}
	return {"type": "object", "title": meta.name, "properties": properties}


def _of_field(field) -> dict | None:
	"""The schema of a stored field; None of what stores nothing, and of secrets."""
	if field.fieldtype in NEVER:
		return None
	if field.fieldtype in TABLES:
		return {
			"title": field.label or field.fieldname,
			"type": "array",
			"items": {"$ref": REF + _key(field.options)},
		}
	kind = _plain(field)
	return {"title": field.label or field.fieldname, **kind} if kind else None


def _plain(field) -> dict | None:
	if field.fieldtype == "Check":
		return {"type": "integer", "enum": [0, 1]}
	if field.fieldtype in NUMBERS:
		return {"type": [NUMBERS[field.fieldtype], "null"]}
	if field.fieldtype in TIMES:
		return {"type": ["string", "null"], "description": TIMES[field.fieldtype]}
	if field.fieldtype == "Select":
		options = [one for one in (field.options or "").split("\n") if one]
		return {"type": ["string", "null"], "description": "One of: " + ", ".join(options)}
	if field.fieldtype == "Link":
		return {"type": ["string", "null"], "description": f"Key of a {field.options}."}
	if field.fieldtype in (*TEXTS, *LINKS):
		return {
			"type": ["string", "number", "null"]
			if field.fieldtype in ("Rating", "Duration")
			else ["string", "null"]
		}
	return None
