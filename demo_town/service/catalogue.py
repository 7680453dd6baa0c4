"""Names of the year of volunteering: communities, teams, activities, goods. All of them are invented."""

from typing import NamedTuple


class Home(NamedTuple):
	"""A community whose volunteers serve: how many in all, in how many teams, and who coordinates them.

	first: the number in the series of persons from which its volunteers are taken; busy: sign-ups of an activity.
	"""

	place: str
	volunteers: int
	teams: int
	coordinator: str
	first: int
	busy: tuple[int, int]


HOMES = (
	Home("chuhe", 839, 8, "coordinator.chuhe", 300_000, (8, 15)),
	Home("zhonghuaxiang", 400, 8, "coordinator.zhonghuaxiang", 310_000, (6, 12)),
	# The place of the accounts that most people try first.
	Home("chibi", 60, 2, "coordinator", 320_000, (4, 8)),
)
# The first team of each community is the one of the small demo.
FIRST_TEAM = "红色帮帮团"
TEAMS = ("敲门组", "九点巡逻队", "便民维修队", "文明劝导队", "亲情陪伴队", "助学辅导队", "清洁家园队")
PATROL_TEAM = "九点巡逻队"


class Kind(NamedTuple):
	"""A kind of activity; roles are (title, intensity). The project is the title, in each community its own."""

	title: str
	project_kind: str
	hours: float
	roles: tuple[tuple[str, str], ...]
	place: str
	description: str


KINDS = (
	Kind(
		"清洁家园",
		"Environment",
		2.5,
		(("清扫", "中度"), ("引导", "轻度")),
		"社区广场",
		"清理楼道、绿地和背街小巷的垃圾，手套和夹子由社区准备。",
	),
	Kind(
		"敲门送暖",
		"Care for the Elderly",
		2.0,
		(("敲门", "中度"), ("登记", "轻度")),
		"党群服务中心",
		"两人一组上门看望高龄、独居老人，查看水电燃气。",
	),
	Kind(
		"便民服务日",
		"Services for Residents",
		3.0,
		(("维修", "中度"), ("理发", "中度"), ("引导", "轻度")),
		"社区广场",
		"小家电维修、免费理发、量血压。",
	),
	Kind(
		"文明劝导",
		"Civility and Publicity",
		2.0,
		(("劝导", "中度"),),
		"主要路口",
		"劝导停车、养犬和垃圾分类。",
	),
	Kind(
		"四点半课堂",
		"Children and Young People",
		2.0,
		(("课业辅导", "中度"), ("陪伴", "轻度")),
		"社区活动室",
		"放学后陪孩子写作业、读书、做游戏。",
	),
	Kind(
		"排水口清淤",
		"Disaster Relief",
		3.0,
		(("清淤", "重度"),),
		"泵站门口",
		"清理雨水口和排水沟，雨鞋由社区准备。",
	),
)
PATROL = Kind(
	"九点巡逻",
	"Safety Patrol",
	2.5,
	(("巡逻", "中度"),),
	"社区警务室",
	"每天九点集合，查看消防通道、楼道和电动车充电。",
)


class Goods(NamedTuple):
	"""A reward beyond the shipped ones."""

	title: str
	points: float
	description: str


GOODS = (
	Goods("抽纸（演示）", 6, "抽纸一提"),
	Goods("垃圾袋（演示）", 4, "垃圾袋一卷"),
	Goods("洗衣液（演示）", 18, "洗衣液一瓶"),
	Goods("食用油（演示）", 45, "食用油一桶"),
	Goods("大米（演示）", 40, "大米一袋"),
	Goods("保温杯（演示）", 30, "保温杯一个"),
	Goods("理发券（演示）", 10, "社区理发店一次"),
)
# Stands empty, for somebody to order it.
SOLD_OUT = Goods("雨伞（演示）", 22, "晴雨伞一把")
SHOPS = {"chuhe": "滁河爱心超市（演示）", "zhonghuaxiang": "中华巷积分超市（演示）"}
DONOR = "辖区商户（演示）"
