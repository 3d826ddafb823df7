"""Family names whose reading differs from the character's usual one, and those of two characters. Pure.

Simplified characters; names are folded to simplified before they are looked up here. The other
readings are indexed as well (rules/tokens.py), because a clerk may not know the right one.
Source: own list of the readings in use for modern Chinese family names.
"""

# Family name → its readings, the common one first. pypinyin gives the usual reading of the character.
READINGS: dict[str, tuple[str, ...]] = {
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "查": ("zha",), "朴": ("piao",),
    "区": ("ou",), "翟": ("zhai", "di"), "盖": ("ge", "gai"), "覃": ("qin", "tan"), "缪": ("miao",),
    "冼": ("xian",), "洗": ("xian",), "乜": ("nie",), "么": ("yao",), "那": ("na",), "能": ("nai",),
    "万": ("wan",), "宁": ("ning",), "折": ("she",), "召": ("shao",), "种": ("chong",), "重": ("chong",),
    "秘": ("bi",), "贲": ("ben",), "费": ("fei", "bi"), "逄": ("pang",), "逢": ("pang",), "员": ("yun",),
    "郇": ("xun", "huan"), "郗": ("xi", "chi"), "纪": ("ji",), "繁": ("po",), "黑": ("he",), "晁": ("chao",),
    "谌": ("chen", "shen"), "褚": ("chu",), "车": ("che",), "乘": ("sheng",), "干": ("gan",), "葛": ("ge",),
    "过": ("guo",), "哈": ("ha",), "撖": ("han",), "和": ("he",), "会": ("gui",), "隗": ("wei", "kui"),
    "句": ("gou",), "阚": ("kan",), "佴": ("nai",), "牟": ("mu", "mou"), "尉": ("wei", "yu"), "宓": ("mi", "fu"),
    "粘": ("nian",), "瞿": ("qu",), "璩": ("qu",), "撒": ("sa",), "色": ("se", "shai"), "莎": ("sha",),
    "厍": ("she",), "佘": ("she",), "盛": ("sheng",), "石": ("shi",), "眭": ("sui",), "睢": ("sui",),
    "隽": ("juan",), "相": ("xiang",), "於": ("yu",), "郁": ("yu",), "恽": ("yun",), "笮": ("ze", "zuo"),
    "占": ("zhan",), "祭": ("zhai",), "訾": ("zi",), "曲": ("qu",), "乐": ("yue", "le"), "行": ("xing",),
    "呙": ("guo",), "都": ("du",), "角": ("jue",), "柏": ("bai", "bo"), "薄": ("bo",), "莘": ("shen", "xin"),
    "沈": ("shen",), "谷": ("gu",), "宿": ("su",), "尚": ("shang",), "应": ("ying",), "燕": ("yan",),
    "要": ("yao",), "降": ("jiang",), "调": ("diao",), "华": ("hua",), "任": ("ren",), "叶": ("ye",),
    "俞": ("yu",), "娄": ("lou",), "载": ("dai",), "卜": ("bu",), "炅": ("gui",), "妫": ("gui",),
    "万俟": ("moqi",), "尉迟": ("yuchi",), "长孙": ("zhangsun",), "澹台": ("tantai",), "鲜于": ("xianyu",),
    "单于": ("chanyu",), "令狐": ("linghu",), "淳于": ("chunyu",), "闾丘": ("lvqiu", "luqiu"),
    "亓官": ("qiguan",), "呼延": ("huyan",), "皇甫": ("huangfu",), "公冶": ("gongye",), "宗政": ("zongzheng",),
    "乐正": ("yuezheng",), "颛孙": ("zhuansun",), "司马": ("sima",), "欧阳": ("ouyang",),
}  # fmt: skip

# Family names of two characters, in either script.
COMPOUND = frozenset(
    {
        "欧阳", "司马", "上官", "诸葛", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "尉迟", "公羊",
        "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离",
        "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "亓官", "司寇", "令狐", "呼延", "西门", "端木",
        "百里", "东郭", "淳于", "单于", "拓跋", "轩辕", "第五", "颛孙", "左丘", "谷梁", "段干", "即墨",
        "达奚", "纳兰", "叶赫", "漆雕", "乐正", "壤驷", "公良", "夹谷", "巫马", "梁丘", "歐陽", "司馬",
        "諸葛", "東方", "獨孤", "南宮", "萬俟", "聞人", "尉遲", "赫連", "澹臺", "濮陽", "公孫", "鍾離",
        "長孫", "鮮于", "閭丘", "西門", "東郭", "單于", "軒轅", "納蘭",
    }
)  # fmt: skip
