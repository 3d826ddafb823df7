"""The demonstration chain itself: companies, areas, stores, people. Invented throughout. Pure."""

from dataclasses import dataclass

PASSWORD = "yunxiu-demo"  # noqa: S105 -- shown on the sign-in page, for invented people only
CHAIN = ("云岫珠宝", "Yunxiu Jewelry", "400-000-0088")
ZONE = "Asia/Shanghai"
ENTITIES = (
    ("YX", "云岫珠宝有限公司", "Yunxiu Jewelry Co., Ltd.", "own", "91330100MA00000A01"),
    ("RH", "杭州余杭瑞禾珠宝店", "Ruihe Jewelry, Yuhang", "franchisee", "92330110MA00000B02"),
)
AREAS = (  # code, name, English, above
    ("EAST", "华东大区", "East China", ""),
    ("JZ", "江浙片区", "Jiangsu and Zhejiang", "EAST"),
    ("SH", "上海片区", "Shanghai", "EAST"),
    ("HZ", "杭州", "Hangzhou", "JZ"),
    ("SZ", "苏州", "Suzhou", "JZ"),
)
PRICE_GROUPS = (("EAST", "华东门店", "East China stores"), ("MALL", "商场专柜", "Mall counters"))
MALL_EXTRA_CENTS = 500  # a mall counter asks that much more for a gram
DEPARTMENTS = (
    ("HQ", "总部", "Headquarters", ""),
    ("GOODS", "商品部", "Goods", "HQ"),
    ("LOG", "仓配中心", "Warehouse", "HQ"),
    ("MKT", "会员营销部", "Members and marketing", "HQ"),
    ("FIN", "财务部", "Finance", "HQ"),
    ("IT", "信息部", "Systems", "HQ"),
    ("RETAIL", "门店运营部", "Stores", "HQ"),
)
PARTNERS = (  # code, name, English, kind, contact, phone
    ("P001", "深圳水贝金源首饰厂", "Jinyuan Gold Works, Shenzhen", "supplier", "罗志强", "075500000001"),
    ("P002", "番禺恒钻镶嵌工坊", "Hengzuan Setting Workshop, Panyu", "supplier", "梁慧仪", "020000000002"),
    ("P003", "瑞丽翠缘玉石行", "Cuiyuan Jade, Ruili", "supplier", "杨国栋", "069200000003"),
    ("P004", "义乌银亮饰品厂", "Yinliang Silver, Yiwu", "supplier", "骆晓红", "057900000004"),
    ("P005", "华东金料精炼中心", "East China Refinery", "refiner", "韩建", "025000000005"),
    ("P006", "申城珠宝检测站", "Shencheng Gem Laboratory", "laboratory", "顾文婷", "021000000006"),
    ("M001", "虹桥汇购物中心", "Hongqiao Hui Mall", "mall", "招商部", "021000000007"),
)
CARD_TYPES = (
    {"code": "standard", "name": "会员卡", "name_en": "Member card", "valid_months": None},
    {"code": "wedding", "name": "婚庆卡", "name_en": "Wedding card", "valid_months": 60},
    {"code": "honour", "name": "尊享卡", "name_en": "Honour card", "valid_months": None},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlan:
    """One store. `weight` is its part of the chain's trade, `homes` where its members live."""

    code: str
    name: str
    name_en: str
    kind: str
    entity: str
    area: str
    price_group: str
    hours: tuple[int, int]
    admin_code: str
    address: str
    phone: str
    weight: int
    homes: tuple[str, ...]
    opened_year: int
    short: str  # stands in batch numbers


STORES = (
    StorePlan(
        code="S01", name="解放路店", name_en="Jiefang Road", kind="own", entity="YX", area="HZ", price_group="EAST",
        hours=(9, 22), admin_code="330102", address="杭州市上城区解放路云岫大厦一层", phone="0571-00000001", weight=34,
        homes=("330102", "330102", "330105", "330106", "330106", "330108"), opened_year=2012, short="JF",
    ),
    StorePlan(
        code="S02", name="观前街店", name_en="Guanqian Street", kind="own", entity="YX", area="SZ", price_group="EAST",
        hours=(10, 22), admin_code="320508", address="苏州市姑苏区观前街云岫珠宝", phone="0512-00000002", weight=22,
        homes=("320508", "320508", "320576", "320506", "320507"), opened_year=2016, short="GQ",
    ),
    StorePlan(
        code="S03", name="临平加盟店", name_en="Linping (franchise)", kind="franchise", entity="RH", area="HZ",
        price_group="EAST", hours=(9, 21), admin_code="330113", address="杭州市临平区东湖街道云岫珠宝",
        phone="0571-00000003", weight=14, homes=("330113", "330113", "330110", "330114"), opened_year=2021, short="LP",
    ),
    StorePlan(
        code="S04", name="静安联营店", name_en="Jing'an (joint venture)", kind="joint", entity="YX", area="SH",
        price_group="EAST", hours=(10, 22), admin_code="310106", address="上海市静安区云岫珠宝",
        phone="021-00000004", weight=18, homes=("310106", "310106", "310104", "310107", "310109"), opened_year=2019,
        short="JA",
    ),
    StorePlan(
        code="S05", name="虹桥汇专柜", name_en="Hongqiao Hui counter", kind="mall_counter", entity="YX", area="SH",
        price_group="MALL", hours=(10, 22), admin_code="310112", address="上海市闵行区虹桥汇购物中心一层",
        phone="021-00000005", weight=12, homes=("310112", "310112", "310105", "310118"), opened_year=2022, short="HQ",
    ),
)  # fmt: skip
STORE_CODES = tuple(store.code for store in STORES)


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """One member of staff: role, department, home store ("" for headquarters), area of the role."""

    username: str
    code: str
    name: str
    name_en: str
    role: str
    department: str
    store: str = ""
    area: str = ""


_HEAD = (
    ("admin", "陆景明", "Lu Jingming", "administrator", "IT", ""),
    ("auditor", "潘慎言", "Pan Shenyan", "auditor", "FIN", ""),
    ("accountant", "沈玉珍", "Shen Yuzhen", "accountant", "FIN", ""),
    ("marketing", "苏畅", "Su Chang", "marketing", "MKT", ""),
    ("buyer", "贺云帆", "He Yunfan", "buyer", "GOODS", ""),
    ("warehouse", "石磊", "Shi Lei", "warehouse", "LOG", ""),
    ("area1", "钟卫东", "Zhong Weidong", "area_manager", "RETAIL", "JZ"),
)
_MANAGERS = (
    ("周晓敏", "Zhou Xiaomin"), ("顾建国", "Gu Jianguo"), ("卢秀兰", "Lu Xiulan"), ("程思远", "Cheng Siyuan"),
    ("唐悦", "Tang Yue"),
)  # fmt: skip
_CASHIERS = (
    ("何静", "He Jing"), ("陶云霞", "Tao Yunxia"), ("姚敏", "Yao Min"), ("戴佳怡", "Dai Jiayi"), ("白露", "Bai Lu"),
)  # fmt: skip
_CLERKS = (
    ("S01", "林嘉慧", "Lin Jiahui"), ("S01", "赵雨桐", "Zhao Yutong"), ("S01", "方志远", "Fang Zhiyuan"),
    ("S01", "孟洁", "Meng Jie"), ("S02", "蒋丽", "Jiang Li"), ("S02", "陆晓燕", "Lu Xiaoyan"),
    ("S03", "俞海燕", "Yu Haiyan"), ("S03", "章婷", "Zhang Ting"), ("S04", "沈佳", "Shen Jia"),
    ("S04", "吴文斌", "Wu Wenbin"), ("S05", "季晨", "Ji Chen"), ("S05", "乔安琪", "Qiao Anqi"),
)  # fmt: skip


def _staff() -> tuple[PersonPlan, ...]:
    head = [PersonPlan(u, "", name, en, role, dept, "", area) for u, name, en, role, dept, area in _HEAD]
    managers = [
        PersonPlan(f"manager{n}", "", name, en, "store_manager", "RETAIL", STORE_CODES[n - 1])
        for n, (name, en) in enumerate(_MANAGERS, start=1)
    ]
    cashiers = [
        PersonPlan(f"cashier{n}", "", name, en, "cashier", "RETAIL", STORE_CODES[n - 1])
        for n, (name, en) in enumerate(_CASHIERS, start=1)
    ]
    clerks = [
        PersonPlan(f"clerk{n}", "", name, en, "clerk", "RETAIL", store)
        for n, (store, name, en) in enumerate(_CLERKS, start=1)
    ]
    everybody = [*head, *managers, *cashiers, *clerks]
    return tuple(
        PersonPlan(p.username, f"E{n:04}", p.name, p.name_en, p.role, p.department, p.store, p.area)
        for n, p in enumerate(everybody, start=1)
    )


STAFF = _staff()
# Who stands on the sign-in page: one of each role, then a franchisee's and a mall counter's manager.
SHOWN = (
    "clerk1", "cashier1", "manager1", "area1", "marketing", "buyer", "warehouse", "accountant", "auditor", "admin",
    "manager3", "manager5",
)  # fmt: skip
TILLS = (("T1", "一号收银台", "till"), ("T2", "二号收银台", "till"), ("P1", "柜台平板", "tablet"))


def person(username: str) -> PersonPlan:
    """The person `username`."""
    return next(each for each in STAFF if each.username == username)


def of_store(store: str, role: str) -> tuple[PersonPlan, ...]:
    """Who holds `role` in the store `store`."""
    return tuple(each for each in STAFF if each.store == store and each.role == role)
