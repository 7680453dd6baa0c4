"""Notices that the demo's communities send: words that could hang on a board, plausible and made up."""

from typing import Any, NamedTuple


class Story(NamedTuple):
	"""What a notice says; `more` holds further fields."""

	title: str
	kind: str
	plain: str
	body: str
	more: dict[str, Any] = {}


EMERGENCY = Story(
	"暴雨红色预警：低洼住户今晚转移",
	"Emergency",
	"今晚8点到明早6点有特大暴雨。住一楼和地下室的，请在晚上7点前到社区活动室，带上证件和常用药。",
	"市气象台发布暴雨红色预警。预计今晚20时至明早6时降雨量超过100毫米。一楼、地下室及河边住户请于19时前转移至社区活动室，"
	"社区备有饮水、棉被和热粥。行动不便的请回复或拨打社区电话，网格员上门接送。断电请勿触碰积水中的电线杆。",
	{"by_portal": 1, "by_sms": 1, "by_call": 1, "by_door": 1, "reply_wanted": 1},
)
MUST_CONFIRM = Story(
	"老旧燃气软管更换：请确认上门时间",
	"Must Confirm",
	"燃气公司免费换灶台软管。请确认您家知道了，家里留人开门。橡胶软管用满18个月必须换。",
	"为消除隐患，燃气公司将于本月对全楼灶具连接软管逐户检查，橡胶软管一律免费更换为金属波纹管。工作人员佩戴工牌，不收取任何费用，"
	"不推销任何产品。如家中无人，请与网格员另约时间。",
	{"by_portal": 1, "by_sms": 1, "by_door": 1},
)
INFORMATION = Story(
	"小区停水通知（时间更正）",
	"Information",
	"停水改到后天上午9点到12点，请提前接水。前一份通知作废。",
	"因二次供水泵房检修推迟，停水时间由明天改为后天上午9时至12时，水压于13时前恢复。来水初期水质发黄，请放水后再用。",
	{"by_portal": 1, "by_sms": 1, "by_board": 1},
)
BEFORE = Story(
	"小区停水通知",
	"Information",
	"明天上午9点到12点停水，请提前接水。",
	"因二次供水泵房检修，明天上午9时至12时停水三小时。",
	{"by_portal": 1, "by_sms": 1},
)
LAW = Story(
	"消防法：电动车不得在楼道停放充电",
	"Law",
	"楼道、门厅不能停电动车，也不能充电。请推到车棚充电，别从楼上拉线。",
	"《中华人民共和国消防法》规定，任何单位、个人不得占用、堵塞、封闭疏散通道、安全出口。《高层民用建筑消防安全管理规定》明确禁止在"
	"公共门厅、疏散走道、楼梯间、安全出口停放电动自行车或者为电动自行车充电。",
	{
		"by_portal": 1,
		"by_board": 1,
		"issuing_body": "应急管理部",
		"document_number": "应急管理部令第5号",
		"effective_on": "2021-08-01",
		"source_link": "https://www.gov.cn/gongbao/content/2021/content_5623056.htm",
	},
)
POLICY = Story(
	"高龄津贴申领：满80岁可以办",
	"Policy",
	"家里有满80岁的老人，可以领高龄津贴。带身份证和银行卡来社区，不会办的我们上门。",
	"年满80周岁的本市户籍老年人可申领高龄津贴，由本人或家属持身份证、银行卡到社区便民窗口办理，次月起发放。不收任何费用，不委托中介。",
	{
		"by_portal": 1,
		"by_sms": 1,
		"by_door": 1,
		"issuing_body": "市民政局",
		"document_number": "民政〔2026〕18号（演示）",
		"source_link": "https://mzj.example.gov.cn/gaoling",
	},
)
SCHEDULED = Story(
	"流感疫苗接种进小区",
	"Information",
	"周六上午8点半到11点半，社区活动室打流感疫苗。60岁以上免费，带身份证。",
	"社区卫生服务中心周六上午到社区活动室集中接种流感疫苗。60周岁以上老年人免费，其他居民自费。发热、过敏体质请先咨询医生。",
	{"by_portal": 1, "by_sms": 1, "reply_wanted": 1},
)
APPROVED = Story(
	"楼顶防水维修施工安排",
	"Information",
	"下周一起修楼顶防水，大概五天。请收好楼顶的衣物，有噪声请谅解。",
	"三单元楼顶防水层维修，工期五天，每天8时至18时施工，中午12时至14时停工。",
	{"by_portal": 1, "by_board": 1},
)
SUBMITTED = Story(
	"冬季取暖防一氧化碳中毒提醒",
	"Information",
	"烧炭取暖要开窗。头晕恶心马上到屋外，打120。",
	"入冬以来气温下降，请勿在密闭房间使用炭火、燃气热水器。建议安装一氧化碳报警器，社区可代购。",
	{"by_portal": 1, "by_sms": 1, "by_board": 1},
)
DRAFTED = Story(
	"小区儿童图书角征集图书",
	"Information",
	"家里看完的儿童书，可以送到活动室图书角。",
	"活动室新设儿童图书角，欢迎捐赠七成新以上的儿童读物。",
	{"by_portal": 1},
)
WITHDRAWN = Story(
	"周末义诊活动安排",
	"Information",
	"周日上午社区义诊，量血压、测血糖。",
	"周日上午9时，社区广场义诊。",
	{"by_portal": 1},
)
ARCHIVED = Story(
	"中秋文艺演出报名",
	"Information",
	"想上台表演的，月底前到活动室报名。",
	"中秋文艺演出面向居民征集节目，形式不限，月底前到社区活动室报名。",
	{"by_portal": 1, "by_board": 1},
)
WHY_WITHDRAWN = "医生行程有变，改期另行通知。"
AT_THE_DOOR = "已当面告知，住户签字确认。"
