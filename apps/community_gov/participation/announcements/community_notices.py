"""Community notices 通知: written, approved by somebody else, sent once, chased, archived. Not public notices 公示."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.intake import images, photos
from community_gov.core import codes
from community_gov.core.documents import changed_fields
from community_gov.core.errors import BadInputError
from community_gov.core.step_context import step_context
from community_gov.participation.announcements import approvals, audience
from community_gov.participation.links import require_readable

DOCTYPE = approvals.DOCTYPE
CODE_LENGTH = 12
SUMMARY, LONGEST = 300, 20_000
WITH_SOURCE = ("Law", "Policy")
WAYS = ("by_portal", "by_sms", "by_call", "by_door", "by_board")
# What is approved is what is sent.
CONTENT = (
	*("title", "kind", "grid", "valid_until", "reply_wanted", "supersedes", "plain_summary", "body", "photo"),
	*(
		"audio",
		"issuing_body",
		"document_number",
		"effective_on",
		"source_link",
		"audience",
		"audience_purpose",
	),
	*("neutral_reason", *WAYS),
)
# ID3v2 and MPEG frames, and the pages of Ogg (RFC 3533).
_AUDIO = {b"ID3": "mp3", b"\xff\xfb": "mp3", b"\xff\xf3": "mp3", b"OggS": "ogg"}
MOST_AUDIO = 10 * 1024 * 1024


def prepare(notice) -> None:
	"""Texts, audience, ways and who wrote them, on every path.

	Raises:
	        BadInputError: too long, an audience that cannot be asked, a file of another kind, or changed after it was written.
	"""
	_check_lengths(notice)
	before = notice.get_doc_before_save()
	changed = set(changed_fields(notice)) & set(CONTENT) if before else set(CONTENT)
	if before and before.stage != "Drafted" and changed:
		_refuse(_("What was submitted is what is sent. Send the notice back to change it."))
	_keep_time(notice)
	if not changed or step_context(notice).by_server:
		return
	approvals.note_writer(notice)
	audience.check(notice)
	require_readable(notice, DOCTYPE if notice.supersedes else None, notice.supersedes)
	_check_files(notice, changed)
	if notice.is_new():
		notice.check_code = codes.secret_code(CODE_LENGTH)
	if "audience" in changed or notice.is_new():
		_forget_count(notice)


def _keep_time(notice) -> None:
	"""After it was submitted, the time is set by the step that schedules, which looks at it."""
	before = notice.get_doc_before_save()
	if not before or before.stage == "Drafted" or step_context(notice).by_server:
		return
	if not (notice.stage == "Scheduled" and notice.entered_state()):
		notice.scheduled_for = before.scheduled_for


def _check_lengths(notice) -> None:
	if len(cstr(notice.plain_summary)) > SUMMARY:
		_refuse(_("The plain words have at most {0} characters. Say what matters first.").format(SUMMARY))
	if len(cstr(notice.body)) > LONGEST:
		_refuse(_("A notice has at most {0} characters. Attach the rest as a file.").format(LONGEST))
	link = cstr(notice.source_link).strip()
	if link and not link.lower().startswith(("https://", "http://")):
		_refuse(_("The address of the source is no web address. Begin it with https://."))


def _forget_count(notice) -> None:
	for name in ("audience_households", "audience_people", "with_number", "with_portal", "counted_at"):
		notice.set(name, None)


def _check_files(notice, changed: set[str]) -> None:
	"""A picture that is one, and a recording that browsers play."""
	if notice.photo and "photo" in changed:
		photos.read_all([(cstr(notice.photo).rpartition("/")[2], _bytes_of(notice.photo))])
	if notice.audio and "audio" in changed:
		content = _bytes_of(notice.audio)
		if len(content) > MOST_AUDIO or not kind_of_audio(content):
			_refuse(_("The audio is no MP3, M4A or Ogg file of at most 10 MB. Choose another file."))


def kind_of_audio(content: bytes) -> str | None:
	"""The file ending of a recording by its first bytes: mp3, ogg or m4a; None for anything else."""
	if content[4:8] == b"ftyp":
		return "m4a"
	return next((kind for start, kind in _AUDIO.items() if content.startswith(start)), None)


def _bytes_of(address: str) -> bytes:
	"""What lies at the address of a file of the session user.

	Raises:
	        BadInputError: nothing does.
	"""
	name = frappe.db.get_value("File", {"file_url": address}, "name", order_by="creation asc")
	if not name:
		_refuse(_("There is no such file. Upload it here."))
	content = frappe.get_doc("File", name).get_content()
	return content if isinstance(content, bytes) else content.encode()


def shown_picture(notice) -> bytes:
	"""The photo of a notice without what its camera wrote into it."""
	return images.read_photo(_bytes_of(notice.photo), 50_000_000).content


def recording(notice) -> tuple[bytes, str]:
	"""(bytes, file ending) of the recording of a notice."""
	content = _bytes_of(notice.audio)
	return content, kind_of_audio(content) or "mp3"


def _refuse(text: str) -> None:
	frappe.throw(text, exc=BadInputError)
