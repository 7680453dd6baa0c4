"""Days and moments as people and systems write them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_gov.core.written_time import read, read_clock

TODAY = date(2026, 11, 27)


def moment(text: str) -> datetime | None:
	found = read(text, TODAY)
	if not found:
		return None
	return datetime.combine(found.day, datetime.min.time(), found.zone) + (found.time_of_day or timedelta())


@pytest.mark.parametrize(
	("text", "expected"),
	[
		("2026-12-01", "2026-12-01T00:00:00"),
		("2026-12-01T09:00:00Z", "2026-12-01T09:00:00+00:00"),
		("2026-12-01T09:00:00.000Z", "2026-12-01T09:00:00+00:00"),
		("2026-12-01T09:00:00+08:00", "2026-12-01T09:00:00+08:00"),
		("2026-12-01 09:00 +0800", "2026-12-01T09:00:00+08:00"),
		("2026-12-01 09:00:30.5", "2026-12-01T09:00:30.500000"),
		("2026-11-26 24:00:00", "2026-11-27T00:00:00"),
		("２０２６－１２－０１　０９：００", "2026-12-01T09:00:00"),
		("2026\u201112\u201101\u200b 09:00", "2026-12-01T09:00:00"),
		("2026/12/1 9:00", "2026-12-01T09:00:00"),
		("2026.1.2", "2026-01-02T00:00:00"),
		("20261201", "2026-12-01T00:00:00"),
		("20261201T090000Z", "2026-12-01T09:00:00+00:00"),
		("20261201T0900", "2026-12-01T09:00:00"),
		("20261201T090000.5+0800", "2026-12-01T09:00:00.500000+08:00"),
		("昨天下午三点半", "2026-11-26T15:30:00"),
		("二〇二六年十二月二十五日 十点零五分", "2026-12-25T10:05:00"),
		("2026年十月一号二十一点", "2026-10-01T21:00:00"),
		("2026年12月1日", "2026-12-01T00:00:00"),
		("2026年12月1号 8时33分05秒", "2026-12-01T08:33:05"),
		("2026年12月1日下午3点半", "2026-12-01T15:30:00"),
		("2026年12月1日 中午11点", "2026-12-01T11:00:00"),
		("2026年12月1日 中午12点", "2026-12-01T12:00:00"),
		("2026年12月1日 中午1点", "2026-12-01T13:00:00"),
		("2026年12月1日 晚上12点", "2026-12-02T00:00:00"),
		("2026年12月1日 凌晨12点", "2026-12-01T00:00:00"),
		("昨天", "2026-11-26T00:00:00"),
		("昨天 8:00", "2026-11-26T08:00:00"),
		("大前天上午10点20分", "2026-11-24T10:20:00"),
		("后天 晚上8点", "2026-11-29T20:00:00"),
	],
)
def test_what_people_and_systems_write(text, expected):
	assert moment(text) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
	"text",
	[
		*("", "x", "12:00", "2147483648", "26-11-20 08:00", "2026-02-30", "2026-02-30 08:00", "2026-13-01"),
		*("2026-11-26 24:00:01", "2026-12-01T25:00", "2026-12-01 9:60", "0001-01-01", "9999-12-31"),
		*(
			"20261301T090000Z",
			"20261201T2500",
			"20261201T9",
			"昨天二三十点",
			"昨天十十点",
			"昨天二十五点",
			"十二月一日",
		),
		*("2026-W01-1", "2026-12", "2026-12-01T09:00:00+25:00", "2026-12-01T09:00:00 Europe/Paris", "上周三"),
		*("2026-12-01 2026-12-02", "2026-12-01; drop", "١٢-١٢-٢٠٢٦", "2026年2月29日"),
	],
)
def test_what_is_no_moment(text):
	assert read(text, TODAY) is None


def test_a_sheet_knows_no_yesterday():
	assert read("昨天") is None


@given(
	st.datetimes(datetime(1850, 1, 2), datetime(9998, 12, 30)),
	st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_every_moment_of_iso_8601_is_read_as_it_is(naive, zone):
	aware = naive.replace(tzinfo=zone)
	assert moment(naive.isoformat()) == moment(str(naive)) == naive
	assert moment(aware.isoformat()) == aware


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_reader(text):
	assert read(text, TODAY) is None or 1850 <= read(text, TODAY).day.year <= 9998
	read_clock(text)


@pytest.mark.parametrize(
	("text", "hours"),
	[
		("08:00", 8),
		("8:00", 8),
		("24:00", 24),
		("晚上8点", 20),
		("8点半", 8.5),
		("00:00:00", 0),
		("22：30", 22.5),
	],
)
def test_times_of_the_day(text, hours):
	assert read_clock(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "8", "24:01", "25:00", "8:60", "noon", "-1:00"])
def test_what_is_no_time_of_the_day(text):
	assert read_clock(text) is None
