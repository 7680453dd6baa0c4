"""Dangers that a report must not wait for: which number to call at once. The report itself goes through as urgent."""

from dataclasses import dataclass
from functools import lru_cache

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.categories import category_path
from community_gov.casework.intake.likeness import plain_words
from community_gov.core.errors import BadInputError

SEPARATORS = str.maketrans("，、；;", ",,,,")
# Used while the settings name no words of their own.
DEFAULT_LINES = """煤气味, 燃气味, 燃气泄漏, 天然气泄漏, 管道破裂漏气 | 119 | 请立即离开现场，不要开关电器、不要使用明火，到室外拨打电话。
着火, 起火, 失火, 火灾, 冒浓烟, 爆炸 | 119 | 请立即离开现场，到安全处拨打电话。
房屋坍塌, 倒塌, 垮塌, 楼体开裂, 路面塌陷 | 119 | 请立即远离现场并提醒他人，到安全处拨打电话。
触电, 电线掉落, 电线断落, 漏电 | 95598 | 请勿靠近或触碰，保持至少八米距离。
昏迷, 溺水, 落水, 大量出血 | 120 | 请先拨打急救电话，听从调度员指导。
持刀, 打架斗殴, 行凶, 砍人 | 110 | 请注意自身安全，离开现场后报警。
gas leak, smell of gas, on fire, building collapse | 119 | Leave the place at once and call from a safe distance."""


@dataclass(frozen=True)
class Danger:
	"""Words that mean danger, the number to call and what to do meanwhile."""

	words: tuple[str, ...]
	phone: str
	notice: str


class DangerLineError(ValueError):
	"""A line that is not `words, words | number | notice`; args[0] is its number, from 1."""


@lru_cache(maxsize=8)
def read_lines(text: str) -> tuple[Danger, ...]:
	"""The dangers of a setting, one a line: words separated by commas | number to call | notice.

	Raises:
	        DangerLineError: a line without words, number or notice.
	"""
	dangers = []
	for number, line in enumerate(text.splitlines(), start=1):
		if not line.strip():
			continue
		parts = [part.strip() for part in line.replace("｜", "|").split("|")]
		words = [plain_words(word) for word in parts[0].translate(SEPARATORS).split(",")]
		if len(parts) != 3 or not all(parts) or not any(words):
			raise DangerLineError(number)
		dangers.append(Danger(tuple(filter(None, words)), parts[1], parts[2]))
	return tuple(dangers)


def find(text: str, dangers: tuple[Danger, ...]) -> Danger | None:
	"""The first danger one of whose words stands in a text, whatever its width, case and punctuation."""
	plain = plain_words(text)
	return next((danger for danger in dangers if any(word in plain for word in danger.words)), None)


def check_setting(text: str | None) -> None:
	"""
	Raises:
	        BadInputError
	"""
	try:
		read_lines(cstr(text))
	except DangerLineError as error:
		frappe.throw(
			_(
				"Line {0} of the emergency words cannot be read. Write: words, words | number | notice."
			).format(error.args[0]),
			exc=BadInputError,
		)


def notice_for(category: str | None, text: str | None) -> dict | None:
	"""What to tell somebody who reports: {notice, phone}, or None where nothing speaks of danger.

	The category's own notice comes before its class's, and both before the words.
	"""
	for code in category_path(category):
		row = frappe.get_cached_value(
			"Case Category", code, ["emergency_notice", "emergency_phone"], as_dict=True
		)
		if row and row.emergency_phone:
			return {"notice": row.emergency_notice or _default_notice(), "phone": row.emergency_phone}
	setting = frappe.get_cached_doc("Community Gov Settings").emergency_words
	danger = find(cstr(text), read_lines(setting or DEFAULT_LINES))
	return {"notice": danger.notice, "phone": danger.phone} if danger else None


def _default_notice() -> str:
	return _("This may be dangerous. Leave the place and call at once.")


def mark_urgent(case) -> None:
	"""A new report that speaks of danger is urgent, whatever was ticked."""
	if notice_for(case.category, case.description):
		case.urgency = "Urgent"
