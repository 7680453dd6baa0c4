"""The OpenAPI 3.1 document, also at /api/method/community_gov.api.v1.openapi."""

import json

from werkzeug.wrappers import Response

import frappe

from community_gov.api.limits import limited
from community_gov.api.openapi.document import document as make

# A client reads it once; guests of one address share the number.
READS_PER_HOUR = 120


@frappe.whitelist(methods=["GET"], allow_guest=True)
@limited(READS_PER_HOUR, "openapi.document", guesses=False)
def document() -> Response:
	"""The OpenAPI 3.1 document of the REST interface as plain JSON, without `message` around it.

	Permission: everybody; accounts get all endpoints and, of each DocType that they may read, the fields that they may
	read and write, guests the endpoints that are open to them.
	Returns:
	        the document, see https://spec.openapis.org/oas/v3.1.0
	"""
	return Response(json.dumps(make(), ensure_ascii=False), mimetype="application/json")
