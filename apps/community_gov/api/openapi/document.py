"""The document as a whole, for whoever asks."""

import frappe
from frappe import _
from frappe.utils import get_url

from community_gov import __version__
from community_gov.api.openapi import answers, endpoints, resources

TITLE = "Community Gov"


def document() -> dict:
	"""The OpenAPI 3.1 document of what the session user may ask for; a guest gets the endpoints that are open to all."""
	is_guest = frappe.session.user == "Guest"
	paths, schemas = ({}, {}) if is_guest else resources.paths_and_schemas()
	return {
		"openapi": "3.1.0",
		"info": {"title": TITLE, "version": __version__, "description": _about(), "license": _license()},
		"servers": [{"url": get_url()}],
		"security": [{"token": []}, {"session": []}],
		"paths": {**endpoints.paths(is_guest), **paths},
		"components": {
			"schemas": {"Error": answers.ERROR_SCHEMA, **schemas},
			"responses": answers.shared(),
			"securitySchemes": _ways_in(),
		},
	}


def _about() -> str:
	return _(
		"Frappe's REST of every DocType, and the endpoints of version 1. The guide for integrators tells of keys, retries, limits and errors."
	)


def _license() -> dict:
	return {"name": "MIT", "identifier": "MIT"}


def _ways_in() -> dict:
	key = {
		"type": "apiKey",
		"in": "header",
		"name": "Authorization",
		"description": "token <key>:<secret> of an account",
	}
	return {"token": key, "session": {"type": "apiKey", "in": "cookie", "name": "sid"}}
