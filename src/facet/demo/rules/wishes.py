"""What is asked at the till: who rings it up, who sold it, what is taken off, how it is paid. Pure.

Never beyond the limits of the role that completes the ticket (config/roles.py).
"""

from dataclasses import dataclass
from random import Random

from facet.catalog.rules.pricing import LineDiscount
from facet.demo.rules.chain import STORES, of_store
from facet.demo.rules.dice import dice
from facet.sales.rules.request import PersonShare, TenderRequest
from facet.sales.rules.splits import default_shares


@dataclass(frozen=True, slots=True)
class Counter:
    """Who stands where for one ticket: user name and role of whoever completes it, the till, the sellers."""

    username: str
    role: str
    till: str
    shares: tuple[PersonShare, ...]


def counter(seed: str, serial: int, *, store: int, clerk: str | None) -> Counter:
    """The people of one ticket; the member's own clerk (user name) sells to her more often than not."""
    rng = dice(seed, "counter", serial)
    code = STORES[store].code
    clerks = of_store(code, "clerk")
    role = rng.choices(("cashier", "clerk", "store_manager"), (82, 11, 7))[0]
    who = rng.choice(of_store(code, role))
    own = next((each for each in clerks if each.username == clerk), None)
    main = own if own is not None and rng.random() < 0.68 else rng.choice(clerks)
    people = [main]
    if len(clerks) > 1 and rng.random() < 0.16:
        people.append(rng.choice([each for each in clerks if each is not main]))
    till = "T2" if rng.random() < 0.14 else "T1"
    return Counter(who.username, role, till, default_shares([each.code for each in people]))


_LABOUR = {"cashier": (500, 1_000), "clerk": (1_000, 2_000, 3_000), "store_manager": (2_000, 3_000, 5_000)}
_GRAM = {"cashier": (300, 500), "clerk": (500, 800, 1_000), "store_manager": (1_000, 2_000, 3_000)}
_FIXED = {"cashier": (200, 300, 500), "clerk": (500, 800, 1_000), "store_manager": (1_000, 1_500, 2_000)}


def discount(rng: Random, *, role: str, price_basis: str, points_class: str, allows: bool) -> LineDiscount:
    """What one line is given off; yuan a gram never on silver, which costs little more."""
    draw = rng.random()
    if not allows or draw > 0.55:
        return LineDiscount()
    if price_basis != "by_weight":
        return LineDiscount(fixed_bp=rng.choice(_FIXED[role]))
    if draw < 0.1 and points_class != "silver":
        return LineDiscount(gram_cents=rng.choice(_GRAM[role]))
    return LineDiscount(labour_bp=rng.choice(_LABOUR[role])) if draw < 0.34 else LineDiscount()


def round_off(rng: Random) -> str:
    """Whether the fen and jiao are forgiven."""
    return rng.choices(("", "jiao", "yuan"), (55, 10, 35))[0]


def tenders(rng: Random, due_cents: int, *, is_mall: bool, serial: int) -> tuple[TenderRequest, ...]:
    """How it is paid: phones first; a mall's counter through the mall; cash in hundreds, change back."""
    if is_mall and rng.random() < 0.9:
        return (TenderRequest(method="mall", amount_cents=due_cents, reference=f"HQH{serial:07}"),)
    method = rng.choices(("wechat", "alipay", "terminal", "cash", "bank"), _often(due_cents))[0]
    if method == "cash":
        return (TenderRequest(method="cash", amount_cents=-(-due_cents // 10_000) * 10_000),)
    if due_cents > 200_000 and rng.random() < 0.08:
        part = due_cents * rng.choice((30, 40, 50)) // 100 // 10_000 * 10_000
        other = "terminal" if method != "terminal" else "wechat"
        return (
            TenderRequest(method=other, amount_cents=part),
            TenderRequest(method=method, amount_cents=due_cents - part),
        )
    return (TenderRequest(method=method, amount_cents=due_cents),)


def _often(due_cents: int) -> tuple[int, ...]:
    if due_cents > 3_000_000:
        return (26, 16, 44, 2, 12)
    return (45, 26, 18, 8, 3) if due_cents > 100_000 else (52, 30, 5, 13, 0)
