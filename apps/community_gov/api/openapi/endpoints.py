"""Paths of the endpoints of version 1: each whitelisted function with its typed arguments."""

import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from importlib import import_module

import frappe

import community_gov.api.v1 as package
from community_gov.api.limits import HOUR
from community_gov.api.openapi import answers, docstrings
from community_gov.api.openapi.examples import EXAMPLES

PREFIX = f"/api/method/{package.__name__}."
KEY = "idempotency_key"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def endpoints() -> Iterator[tuple[str, Callable]]:
	"""(module.function, function) of every endpoint of version 1, by name."""
	for module in sorted(one.name for one in pkgutil.iter_modules(package.__path__)):
		for name, function in sorted(vars(import_module(f"{package.__name__}.{module}")).items()):
			# Older names of an endpoint are imported from where it lives.
			if function in frappe.whitelisted and function.__module__ == f"{package.__name__}.{module}":
				yield f"{module}.{name}", function


def paths(is_guest: bool) -> dict[str, dict]:
	"""{path: path item} of all endpoints, or of those that a guest may call."""
	return {
		PREFIX + name: _item(name, function)
		for name, function in endpoints()
		if not is_guest or function in frappe.guest_methods
	}


def _item(name: str, function: Callable) -> dict:
	methods = frappe.allowed_http_methods_for_whitelisted_func[function]
	# HEAD and OPTIONS come with GET; what one asks for is named once.
	return {
		method.lower(): _operation(name, function, method) for method in methods if method in ("GET", "POST")
	}


def _operation(name: str, function: Callable, method: str) -> dict:
	words, is_open = docstrings.read(function), function in frappe.guest_methods
	operation: dict = {
		"operationId": name if method == "POST" else f"{name}.get",
		"tags": [name.partition(".")[0]],
		"summary": words.summary,
		"description": _description(words),
		"responses": answers.of_method(words),
	}
	if words.permission:
		operation["x-permission"] = words.permission
	if is_open:
		operation["security"] = [{}]
	operation |= _bounds(function)
	arguments, example = _arguments(function, words), EXAMPLES.get(name, {})
	if method == "GET":
		return {**operation, "parameters": [_parameter(*one, example) for one in arguments]}
	return {**operation, "requestBody": _body(arguments, example)}


def _bounds(function: Callable) -> dict:
	"""How often an address, or an account where one must sign in, may ask; and whether a retry is answered once."""
	found: dict = {}
	if (limit := getattr(function, "hourly_limit", None)) is not None:
		found["x-limit"] = {"requests": limit() if callable(limit) else limit, "seconds": HOUR}
	if KEY in inspect.signature(function).parameters:
		found["x-idempotent"] = True
	return found


def _description(words: docstrings.Words) -> str:
	told = (("", words.description), ("Permission: ", words.permission), ("Errors: ", words.errors))
	return "\n\n".join(head + text for head, text in told if text)


def _arguments(function: Callable, words: docstrings.Words) -> list[tuple[str, dict, bool]]:
	"""[(name, schema, whether it must be sent)]."""
	annotations = function.__annotations__
	return [
		(name, _schema(name, annotations.get(name), words), parameter.default is parameter.empty)
		for name, parameter in inspect.signature(function).parameters.items()
		if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
	]


def _schema(name: str, annotation, words: docstrings.Words) -> dict:
	text = words.arguments.get(name, "")
	if name == KEY:
		text = "A retry with the same key and body gets the first answer; another body is refused (409)."
	return {**schema_of(annotation), **({"description": text} if text else {})}


def schema_of(annotation) -> dict:
	"""The JSON Schema of an argument; JSON may come as text, as forms and addresses send it.

	Raises:
	        TypeError: an annotation that no endpoint may have.
	"""
	kinds = typing.get_args(annotation) if _is_union(annotation) else (annotation,)
	found = sorted({name for kind in kinds for name in _types(kind)})
	return {"type": found[0] if len(found) == 1 else found}


def _is_union(annotation) -> bool:
	return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def _types(kind) -> tuple[str, ...]:
	if kind in PLAIN:
		return (PLAIN[kind],)
	if kind is type(None):
		return ("null",)
	base = typing.get_origin(kind) or kind
	if base in (list, tuple, set):
		return ("array",)
	if base is dict:
		return ("object",)
	raise TypeError(f"no JSON Schema for {kind}")


def _parameter(name: str, schema: dict, is_required: bool, example: dict) -> dict:
	# An address holds no null: what is not sent is not there.
	kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
	plain = [kind for kind in kinds if kind != "null"]
	described = {"description": schema["description"]} if "description" in schema else {}
	only = {"type": plain[0] if len(plain) == 1 else plain}
	shown = {"example": example[name]} if name in example else {}
	return {"name": name, "in": "query", "required": is_required, "schema": only, **described, **shown}


def _body(arguments: list[tuple[str, dict, bool]], example: dict) -> dict:
	schema: dict = {
		"type": "object",
		"properties": {name: schema for name, schema, _required in arguments},
		"additionalProperties": False,
	}
	if required := [name for name, _schema, is_required in arguments if is_required]:
		schema["required"] = required
	content = {"schema": schema, **({"example": example} if example else {})}
	return {"required": bool(required), "content": {"application/json": content}}
