"""Dangers that a report must not wait for: which number to call at once. The report itself goes through as urgent."""

from dataclasses import asdict, dataclass
from functools import lru_cache

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.casework.categories import category_path
from community_gov.casework.intake.likeness import plain_words
from community_gov.core.errors import BadInputError

SEPARATORS = str.maketrans("，、；;", ",,,,")
# Used while the settings name no words of their own.
DEFAULT_LINES = """煤气+漏, 煤气+泄, 燃气+漏, 燃气+泄, 天然气+漏, 天然气+泄, 液化气, 瓦斯, 沼气+漏, 气罐+漏, 管道+漏气, 煤气+味, 燃气+味, 天然气+味 | 119 | 请立即离开现场，不要开关电器、不要使用明火，到室外拨打电话。
着火, 着了火, 起火, 失火, 火灾, 烧起来, 烧着了, 火光, 冒浓烟, 冒黑烟, 浓烟滚滚, 爆炸, 爆燃 | 119 | 请立即离开现场，到安全处拨打电话。
坍塌, 倒塌, 垮塌, 塌陷, 要塌, 塌了, 塌下来, 房+要倒, 楼+要倒, 墙+要倒, 危墙, 楼体开裂, 滑坡, 泥石流 | 119 | 请立即远离现场并提醒他人，到安全处拨打电话。
掉进+井, 掉到+井, 掉+井里, 跌进+井, 坠井, 困在+电梯, 电梯+被困, 电梯+困人, 困在+车里, 被洪水, 被水困 | 119 | 请不要自行下井或下水施救，守在安全处拨打电话。
触电, 电线+掉, 电线+断, 电线+落, 电线+垂, 高压线+断, 高压线+掉, 漏电, 电杆+倒 | 95598 | 请勿靠近或触碰，保持至少八米距离。
昏迷, 昏倒, 晕倒, 昏过去, 晕过去, 不省人事, 没有呼吸, 没呼吸, 心脏病+发作, 心梗, 抽搐, 溺水, 落水, 掉进+河, 掉进+水, 掉进+湖, 掉进+塘, 大出血, 大量出血, 流血不止, 坠楼, 中毒, 喝农药 | 120 | 请先拨打急救电话，听从调度员指导。
持刀, 拿刀, 打架, 斗殴, 行凶, 砍人, 抢劫, 绑架, 家暴, 跳楼, 轻生, 自杀, 割腕 | 110 | 请注意自身安全，离开现场后报警。
gas leak, leak+gas, smell+gas, on fire, building+collapse, about to collapse, explosion, trapped | 119 | Leave the place at once and call from a safe distance.
unconscious, not breathing, drowning, fell into | 120 | Call the ambulance first and do what it says."""
# Parts of an expression with this between them all stand in a text, wherever.
_AND = "+"


@dataclass(frozen=True)
class Danger:
	"""Words that mean danger, each as the parts that a text holds, the number to call and what to do meanwhile."""

	words: tuple[tuple[str, ...], ...]
	phone: str
	notice: str


class DangerLineError(ValueError):
	"""A line that is not `word, part+part | number | notice`; args[0] is its number, from 1."""


@lru_cache(maxsize=8)
def read_lines(text: str) -> tuple[Danger, ...]:
	"""The dangers of a setting, one a line: words separated by commas | number to call | notice.

	A word of several parts, 煤气+漏, means all of them, in any order: 漏煤气了, 煤气在泄漏.

	Raises:
	        DangerLineError: a line without words, number or notice.
	"""
	dangers = []
	for number, line in enumerate(text.splitlines(), start=1):
		if not line.strip():
			continue
		parts = [part.strip() for part in line.replace("｜", "|").split("|")]
		words = [_parts_of(word) for word in parts[0].translate(SEPARATORS).split(",")]
		if len(parts) != 3 or not all(parts) or not any(words):
			raise DangerLineError(number)
		dangers.append(Danger(tuple(filter(None, words)), parts[1], parts[2]))
	return tuple(dangers)


def _parts_of(word: str) -> tuple[str, ...]:
	return tuple(filter(None, (plain_words(part) for part in word.split(_AND))))


def find(text: str, dangers: tuple[Danger, ...]) -> Danger | None:
	"""The first danger one of whose words stands in a text, whatever its width, case and punctuation."""
	plain = plain_words(text)
	return next((danger for danger in dangers if _stands_in(plain, danger)), None)


def _stands_in(plain: str, danger: Danger) -> bool:
	return any(all(part in plain for part in word) for word in danger.words)


def known() -> tuple[Danger, ...]:
	"""The dangers of the settings, or the shipped ones."""
	setting = frappe.get_cached_doc("Community Gov Settings").emergency_words
	return read_lines(setting or DEFAULT_LINES)


def for_page() -> list[dict]:
	"""The same for the public page, which looks for them itself while somebody types: [{words, phone, notice}]."""
	return [asdict(danger) for danger in known()]


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
				"Line {0} of the emergency words cannot be read. Write: word, part+part | number | notice."
			).format(error.args[0]),
			exc=BadInputError,
		)


def notice_for(category: str | None, text: str | None) -> dict | None:
	"""What to tell somebody who reports: {notice, phone}, or None where nothing speaks of danger.

	The category's own notice comes before its class's, and both before the words.
	"""
	if of_kind := notice_of_kind(category):
		return of_kind
	danger = find(cstr(text), known())
	return {"notice": danger.notice, "phone": danger.phone} if danger else None


def notice_of_kind(category: str | None) -> dict | None:
	"""{notice, phone} of a category or the nearest class above it, or None."""
	for code in category_path(category):
		row = frappe.get_cached_value(
			"Case Category", code, ["emergency_notice", "emergency_phone"], as_dict=True
		)
		if row and row.emergency_phone:
			return {"notice": row.emergency_notice or _default_notice(), "phone": row.emergency_phone}
	return None


def _default_notice() -> str:
	return _("This may be dangerous. Leave the place and call at once.")


def mark_urgent(case) -> None:
	"""A new report that speaks of danger is urgent, whatever was ticked."""
	if notice_for(case.category, case.description):
		case.urgency = "Urgent"
