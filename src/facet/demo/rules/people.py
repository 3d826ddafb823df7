"""Two thousand members: who they are, who opened the file, who belongs to whom. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from facet.demo.rules import names
from facet.demo.rules.chain import STORES, ZONE, of_store
from facet.demo.rules.dice import dice
from facet.members.rules.file import Person, checked
from facet.members.rules.words import Channel, ConsentChannel, RelationKind


@dataclass(slots=True)
class File:
    """When and where one file is opened; ordered by `at` they are numbered. Written while tickets are planned."""

    at: datetime
    store: int
    birth_index: int  # the number under which the person was drawn
    at_purchase: bool
    visits: int  # how often this member comes in the eighteen months, at most
    purse: str  # modest, usual, grand: what sort of goods are asked for
    number: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlan:
    """One file with everything that belongs to it. `referrer` and relatives are numbers of files."""

    person: Person
    store: str
    clerk: str  # user name
    opened_at: datetime
    channel: Channel
    card_type: str
    referrer: int | None
    consents: tuple[tuple[ConsentChannel, bool], ...]
    tastes: tuple[str, ...]  # codes of the dictionary "style"
    relatives: tuple["Relative", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close: another file, or a child by name and birthday."""

    kind: RelationKind
    other: int | None = None
    name: str = ""
    born: date | None = None


YEARS = 3
_ZONE = ZoneInfo(ZONE)
TASTES = ("classic", "minimal", "chinese", "dragon-phoenix", "blessing", "zodiac", "flower", "fashion", "vintage")


def files(seed: str, *, count: int, today: date, until: datetime) -> list[File]:
    """When the `count` files are wanted, by store, oldest first; some wait for their first purchase."""
    rng = dice(seed, "files")
    span = YEARS * 365
    drawn = []
    for index in range(count):
        back = min(int(span * rng.random() ** 1.25), span)
        store = rng.choices(range(len(STORES)), [store.weight for store in STORES])[0]
        day = today - timedelta(days=back)
        day = max(day, date(STORES[store].opened_year, 6, 1))
        at = moment(day, 10 * 60 + rng.randrange(600))
        at = min(at, until - timedelta(minutes=20))
        visits = _visits(rng)
        drawn.append(File(at, store, index, rng.random() < 0.72, visits, _purse(rng, visits)))
    drawn.sort(key=lambda each: (each.at, each.birth_index))
    return drawn


PURSES = ("modest", "usual", "grand")
PURSE_OFTEN, REGULAR_OFTEN = (69, 25, 6), (22, 38, 40)
VISITS = (((1, 1), 24), ((2, 2), 21), ((3, 4), 28), ((5, 6), 15), ((7, 10), 8), ((11, 15), 3), ((16, 30), 1))


def _visits(rng: Random) -> int:
    """Mostly one to six; regulars up to fifteen; one in a hundred up to thirty."""
    (low, high), _ = VISITS[rng.choices(range(len(VISITS)), [often for _, often in VISITS])[0]]
    return rng.randint(low, high)


def _purse(rng: Random, visits: int) -> str:
    """Regulars ask for the dear things more often than those who came once."""
    return rng.choices(PURSES, PURSE_OFTEN if visits < 7 else REGULAR_OFTEN)[0]


def numbered(drawn: Sequence[File]) -> list[File]:
    """The files in the order in which they are opened, each with its number from 0."""
    ordered = sorted(drawn, key=lambda each: (each.at, each.birth_index))
    for number, each in enumerate(ordered):
        each.number = number
    return ordered


def member_plan(seed: str, each: File, *, today: date, earlier: Sequence[File]) -> MemberPlan:
    """Everything about the person of `each`; relatives and referrer have smaller numbers."""
    rng = dice(seed, "member", each.birth_index)
    plan = STORES[each.store]
    gender = "f" if rng.random() < 0.74 else "m"
    born = _born(rng, today)
    family = names.surname(rng)
    referrer = _referrer(rng, each, earlier)
    spouse = _near(rng, each, earlier, 0.12)
    return MemberPlan(
        person=_person(rng, each, gender=gender, born=born, family=family, today=today),
        store=plan.code,
        clerk=clerk_of(seed, each),
        opened_at=each.at,
        channel=_channel(rng, referrer),
        card_type=rng.choices(("standard", "wedding", "honour"), (90, 7, 3))[0],
        referrer=referrer,
        consents=_consents(rng),
        tastes=tuple(rng.sample(TASTES, rng.randint(1, 3))) if rng.random() < 0.45 else (),
        relatives=_relatives(rng, spouse, family=family, born=born, today=today),
    )


def clerk_of(seed: str, each: File) -> str:
    """The user name of who cares for a member."""
    rng = dice(seed, "clerk", each.birth_index)
    return rng.choice(of_store(STORES[each.store].code, "clerk")).username


def _person(rng: Random, each: File, *, gender: str, born: date, family: str, today: date) -> Person:
    area = rng.choice(STORES[each.store].homes) if rng.random() < 0.88 else ""
    pinyin = f"yx{each.birth_index:05}"
    wanted = Person(
        name=family + names.given_name(rng, gender=gender, born=born.year),
        phone=names.phone(each.birth_index + 1),
        gender=gender,
        birth_date=born if rng.random() < 0.86 else None,
        is_lunar_birthday=rng.random() < (0.45 if born.year < 1975 else 0.08),
        email=f"{pinyin}@example.com" if rng.random() < 0.12 else "",
        wechat=f"{pinyin}_wx" if rng.random() < 0.42 else "",
        street=names.street(rng, area) if area and rng.random() < 0.4 else "",
        admin_code=area,
        note=rng.choice(names.WORDS) if rng.random() < 0.18 else "",
        occupation=rng.choice(names.JOBS) if rng.random() < 0.35 else "",
        allergies=_allergies(rng),
        ring_tenths=_ring(rng, gender) if rng.random() < 0.38 else None,
    )
    return checked(wanted, today=local_day(each.at))


def _born(rng: Random, today: date) -> date:
    age = rng.choices(((18, 25), (26, 34), (35, 44), (45, 54), (55, 64), (65, 78)), (10, 30, 25, 17, 12, 6))[0]
    return today - timedelta(days=rng.randint(age[0] * 366, age[1] * 365 + 360) + 3 * 366)


def _allergies(rng: Random) -> tuple[str, ...]:
    draw = rng.random()
    if draw < 0.05:
        return ("nickel",)
    return ("silver",) if draw < 0.062 else ("copper", "nickel") if draw < 0.068 else ()


def _ring(rng: Random, gender: str) -> int:
    number = rng.randint(9, 15) if gender == "f" else rng.randint(16, 23)
    return (40 + number) * 10


def _channel(rng: Random, referrer: int | None) -> Channel:
    if referrer is not None:
        return Channel.REFERRAL
    kinds = (Channel.STORE, Channel.WECHAT, Channel.EVENT, Channel.ONLINE)
    return rng.choices(kinds, (72, 16, 8, 4))[0]


def _referrer(rng: Random, each: File, earlier: Sequence[File]) -> int | None:
    return _near(rng, each, earlier, 0.17)


def _near(rng: Random, each: File, earlier: Sequence[File], chance: float) -> int | None:
    """An older file of the same store, sometimes."""
    draw, back = rng.random(), rng.randrange(1, 120)
    if draw >= chance or each.number - back < 0:
        return None
    other = earlier[each.number - back]
    return other.number if other.store == each.store else None


def _consents(rng: Random) -> tuple[tuple[ConsentChannel, bool], ...]:
    if rng.random() < 0.08:
        return ()
    phone, wechat = rng.random() < 0.55, rng.random() < 0.8
    return ((ConsentChannel.SMS, rng.random() < 0.88), (ConsentChannel.WECHAT, wechat), (ConsentChannel.PHONE, phone))


def _relatives(rng: Random, spouse: int | None, *, family: str, born: date, today: date) -> tuple[Relative, ...]:
    found = [Relative(RelationKind.SPOUSE, other=spouse)] if spouse is not None else []
    if 27 <= today.year - born.year <= 58 and rng.random() < 0.2:
        gender = rng.choice("fm")
        child = today - timedelta(days=rng.randint(200, (today.year - born.year - 24) * 365))
        found.append(Relative(RelationKind.CHILD, name=family + rng.choice(names.CHILDREN[gender]), born=child))
    return tuple(found)


@lru_cache(maxsize=4_000)
def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=_ZONE).astimezone(UTC)


def moment(day: date, minute: int) -> datetime:
    """The minute of a day of the shops, as UTC."""
    return _midnight(day) + timedelta(minutes=minute)


def local_day(at: datetime) -> date:
    """The day of the shops at `at`."""
    return at.astimezone(_ZONE).date()
