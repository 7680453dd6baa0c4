"""What happens in the demo on the day of loading: problems with their kind and picture, people of the hotline, words."""

from typing import NamedTuple


class Problem(NamedTuple):
	"""A kind of Case Category, the scene of demo.scenes, and what is told of it; {spot} is where."""

	category: str
	scene: str
	title: str
	text: str


PROBLEMS = (
	Problem("M06010", "heap", "成堆生活垃圾", "{spot}堆了一大堆生活垃圾，天热有异味，路人绕行。"),
	Problem("M06042", "bins", "垃圾桶满溢", "{spot}三个垃圾桶都满了，袋子掉到地上，今早没有清运。"),
	Problem("M06013", "hole", "路面坑洼", "{spot}路面塌了一个坑，电动车差点摔倒，晚上看不见。"),
	Problem("M01002", "cover", "污水井盖移位", "{spot}井盖移开了一半，露出井口，附近有孩子经过。"),
	Problem("M06012", "litter", "路面不洁", "{spot}落叶、纸屑和菜叶满地，雨后打滑。"),
	Problem("M09012", "cars", "车辆占用消防通道", "{spot}消防通道里停着两辆小车，没有留电话。"),
	Problem("M07001", "adverts", "墙面小广告", "{spot}墙上贴满小广告，铲了又贴。"),
	Problem("M09006", "stall", "占道经营", "{spot}水果摊摆上人行道，推婴儿车过不去。"),
	Problem("M09011", "bikes", "共享单车乱停", "{spot}共享单车倒了一片，盲道被占。"),
	Problem("M06999", "wires", "飞线充电", "{spot}有人从楼上拉线给电动车充电，线头裸露。"),
	Problem("M06998", "dog", "犬只未牵绳", "{spot}有犬只没有牵绳，追逐路人。"),
	Problem("M06036", "heap", "楼道外乱堆杂物", "{spot}旧家具、纸箱堆在出口，影响通行。"),
	Problem("M09005", "stall", "店外经营", "{spot}店铺把货架摆到店外，人行道只剩半米。"),
	Problem("M01004", "flood", "雨水箅子堵塞", "{spot}雨水箅子被落叶堵住，积水漫过路沿。"),
)
SPOTS = (
	*("北街菜市场东门", "北街公交站", "北街小学门口", "北干渠步道", "北街社区广场", "演示路停车场入口"),
	*("北街卫生站门前", "北街幼儿园围墙外", "演示路 12 号", "演示路 38 号", "北街 6 号", "北街 21 号"),
	*("演示花园南门", "演示花园 1 栋", "演示花园 2 栋", "北街垃圾收集点", "北干渠桥头", "北街老年食堂门前"),
)
# Stage at which a case of today stands, how many such cases, how much of the day was over when it was reported.
STAGES = (
	("Closed", 7, (0.0, 0.45)),
	("Rejected", 2, (0.1, 0.6)),
	("Suspended", 2, (0.05, 0.4)),
	("Checking", 8, (0.15, 0.6)),
	("Handling", 9, (0.3, 0.75)),
	("Dispatched", 8, (0.45, 0.85)),
	("Filed", 4, (0.6, 0.9)),
	("Verifying", 3, (0.6, 0.9)),
	("Accepted", 6, (0.7, 0.95)),
	("Reported", 8, (0.8, 0.99)),
)
SOURCES = ("Patrol", "Snapshot", "Hotline", "Patrol", "Snapshot", "Visit", "Patrol")
# Of each of the other communities: stage and who reported; a grid worker checks what somebody else has reported.
ELSEWHERE = (("Reported", "Patrol"), ("Accepted", "Patrol"), ("Verifying", "Snapshot"))
INSTRUCTION = "请到现场处置，并回复照片。"
ANSWERS = ("已到现场处置完毕，见照片。", "已组织人员清理，现场恢复整洁。", "已劝导当事人整改，并登记。")
HOTLINE_ANSWER = "您反映的问题已转相关单位现场处置完毕，并已电话告知。感谢您的监督。"
EXTENSION = "需要从外地调配件，申请延长一个时限。"
APPEALS = (
	"第二天又堆上了，没有真正解决，请再处理。",
	"只清了一半，墙根下还在。",
	"处理的不是我反映的那一处。",
)
REFUSAL = "经现场复核，原问题已处置；再次堆放属新情况，已另行受理。"
DEMAND = "该类问题一个月内重复出现，请说明原因并提出长效措施。"
EXPLANATION = "因人手不足延误，已增派两人，今日内处置完毕。"
PAUSE = "等待厂家发来井盖配件，预计两周，申请挂账。"
NOT_OURS = "该处属小区物业管理范围，不属本单位职责，申请退单。"
GIFT = "感谢上周替我照顾家人。"
# Weeks before the last Friday, matter, promised after how many days (None: settled at once), reply.
RECEPTIONS = (
	(0, "楼下烧烤店油烟大，希望协调", 14, None),
	(0, "孩子上学的积分入学材料", None, "已当场说明所需材料，并打印清单。"),
	(0, "老旧小区想加装电梯，问补贴怎么申请", 21, None),
	(1, "楼顶漏水，物业说维修资金手续没办完", 5, None),
	(2, "希望广场增加健身器材", 10, "已列入明年民生实事，选址在社区广场东侧。"),
	(2, "独居老人家电线老化", None, "志愿者当天上门更换了插座和线路。"),
	(3, "小区门口夜间路灯不亮", None, "已联系路灯所，次日修复。"),
)
# Who looked at a full number, for which purpose, and why.
LOOKS = (
	("manager", "Service to the Person", "电话约上门体检时间"),
	("operator", "Emergency", "家属报警联系不上老人"),
	("gridworker", "Service to the Person", "通知停水改造时间"),
)
