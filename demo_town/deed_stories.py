"""Livelihood deeds and lectures of the demo: what people wanted, what it cost, plausible and made up."""

from typing import NamedTuple


class Wanted(NamedTuple):
	"""A deed for each place: what, why, when it is done, its cost in yuan and what its photos show."""

	title: str
	kind: str
	reason: str
	target: str
	cost: int
	scene: str = "litter"


# 民生实事 (Qilitang): twenty kinds in four places, of which 76 were chosen and done.
PLACES = ("双塘一期", "双塘二期", "新街坊", "老厂宿舍")
WANTED = (
	Wanted("楼道照明改造", "Works", "楼道灯坏了多年，老人摸黑上楼。", "全部楼道装声控灯", 18_000),
	Wanted("电动车充电棚", "Works", "飞线充电有火灾风险。", "新增 30 个充电位", 46_000, "bikes"),
	Wanted("健身角", "Works", "没有地方锻炼。", "安装 6 件器材", 24_000),
	Wanted("垃圾分类亭", "Works", "垃圾桶离楼栋太远。", "新建 1 处分类亭", 22_000, "bins"),
	Wanted("晾衣架", "Works", "居民在绿化带拉绳。", "安装 10 组晾衣架", 6_000),
	Wanted("无障碍坡道", "Works", "轮椅进不了单元门。", "3 个单元建坡道", 15_000, "cover"),
	Wanted("雨水管疏通", "Works", "下雨就积水。", "疏通 200 米", 28_000, "flood"),
	Wanted("停车划线", "Works", "车位混乱，通道被占。", "划线 40 个", 12_000, "cars"),
	Wanted("门禁维修", "Works", "门禁坏了半年。", "修复 4 个单元", 9_000),
	Wanted("共享花园", "Works", "花坛荒了。", "改造 1 处，居民认养", 8_000, "heap"),
	Wanted("消防器材更新", "Works", "灭火器过期。", "更换 60 具", 7_200),
	Wanted("非机动车清理", "Service", "僵尸车占地方。", "清理并设领取期", 3_000, "bikes"),
	Wanted("小广告清除", "Service", "楼道贴满小广告。", "每月清除一次", 2_400, "adverts"),
	Wanted("长者助餐", "Service", "独居老人做饭难。", "每日供餐 40 份", 36_000),
	Wanted("暑期托管", "Service", "双职工家庭孩子没人带。", "开班 40 天", 16_000),
	Wanted("便民维修日", "Service", "修鞋配钥匙要走很远。", "每月两次进小区", 4_800),
	Wanted("义诊进小区", "Service", "老人量血压不方便。", "每季度一次", 3_600),
	Wanted("法律咨询日", "Service", "邻里纠纷没处问。", "每月一次", 2_000),
	Wanted("反诈宣传", "Service", "老人接到诈骗电话。", "入户宣传 300 户", 1_800),
	Wanted("邻里节", "Service", "邻居互不认识。", "办一次百家宴", 12_000),
)
CHOSEN = 76
MILESTONES = (("完成设计或方案", 60), ("完成实施", 150))
CHECK = "使用正常。"

# What is under way elsewhere today.
ASKED = (
	("小区路灯补盲", "西门到公交站没有灯。"),
	("棋牌室开空调", "夏天老人没有地方去。"),
	("快递柜遮雨棚", "下雨取件淋湿。"),
	("儿童沙池", "孩子没有玩的地方。"),
)
LECTURE = ("居家养老补贴怎么领", "湖北省养老服务条例", "省人大常委会", "街道民政办主任")
HELD = ("医保异地就医备案", "基本医疗保险异地就医办法", "省医保局", "市医保中心科长")
NEXT_TOPICS = ("垃圾分类新规", "电动车上牌", "居家养老补贴怎么领")
QUESTIONS = (
	("外地户口的父母能备案吗？", "可以，凭居住证在手机上办，也可以到社区代办。"),
	("备案后回老家看病还能报吗？", "可以，备案地和参保地都能直接结算。"),
)
