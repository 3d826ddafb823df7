"""What the demonstration knows of people beside their file: groups, tags, sizes, days, families, policies."""

from datetime import date, datetime
from random import Random

from facet.demo.rules import chain
from facet.demo.rules.dice import dice
from facet.demo.services.acts import HOUSE, portion
from facet.kernel.clock import local_date
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import GradePolicy
from facet.members.models import (
    ConsentText,
    FieldValue,
    GroupMember,
    Household,
    HouseholdMember,
    Member,
    MemberField,
    MemberGroup,
    Occasion,
    Relation,
    Size,
    Tag,
    Tagging,
)
from facet.members.rules.occasion import next_occasion

FAMILIES = 24
MEASURED = 120
TAGS = (("准新娘", "Bride-to-be", "gold"), ("藏家", "Collector", "ok"), ("本命年", "Zodiac year", "plain"),
        ("易敏感", "Handle with care", "warn"))  # fmt: skip
DRINKS = [["tea", "茶", "Tea"], ["coffee", "咖啡", "Coffee"], ["water", "温水", "Warm water"]]
FIELDS: tuple[tuple[str, str, str, str, bool, list[list[str]]], ...] = (
    ("drink", "爱喝什么", "Favourite drink", "choice", False, DRINKS),
    ("ear_holes", "耳洞数", "Pierced ears", "number", False, []),
    ("relative_phone", "家人电话", "A relative's phone", "text", True, []),
)  # fmt: skip
TEXTS = (
    ("marketing", "新品、金价和优惠，我们可以通过你选的方式告诉你吗？你随时可以说不，积分不受影响。",
     "May we tell you of new pieces, gold prices and offers? You can say no at any time; your points stay."),
    ("service", "订单、维修和取货的消息，我们可以这样通知你吗？", "May we send you news of your orders and repairs?"),
    ("survey", "买完以后，我们可以问问你的感受吗？", "May we ask how you liked it afterwards?"),
)  # fmt: skip
POLICIES = (
    ("ordinary", 0, 0, "生日当月贺卡", "免费清洗", "会员日参与", "主动问候，介绍积分规则。",
     "Greet, and explain the points."),
    ("silver", 0, 500, "生日当月双倍积分", "免费清洗、免费改圈一次", "会员日双倍", "记得称呼，奉茶。",
     "Know the name, serve tea."),
    ("gold", 200, 1_000, "生日礼盒", "免费清洗、改圈、刻字", "新品优先看", "奉茶，资深导购接待，离店送到门口。",
     "Tea, a senior clerk, see to the door."),
    ("diamond", 500, 2_000, "生日上门送花", "全部保养免费、专车取送", "新品预留三天", "店长接待，贵宾室，当晚致谢。",
     "The manager serves in the lounge and thanks the same evening."),
)  # fmt: skip


@unit_of_work
def write_persons(seed: str, *, at: datetime) -> None:
    """The house's lists, then what some of the members are, keep and measure; the same for the same seed."""
    act = portion("persons", at=at)
    if act.done:
        return
    members = list(Member.objects.only("pk", "seal_id", "opened_on").order_by("pk"))
    throw = dice(seed, "persons")
    today = local_date(at, chain.ZONE)
    groups = _lists(at)
    some = throw.sample(members, min(len(members), MEASURED))
    _measure(some, throw, today)
    _mark(some, groups, throw, at)
    _own_fields(some, throw)
    _families(some[: 2 * FAMILIES], throw, at)
    act.finish(people=len(some))


def _lists(at: datetime) -> list[MemberGroup]:
    """Groups, texts and policies, which stand beside the members."""
    ConsentText.objects.bulk_create(
        ConsentText(purpose=purpose, version=1, text=text, text_en=english, valid_from=at, created_by=HOUSE.key)
        for purpose, text, english in TEXTS
    )
    GradePolicy.objects.bulk_create(
        GradePolicy(grade_code=code, version=1, member_discount_bp=price, labour_discount_bp=labour, birthday_gift=gift,
                    free_services=free, campaign_rights=rights, standard=standard, standard_en=english, created_at=at,
                    created_by=HOUSE.key)
        for code, price, labour, gift, free, rights, standard, english in POLICIES
    )  # fmt: skip
    regulars = {"months": 12, "visits": 3, "spend_cents": 3_000_000}
    MemberGroup.objects.create(code="regulars", name="常客", name_en="Regulars", kind="computed", order=2,
                               rule="members.regulars", params=regulars, created_at=at)  # fmt: skip
    return [
        MemberGroup.objects.create(code="vip", name="贵宾", name_en="VIP", created_at=at),
        MemberGroup.objects.create(
            code="neighbours", name="周边企业员工", name_en="Neighbours", order=1, created_at=at
        ),
    ]


def _measure(members: list[Member], throw: Random, today: date) -> None:
    Size.objects.bulk_create(
        Size(member=member, kind=kind, tenths=tenths, measured_on=today)
        for member in members
        for kind, tenths in (
            ("left_ring", throw.randrange(480, 600)), ("right_middle", throw.randrange(500, 640)),
            ("bracelet", throw.randrange(1_500, 1_900)),
        )
    )  # fmt: skip


def _mark(members: list[Member], groups: list[MemberGroup], throw: Random, at: datetime) -> None:
    tags = [Tag.objects.create(name=name, name_en=english, tone=tone, order=order)
            for order, (name, english, tone) in enumerate(TAGS)]  # fmt: skip
    Tagging.objects.bulk_create(
        Tagging(tag=throw.choice(tags), member=member, added_at=at, added_by=HOUSE.key) for member in members
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=groups[place % 2], member=member, added_at=at, added_by=HOUSE.key)
        for place, member in enumerate(members[::3])
    )


def _own_fields(members: list[Member], throw: Random) -> None:
    drink, holes, phone = (
        MemberField.objects.create(code=code, name=name, name_en=english, kind=kind, is_personal=personal,
                                   choices=choices, order=order, is_searchable=not personal)
        for order, (code, name, english, kind, personal, choices) in enumerate(FIELDS)
    )  # fmt: skip
    rows = []
    for member in members[::2]:
        rows.append(FieldValue(member=member, field=drink, plain=throw.choice(("tea", "coffee", "water"))))
        rows.append(FieldValue(member=member, field=holes, plain=str(throw.randrange(0, 5))))
    rows += [FieldValue(member=member, field=phone, sealed=f"1390000{throw.randrange(1000, 9999)}")
             for member in members[::8]]  # fmt: skip
    FieldValue.objects.bulk_create(rows)


def _families(members: list[Member], throw: Random, at: datetime) -> None:
    today = local_date(at, chain.ZONE)
    occasions, ties, lives = [], [], []
    for one, other in zip(members[::2], members[1::2], strict=False):
        ties.append(Relation(member=one, other=other, kind="spouse", name="", birth_date="", created_at=at,
                             is_private=throw.random() < 0.2))  # fmt: skip
        household = Household.objects.create(head=one, created_at=at)
        lives += [HouseholdMember(household=household, member=each, joined_at=at) for each in (one, other)]
        for kind, is_lunar, year in (("wedding", False, "2018"), ("parent", True, "")):
            month, day = throw.randrange(1, 13), throw.randrange(1, 29)
            occasions.append(Occasion(
                member=one, kind=kind, label="", since=year, month=month, day=day, is_lunar=is_lunar, created_at=at,
                next_on=next_occasion(month, day, is_lunar=is_lunar, on=today),
            ))  # fmt: skip
    Relation.objects.bulk_create(ties)
    HouseholdMember.objects.bulk_create(lives)
    Occasion.objects.bulk_create(occasions)
