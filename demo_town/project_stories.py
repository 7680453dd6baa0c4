"""What the micro-projects, groups and branches of the demo are called and say; all of it is invented."""

from typing import NamedTuple


class Work(NamedTuple):
	"""A micro-project; budget is [(item, yuan)], stage how far it got, scores those of each reviewer by criterion."""

	title: str
	need: str
	plan: str
	measure: str
	beneficiaries: int
	place: str
	handover: str
	budget: tuple[tuple[str, int], ...]
	stage: str
	group: str | None = None
	scores: tuple[int, ...] = (8, 8, 7, 8, 8)
	note: str | None = None


class Club(NamedTuple):
	"""An interest group: its place, kind, what it does, and how many members besides its lead."""

	name: str
	place: str
	kind: str
	purpose: str
	join: str
	members: int
	stage: str = "On File"


CRITERIA = (
	("需求真实", 25, "是不是居民反映最集中的事"),
	("本地可行", 20, "场地、材料、人手能否在本小区解决"),
	("居民参与", 25, "有多少居民出力、出主意"),
	("方案可靠", 15, "步骤、时间、分工是否清楚"),
	("花钱合理", 15, "每一项价格是否有依据"),
)
CALL = {
	"kinds": "楼道美化、闲置角落改造、邻里互助、一老一幼活动。由居民小组、备案组织或党支部提出。",
	"paid_for": "材料、小型工具、宣传用品和必要的专业人工；不发劳务补贴。",
	"excluded": "物业服务合同已包含的维修保洁、应由公共维修资金支出的工程、商业活动。",
	"funder": "滁河社区公益微基金（演示）",
}
CLUBS = (
	Club(
		"滁河花匠队", "chuhe", "Environment", "认养小区花坛，教邻居养花。", "每周六上午九点到花架下报到。", 11
	),
	Club(
		"夕阳红合唱角",
		"chuhe",
		"Culture and Sports",
		"周二、周五在活动室排练，逢节日给邻居唱歌。",
		"活动室登记即可。",
		18,
	),
	Club(
		"小书虫伴读社",
		"chuhe",
		"Children and Elders",
		"放学后陪孩子读书、写作业。",
		"家长陪同到共享书屋报名。",
		9,
	),
	Club(
		"滁河巧手坊",
		"chuhe",
		"Skills and Hobbies",
		"修伞、缝补、磨刀，每月十五日摆摊。",
		"带上手艺来就行。",
		7,
	),
	Club(
		"北街太极队",
		"chibi",
		"Culture and Sports",
		"每天清晨在北渠边打太极。",
		"早上六点半到北渠小广场。",
		14,
	),
	Club(
		"北街邻里互助社", "chibi", "Mutual Help", "帮独居老人买菜、取药、换灯泡。", "拨打社区电话登记。", 12
	),
	Club("北街健康讲堂", "chibi", "Public Welfare", "请医生讲慢病知识。", "暂停接收成员。", 5, "Halted"),
	Club(
		"赭麓书画社",
		"zhelu",
		"Culture and Sports",
		"每周日写字画画，春节给邻居写春联。",
		"周日上午到一站四厅。",
		10,
	),
)
HALTED = "有人借讲堂推销保健品，查实后暂停活动。"
WORKS = (
	Work(
		*(
			"三栋楼道花园",
			"三栋一至六层楼道长期堆物，老人上下楼绊脚。",
			"居民清走杂物，花匠队在窗台和转角种耐阴花草，各层认养浇水。",
		),
		*("堆物清零，六层都有人认养。", 96, "三栋楼道", "三栋楼栋志愿队"),
		(("花箱和支架", 5200), ("土和花苗", 2600), ("清运", 1200)),
		*("Accounts Published", "滁河花匠队", (9, 8, 9, 8, 9)),
	),
	Work(
		*(
			"共享书屋",
			"孩子放学后没有去处，老人带孙辈无处坐。",
			"把闲置车库改成书屋，伴读社轮值，图书由居民捐赠。",
		),
		*("每周开放四天，每次不少于十名孩子。", 140, "一栋车库", "小书虫伴读社"),
		(("书架桌椅", 9800), ("照明和粉刷", 6400), ("图书编码用品", 1300)),
		*("Half-way Checked", "小书虫伴读社", (9, 9, 9, 8, 8)),
	),
	Work(
		*(
			"邻里百家宴",
			"新老住户互不相识，矛盾多起于误会。",
			"重阳节在广场摆百家宴，每家一个菜，老人坐上席。",
		),
		*("到场不少于六十户，结识新邻居有登记。", 260, "小区广场", "滁河社区居民小组"),
		(("桌凳租用", 2400), ("餐具", 1500), ("宣传用品", 600)),
		*("Funded", None, (8, 8, 9, 7, 8)),
	),
	Work(
		*("合唱角音响", "合唱角用手机伴奏，后排听不见。", "购买一套移动音响，由合唱角保管，晚八点后不使用。"),
		*("排练出勤和演出次数较上年增加。", 45, "活动室", "夕阳红合唱角"),
		(("移动音响", 3800), ("话筒和线材", 900)),
		*("Not Funded", "夕阳红合唱角", (5, 6, 6, 6, 5)),
		note="排名靠后，建议与邻近社区共用音响。",
	),
	Work(
		*("二栋门禁维修", "二栋单元门禁坏了一个月。", "更换门禁主机。"),
		*("门禁恢复使用。", 72, "二栋", "物业"),
		(("门禁主机", 2600),),
		*("Excluded", None),
		note="属于物业服务合同已包含的维修，转物业处理。",
	),
)
UNDER_WAY = (
	Work(
		*("北渠口袋花园", "北渠边空地杂草丛生，夏天蚊虫多。", "居民分片清理，种低维护花草，设两张条凳。"),
		*("杂草清除，条凳有人坐，三个月无垃圾。", 180, "北渠东侧空地", "北街邻里互助社"),
		(("条凳", 3600), ("花草和土", 4200), ("标识牌", 500)),
		*("Checked", "北街邻里互助社"),
	),
	Work(
		*("晨练灯光", "冬天六点半天还黑，老人打拳看不清路。", "在小广场加装两盏太阳能灯，由太极队看管。"),
		*("晨练无摔伤，居民满意。", 60, "北渠小广场", "北街太极队"),
		(("太阳能灯", 2800), ("安装", 600)),
		*("Applied", "北街太极队"),
	),
	Work(
		*("楼道老照片墙", "老住户越来越少，院里的故事没人讲。", "征集老照片，装裱上墙，扫码听老人讲故事。"),
		*("收集照片不少于六十张。", 110, "五栋一层门厅", "五栋居民小组"),
		(("装裱", 2200), ("打印", 900)),
		*("Applied", None),
	),
)
# 26 branches on the grids of Zhelu and three of compounds in Chuhe: 29, as the field reports.
LANES = (
	*("镜湖里", "吉和里", "范罗山", "大花园", "劳动路", "冰冻街", "双桐巷", "新芜路", "弋矶里"),
	*("中山桥", "北京路", "青山街", "赭山南", "赭山北", "团结路", "长江路", "银湖苑", "师大里"),
	*("铁山里", "利民里", "官沟沿", "健康路", "东郊路", "狮子山", "吴波巷", "花津里"),
)
COMPOUNDS = ("滁河花园", "双墩新村", "合白小区")
STEWARDS, HOMES_EACH = 23, 6
