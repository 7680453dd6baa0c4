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
		("路边有垃圾", None),
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
