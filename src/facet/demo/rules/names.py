"""Names, numbers and addresses of people who do not exist. Pure.

Telephone numbers use beginnings that no operator in China has been given, so that nobody's
telephone rings. Names are made from lists of our own. Source: docs/algorithms/demo.md §4.
"""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤葛康季施华鲍单倪章俞费翟"
)
DOUBLE = ("欧阳", "上官", "司马", "诸葛", "皇甫", "慕容")
_COMMON = 24  # the first of SURNAMES are borne by half of all people
WOMEN = {
    1950: "桂英 秀兰 玉兰 淑珍 凤英 玉梅 秀珍 桂芳 兰英 素芬 月娥 美华 菊芳 彩云 金凤 玉珍",
    1960: "丽华 秀英 建英 美玲 桂香 爱华 红英 玉芳 金花 惠芬 丽萍 雅琴 淑华 春兰 秋菊 小妹",
    1970: "丽 红 燕 霞 艳 海燕 丽娟 雪梅 晓红 春燕 红梅 丽君 文娟 慧芳 雅芬 玲玲 建萍 志红",
    1980: "静 婷 娜 倩 莉 敏 颖 晓燕 丽娜 雪 佳 慧 莹 文静 海霞 玉婷 晓琳 雅琪 思敏 佳慧 晨曦 蓓蕾 盈盈",
    1990: "雨晴 思琪 梦洁 雅婷 佳怡 欣怡 诗涵 晓彤 子涵 梦瑶 若曦 怡然 心怡 雨薇 可欣 嘉宁 书瑶 安琪 语嫣 芷若 梓萱",
    2000: "欣妍 梓涵 一诺 诗琪 雨桐 可馨 语桐 沐晴 若汐 依诺 紫萱 思颖 清妍 芸熙 念真 知夏 星语 乐瑶",
}
MEN = {
    1950: "建国 国强 志明 德明 金龙 永福 学文 长根 阿根 宝林 福生 根法 云龙 水根",
    1960: "建华 国平 卫国 志强 建军 卫东 国庆 永强 爱民 海平 新华 正华 荣根 伟民",
    1970: "军 勇 伟 涛 斌 建平 志刚 海波 晓东 立新 国栋 文军 永明 志伟 雪峰 建忠",
    1980: "磊 鹏 超 杰 浩 俊杰 晓峰 文斌 海涛 志远 宇 凯 明亮 永康 子健 晨 少华 一鸣",
    1990: "浩然 子轩 宇航 博文 俊豪 天宇 思远 泽宇 嘉豪 明轩 家俊 梓豪 云飞 逸凡 景行 文昊 书豪",
    2000: "宇轩 浩宇 子墨 奕辰 梓睿 沐阳 一凡 煜城 星辰 博涵 瑾瑜 亦航 柏宇 思齐",
}
CHILDREN = {
    "f": "朵朵 果果 一一 诺诺 糖糖 小雨 悠悠 乐乐 可可 米粒 安安 苗苗".split(),
    "m": "石头 豆豆 天天 小宇 辰辰 轩轩 多多 壮壮 果子 阳阳 球球 小满".split(),
}
PREFIXES = ("142", "143", "154", "160", "161", "163", "164", "168", "169")  # given to no operator
STREETS = {
    "330102": "解放路 清泰街 庆春路 江城路 凤起东路", "330105": "湖墅南路 莫干山路 大关路 拱苑路 登云路",
    "330106": "文三路 天目山路 西溪路 古墩路 教工路", "330108": "江南大道 滨盛路 长河路 江陵路",
    "330110": "文一西路 良睦路 禹航路 荆长路", "330113": "东湖中路 迎宾路 藕花洲大街 世纪大道",
    "330114": "幸福南路 学林街 金沙大道", "320508": "观前街 干将东路 人民路 临顿路 平江路",
    "320576": "星湖街 苏州大道东 现代大道 旺墩路", "320506": "东吴北路 宝带西路 吴中大道",
    "320507": "人民路 阳澄湖东路 活力岛路", "310106": "南京西路 北京西路 万航渡路 长寿路",
    "310104": "漕溪北路 宜山路 衡山路 肇嘉浜路", "310107": "曹杨路 武宁路 真北路", "310109": "四川北路 大连西路 曲阳路",
    "310112": "申长路 虹莘路 七莘路 顾戴路", "310105": "天山路 仙霞路 长宁路", "310118": "公园路 盈港路 华新路",
}  # fmt: skip
ESTATES = (
    "锦绣家园 翠苑小区 金色海岸 江南名庭 绿城桂花苑 望湖公寓 景芳新村 水岸华庭 和睦院 兰亭雅苑 梧桐里 云庭 翡翠城"
    " 东方润园 阳光花苑 青枫墅园 玉兰公寓 悦府 海棠湾 观澜里"
).split()
JOBS = "教师 护士 会计 公司职员 个体经营 工程师 公务员 医生 设计师 银行职员 退休 全职妈妈 律师 电商运营 导游".split()
WORDS = (
    "喜欢简约款，不爱太亮", "结婚纪念日会来挑对戒", "常给父母买足金", "介意款式老气",
    "耳洞易发炎，只戴足金",
    "孩子周岁预订过长命锁", "看重工艺，愿为古法多付工费", "偏爱翡翠飘花", "预算五千左右", "购物爱刷卡积分",
    "周末才有空，工作日不要打电话", "儿媳妇八月生日", "每年生肖款都收", "想凑一套龙凤镯", "金价跌时请告知",
)  # fmt: skip


def surname(rng: Random) -> str:
    """A family name, the common ones as often as they are."""
    draw = rng.random()
    if draw < 0.008:
        return rng.choice(DOUBLE)
    return rng.choice(SURNAMES[:_COMMON]) if draw < 0.6 else rng.choice(SURNAMES)


def given_name(rng: Random, *, gender: str, born: int) -> str:
    """A given name as children of the decade of `born` got it."""
    decade = min(max(born // 10 * 10, 1950), 2000)
    return rng.choice((WOMEN if gender == "f" else MEN)[decade].split())


def phone(number: int) -> str:
    """The telephone number of person `number`: all different, none real."""
    prefix = PREFIXES[number % len(PREFIXES)]
    return f"{prefix}{(number * 7_368_787 + 20_260_519) % 100_000_000:08}"


def street(rng: Random, admin_code: str) -> str:
    """A street, a house, a door in the district `admin_code`."""
    road = rng.choice(STREETS[admin_code].split())
    door = f"{rng.randint(1, 28)}幢{rng.randint(1, 18)}0{rng.randint(1, 4)}室"
    return f"{road}{rng.randint(8, 480)}号{rng.choice(ESTATES)}{door}"
