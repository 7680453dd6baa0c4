"""Words of danger."""

import pytest

from community_gov.casework.intake.emergencies import DEFAULT_LINES, DangerLineError, find, read_lines


@pytest.mark.parametrize(
	("text", "phone"),
	[
		("楼道里有很浓的煤气味", "119"),
		("三楼着火了！", "119"),
		("电线掉落在路边", "95598"),
		("There is a GAS  LEAK here", "119"),
		*(
			(text, "119")
			for text in ("煤气泄漏", "煤气泄露了", "家里漏煤气", "液化气罐在漏", "闻到燃气味", "楼上着了火")
		),
		*(
			(text, "119")
			for text in ("房子要塌了", "墙快要倒了", "有人掉进井里", "孩子掉到窨井里", "老人困在电梯里")
		),
		*(
			(text, "120")
			for text in ("有人昏倒在路边", "老人晕倒了", "孩子掉进河里", "心脏病突然发作", "煤气中毒")
		),
		*((text, "110") for text in ("有人拿刀砍人", "有人要跳楼")),
		*((text, None) for text in ("路边有垃圾", "井盖松动", "路灯不亮", "广场舞噪音", "A lamp is broken")),
		("", None),
	],
)
def test_shipped_words(text, phone):
	found = find(text, read_lines(DEFAULT_LINES))
	assert (found.phone if found else None) == phone


@pytest.mark.parametrize("text", ["词语", "词语 | 119", " | 119 | 提示", "词语 | | 提示", "，，| 119 | 提示"])
def test_unreadable_lines_are_named(text):
	with pytest.raises(DangerLineError) as error:
		read_lines(f"着火 | 119 | 离开\n{text}")
	assert error.value.args[0] == 2


def test_full_width_writing_is_read():
	assert find("着 火", read_lines("着火，起火 ｜ 119 ｜ 离开")).phone == "119"
