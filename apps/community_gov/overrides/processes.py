"""What runs before and after each request and job: one function for each of Frappe's hooks, in the order that counts."""

from community_gov.core.answers import add_waiting_time, hide_tracebacks, refuse_malformed
from community_gov.core.client_address import name_client
from community_gov.core.headers import add_headers
from community_gov.core.request_guard.guard import guard_request
from community_gov.core.too_large import wrap_too_large
from community_gov.core.transactions import watch_requests
from community_gov.overrides.account_names import wrap_account_names
from community_gov.overrides.collation import wrap_filters
from community_gov.overrides.data_import import wrap_data_import
from community_gov.overrides.files import guard_upload_request, wrap_file_class
from community_gov.overrides.logs import wrap_logs
from community_gov.overrides.pickers import wrap_pickers
from community_gov.overrides.remembered import wrap_repeated_work
from community_gov.overrides.writers import wrap_writers


def begin_job() -> None:
	"""Hook before_job."""
	wrap_logs()
	wrap_writers()
	wrap_filters()
	wrap_data_import()
	wrap_account_names()
	wrap_pickers()
	wrap_repeated_work()


def begin_request() -> None:
	"""Hook before_request: nobody is signed in by a key yet."""
	begin_job()
	wrap_file_class()
	name_client()
	watch_requests()
	wrap_too_large()


def check_request() -> None:
	"""Hook auth_hooks: the user is known, and no handler has run."""
	guard_request()
	guard_upload_request()


def end_request(response=None, request=None) -> None:
	"""Hook after_request."""
	refuse_malformed(response, request)
	hide_tracebacks(response, request)
	add_waiting_time(response)
	add_headers(response, request)
