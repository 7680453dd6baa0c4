"""Named refusals. Each message has two sentences: what happened, what to do."""

import frappe


class CommunityGovError(frappe.ValidationError):
	"""Base of every refusal of this app; HTTP 417 like Frappe's own validation errors."""


class StageGuardError(CommunityGovError):
	"""What a stage demands is missing; HTTP 422."""

	http_status_code = 422


class WorkflowSetupError(CommunityGovError):
	"""A workflow lacks what the code needs (an active workflow, a stage, a state); HTTP 417."""


class CipherSuiteError(CommunityGovError):
	"""The site's configuration asks for a cipher suite that cannot be had, or its key opens no number; HTTP 417."""


class SeparationOfDutiesError(CommunityGovError):
	"""The same person may not do both steps; HTTP 403."""

	http_status_code = 403


class ImmutableError(CommunityGovError):
	"""The record is an audit record and can be neither edited nor deleted; HTTP 403."""

	http_status_code = 403


class DoneDocumentError(CommunityGovError):
	"""The document is done and read-only until it is reopened; HTTP 409."""

	http_status_code = 409


class ConflictError(CommunityGovError):
	"""Somebody was faster, or the key was used for something else; HTTP 409."""

	http_status_code = 409


class OutOfScopeError(frappe.PermissionError):
	"""The place or unit is outside what this user works for; HTTP 403."""


class BadPositionError(CommunityGovError):
	"""The coordinates cannot be those of the place; HTTP 422."""

	http_status_code = 422


class BadQueryError(CommunityGovError):
	"""What a request asks for is no column, order or filter; HTTP 417."""


class BadInputError(CommunityGovError):
	"""A value is not acceptable as it is; HTTP 422."""

	http_status_code = 422


class PhotoTooLargeError(CommunityGovError):
	"""The photo has too many bytes or pixels; HTTP 413."""

	http_status_code = 413


class PhotoTypeError(CommunityGovError):
	"""The file is not a photo of a kind we keep; HTTP 415."""

	http_status_code = 415


class InsufficientPointsError(CommunityGovError):
	"""The volunteer has fewer points than the redemption needs; HTTP 409."""

	http_status_code = 409


class OutOfStockError(CommunityGovError):
	"""The reward item has fewer pieces than asked for; HTTP 409."""

	http_status_code = 409


class ConsentWithdrawnError(CommunityGovError):
	"""What was asked for rests on a consent that the person has withdrawn; HTTP 409."""

	http_status_code = 409


class RateLimitExceededError(CommunityGovError):
	"""An address asked too often; HTTP 429, with the seconds to wait in Retry-After."""

	http_status_code = 429


class MessageNotSentError(CommunityGovError):
	"""The gateway for short messages did not take one; HTTP 503."""

	http_status_code = 503
