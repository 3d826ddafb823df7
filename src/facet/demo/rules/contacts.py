"""What clerks said to members in eighteen months, what was asked for and wished. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facet.demo.rules.dice import dice
from facet.members.rules.contact_log import ContactChannel, Direction, Outcome

CONTACTS, NEEDS, WISHES = 4_000, 200, 60  # drawn; those before the file was opened fall away
MONTHS = timedelta(days=540)
_SAID: dict[str, tuple[str, ...]] = {
    "greeting": ("生日祝福已送到，很开心", "节日问候，回了谢谢", "问候，最近在外地"),
    "new-goods": ("发了古法新款图片，想看实物", "推荐新到的对戒，说和先生商量", "新款素圈，觉得偏细"),
    "need": ("想给妈妈买一只手镯，圈口要大一点", "想换一条细一些的项链", "问婚礼用的三金，预算还没定"),
    "price": ("问今天金价，想等回落再来", "问工费有没有活动", "想用旧金换款，先问折算"),
    "appointment": ("约周六下午到店", "约了改圈取件顺便看新品", "改约到下周"),
    "after-sale": ("戴得很合适", "扣子有点松，约来免费加固", "回访满意，愿意介绍朋友"),
    "repair": ("戒指要改大一号", "项链清洗，周末来取", "问抛光要多久"),
    "points": ("提醒年底到期积分", "问积分能换什么", "想用积分抵工费"),
    "event": ("邀请参加会员日，答应来", "邀请私享会，那天出差", "沙龙名额已留"),
    "complaint": ("上次等待太久，已道歉", "包装盒有划痕，补了新的"),
    "other-topic": ("更新了微信号", "问停车在哪里"),
}
_OFTEN = (20, 18, 12, 10, 10, 12, 6, 5, 6, 1, 3)
_NEEDED = ("给女儿出嫁准备三金", "想要一只素圈手镯", "找一条能天天戴的细项链", "给妈妈的生日礼物", "想要一对结婚对戒",
           "换一只圈口大一点的手镯", "想看简约一点的吊坠", "给宝宝的长命锁")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One contact with the member at place `member` of the list of files."""

    member: int
    at: datetime
    channel: str
    direction: str
    topic: str
    outcome: str
    text: str
    follow_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One need. `state` as the members' rule has it; cents."""

    member: int
    days_ago: int
    category: str
    taste: str
    text: str
    budget_to_cents: int | None
    state: str


def contacts(seed: str, *, members: int, at: datetime) -> list[Told]:
    """Contacts spread over eighteen months, the more recent the more."""
    found = []
    for number in range(min(CONTACTS, members * 2)):
        rng = dice(seed, "contact", number)
        topic = rng.choices(tuple(_SAID), _OFTEN)[0]
        back = MONTHS * (rng.random() ** 1.6)
        moment = (at - back).replace(hour=rng.randint(2, 11), minute=rng.randrange(60), second=0)
        found.append(
            Told(
                member=rng.randrange(members), at=min(moment, at), topic=topic,
                channel=rng.choices(tuple(ContactChannel), (40, 8, 10, 2, 38, 2))[0].value,
                direction=rng.choices(tuple(Direction), (72, 28))[0].value, outcome=_outcome(rng.random(), topic),
                text=rng.choice(_SAID[topic]), follow_days=_follow(rng.random(), back, rng.randint(1, 9)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: each.at)


def _outcome(draw: float, topic: str) -> str:
    if topic == "complaint":
        return Outcome.COMPLAINT.value
    steps = ((0.18, Outcome.NOT_REACHED), (0.56, Outcome.REACHED), (0.76, Outcome.INTERESTED),
             (0.88, Outcome.WILL_COME), (0.92, Outcome.BOUGHT))  # fmt: skip
    return next((outcome.value for limit, outcome in steps if draw < limit), Outcome.NOT_NOW.value)


def _follow(draw: float, back: timedelta, days: int) -> int | None:
    """Promises were made lately only; older ones have been kept by later contacts."""
    return days if back < timedelta(days=12) and draw < 0.4 else None


def needs(seed: str, *, members: int, categories: Sequence[str], tastes: Sequence[str]) -> list[Asked]:
    """What was asked for; two in three are settled."""
    found = []
    for number in range(min(NEEDS, members // 10)):
        rng = dice(seed, "need", number)
        found.append(
            Asked(
                member=rng.randrange(members), days_ago=rng.randint(1, 240), category=rng.choice(categories),
                taste=rng.choice(tastes) if rng.random() < 0.3 else "", text=rng.choice(_NEEDED),
                budget_to_cents=rng.choice((500_000, 1_000_000, 2_000_000, 3_000_000, None)),
                state=rng.choices(("open", "served", "dropped"), (40, 45, 15))[0],
            )
        )  # fmt: skip
    return found
