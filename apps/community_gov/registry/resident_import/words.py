"""Headings and words as communities write them in their sheets, and the fields and values they mean. Pure."""

HEADINGS = {
	"full_name": ("姓名", "居民姓名", "人员姓名", "成员姓名", "full name", "name"),
	"identity_type": ("证件类型", "证件种类", "证件类别", "identity type"),
	"identity_number": (
		*("身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "公民身份证号"),
		*("证件号码", "证件号", "身份号码", "identity number"),
	),
	"sex": ("性别", "sex", "gender"),
	"birth_date": ("出生日期", "出生年月", "出生年月日", "生日", "birth date"),
	"mobile": (
		*("联系电话", "手机号", "手机号码", "手机", "电话", "电话号码", "联系方式", "本人电话"),
		*("联系号码", "mobile number", "mobile"),
	),
	"compound": ("小区", "小区名称", "所在小区", "小区(村)", "楼盘", "compound"),
	"building_number": (
		*("楼栋", "楼栋号", "幢", "幢号", "栋", "栋号", "楼号", "楼幢号", "楼幢"),
		*("几栋", "building number", "building"),
	),
	"unit_number": ("单元", "单元号", "unit number", "unit"),
	"room_number": (
		"房号",
		"室",
		"室号",
		"门牌号",
		"房间号",
		"户室号",
		"房屋号",
		"门号",
		"room number",
		"room",
	),
	"relation_to_head": (
		*("与户主关系", "与户主的关系", "户主关系", "家庭关系", "同户主关系", "与户主之关系"),
		*("和户主关系", "relation to the head"),
	),
	"household_number": ("户编号", "户号", "户口簿号", "户籍编号", "household number"),
	"residence_kind": (
		*("人员类型", "人口类型", "居住类型", "人员类别", "人口类别", "人口性质", "户籍类型"),
		"residence kind",
	),
	"registered_place": ("户籍地", "户籍地址", "户籍所在地", "户口所在地", "registered place"),
	"address": (
		"现住地",
		"现住址",
		"居住地址",
		"现居住地",
		"现居住地址",
		"居住地",
		"家庭住址",
		"住址",
		"address",
	),
	"is_head": ("是否户主", "户主标志", "是否为户主", "is head"),
	"guardian_name": ("监护人", "监护人姓名", "guardian's name"),
	"guardian_mobile": (
		"监护人电话",
		"监护人联系电话",
		"监护人手机",
		"监护人手机号",
		"guardian's mobile number",
	),
	"nationality": ("国籍", "国籍(地区)", "nationality"),
	"grid": ("网格", "所属网格", "网格名称", "网格编号", "网格编码", "所在网格", "grid"),
	"moved_in_on": ("迁入日期", "入住日期", "入住时间", "来本地日期", "moved in on"),
}
# The word that the template shows for each field, in the order of its columns.
TEMPLATE = {field: words[0] for field, words in HEADINGS.items()}
EXAMPLE = {
	"full_name": "王演示",
	"identity_type": "居民身份证",
	"sex": "女",
	"birth_date": "1950-02-03",
	"compound": "演示小区",
	"building_number": "3栋",
	"unit_number": "2",
	"room_number": "501",
	"relation_to_head": "户主",
	"residence_kind": "常住",
	"registered_place": "湖北赤壁",
}

SEXES = {"男": "Male", "男性": "Male", "1": "Male", "m": "Male", "male": "Male"}
SEXES |= {"女": "Female", "女性": "Female", "2": "Female", "f": "Female", "female": "Female"}
SEXES |= {"未知": "Unknown", "0": "Unknown", "unknown": "Unknown", "未说明": "Not Stated", "9": "Not Stated"}

KINDS = {
	"Registered": ("常住", "户籍", "户籍人口", "常住人口", "本地户籍", "户在人在", "本地", "registered"),
	"Floating": ("流动", "流动人口", "外来人口", "暂住", "租户", "人在户不在", "外来", "寄住", "floating"),
	"Elsewhere": ("人户分离", "户在人不在", "空挂户", "外出", "空挂", "elsewhere"),
}
RELATIONS = {
	"Head": ("户主", "本人", "本人或户主", "head"),
	"Spouse": ("配偶", "妻", "夫", "妻子", "丈夫", "爱人", "老婆", "老公", "spouse"),
	"Son or Daughter": (
		*("子", "女", "儿子", "女儿", "子女", "长子", "次子", "三子", "四子", "长女", "次女", "三女", "四女"),
		*("独生子", "独生女", "养子", "养女", "继子", "继女", "养子女", "二子", "二女", "五子", "五女"),
		"son or daughter",
	),
	"Child-in-law": ("儿媳", "女婿", "媳妇", "儿媳妇", "媳", "婿", "child-in-law"),
	"Grandchild": (
		*("孙子", "孙女", "外孙", "外孙女", "外孙子", "孙", "重孙", "曾孙", "曾孙子", "曾孙女"),
		*("孙子、孙女或外孙子、外孙女", "grandchild"),
	),
	"Father or Mother": (
		"父亲",
		"母亲",
		"父",
		"母",
		"父母",
		"爸爸",
		"妈妈",
		"继父",
		"继母",
		"father or mother",
	),
	"Parent-in-law": ("岳父", "岳母", "公公", "婆婆", "公婆", "岳父母", "家公", "家婆", "parent-in-law"),
	"Grandparent": (
		*("祖父", "祖母", "外祖父", "外祖母", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷"),
		*("祖父母", "祖父母或外祖父母", "grandparent"),
	),
	"Sibling": (
		*("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟姐妹", "兄弟", "姐妹"),
		*("兄、弟、姐、妹", "sibling"),
	),
	"Other Relative": (
		*("其他亲属", "侄子", "侄女", "外甥", "外甥女", "叔", "伯", "姑", "舅", "姨", "叔叔", "孙媳"),
		*("嫂", "弟媳", "姐夫", "妹夫", "亲属", "其他亲戚", "other relative"),
	),
	"Not Related": ("非亲属", "其他", "租客", "合租", "保姆", "同事", "朋友", "其他非亲属", "not related"),
}
IDENTITY_TYPES = {
	"Identity Card": (
		"居民身份证",
		"身份证",
		"二代身份证",
		"户口簿",
		"户口本",
		"临时身份证",
		"identity card",
	),
	"Passport": ("护照", "普通护照", "外国护照", "passport"),
	"Foreign Permanent Resident ID": (
		*("外国人永久居留身份证", "外国人永久居留证", "永久居留证", "foreign permanent resident id"),
	),
	"Residence Permit for Hong Kong, Macao and Taiwan": (
		*("港澳台居民居住证", "港澳居民居住证", "台湾居民居住证"),
		"residence permit for hong kong, macao and taiwan",
	),
	"Mainland Travel Permit": (
		*("港澳居民来往内地通行证", "台湾居民来往大陆通行证", "回乡证", "台胞证"),
		"mainland travel permit",
	),
	"Other": ("其他", "其他证件", "other"),
}
YES = frozenset({"是", "户主", "1", "y", "yes", "true", "√", "✓"})
NO = frozenset({"否", "0", "n", "no", "false", "×", "非户主"})
# What is written where nothing is known.
NOTHING = frozenset(
	{"", "-", "--", "—", "/", "\\", "无", "暂无", "不详", "未填", "n/a", "none", "null", "空"}
)


def _by_word(words_of: dict[str, tuple[str, ...]]) -> dict[str, str]:
	return {word: value for value, words in words_of.items() for word in words}


CHOICES = {
	"sex": SEXES,
	"residence_kind": _by_word(KINDS),
	"relation_to_head": _by_word(RELATIONS),
	"identity_type": _by_word(IDENTITY_TYPES),
}
