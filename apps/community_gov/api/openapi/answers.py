"""Responses: what stands in an answer, and every status that a request may end with."""

from community_gov.api.openapi.docstrings import Words

ERROR = "#/components/schemas/Error"
# See the table of errors in the integrator's guide; any request may meet these.
STATUSES = {
	400: "The request is no JSON, or lacks the token that a browser's session needs.",
	401: "The key or password is wrong.",
	403: "No right to it, or signed out.",
	404: "There is no such document or code.",
	409: "It was changed meanwhile, is done, or the key was used with another request.",
	413: "The request is larger than the site takes.",
	414: "The address is too long.",
	415: "A photo or file of another kind.",
	417: "Frappe's own checks.",
	422: "A value cannot be used as it is, or the step is not possible here.",
	429: "Too many requests in an hour; Retry-After names the seconds.",
	503: "The site is being maintained.",
}
ERROR_SCHEMA = {
	"type": "object",
	"description": "exc_type is stable; _server_messages is JSON text: a list of JSON texts with `message`, two sentences for people.",
	"properties": {"exc_type": {"type": "string"}, "_server_messages": {"type": "string"}},
}


def errors() -> dict[str, dict]:
	"""{status: reference} of everything that is no success; the responses themselves are `shared`."""
	return {str(status): {"$ref": f"#/components/responses/{status}"} for status in STATUSES}


def shared() -> dict[str, dict]:
	"""{status: response} that all operations refer to."""
	content = {"application/json": {"schema": {"$ref": ERROR}}}
	return {str(status): {"description": text, "content": content} for status, text in STATUSES.items()}


def of_method(words: Words) -> dict[str, dict]:
	"""Responses of an endpoint: its answer stands in `message`."""
	schema = {
		"type": "object",
		"properties": {"message": {"description": words.answer or "See the summary."}},
	}
	answer = {"description": words.answer or "Done.", "content": {"application/json": {"schema": schema}}}
	return {"200": answer, **errors()}


def of_resource(schema: dict, status: str = "200") -> dict[str, dict]:
	"""Responses of the generated REST: a document or a list stands in `data`."""
	body = {"type": "object", "properties": {"data": schema}}
	answer = {"description": "Done.", "content": {"application/json": {"schema": body}}}
	return {status: answer, **errors()}
