"""Days that cashiers closed and took to the bank, today's small expenses, and two people on loan; by the services."""

from datetime import date, timedelta

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules.chain import STORE_CODES, person
from facet.demo.rules.people import moment
from facet.demo.rules.world import World
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation import services as organisation_services
from facet.sales import services as sales_services
from facet.sales.errors import DayStillOpen, NoOpenShift
from facet.sales.services.day import DepositIn
from facet.sales.services.drawer import DrawerIn

DAYS = 9
EXPENSES = (("S01", "桶装水两桶", 3_600), ("S02", "快递费", 2_200))
LOANS = (("clerk9", "S02", -20, -15), ("clerk6", "S01", 0, 4))  # who, where, first and last day from today


def end_the_days(world: World, *, actors: dict[str, Actor]) -> None:
    """What happened at the end of the last days, each step once."""
    for step in (_close, _spend, _lend):
        if selectors.is_done(name := f"day_ends:{step.__name__}"):
            continue
        step(world, actors)
        services.claim(name, at=world.at)
        let_others_write()


def _close(world: World, actors: dict[str, Actor]) -> None:
    """The last days of all stores are closed by the cashier; the cash of all but the last one is at the bank."""
    for back in range(DAYS, 0, -1):
        day = world.today - timedelta(days=back)
        for number, store in enumerate(STORE_CODES, start=1):
            _close_one(actors[f"cashier{number}"], store, day, number, to_bank=back > 1)
        let_others_write()


def _close_one(cashier: Actor, store: str, day: date, number: int, *, to_bank: bool) -> None:
    try:
        close = sales_services.close_day(
            actor=cashier, operation=OperationKey.of_job("demo", f"close:{store}:{day}"), store=store, day=day,
            at=moment(day, 23 * 60 + 20),
        )  # fmt: skip
    except DayStillOpen:  # a visitor works in this day: it is his to close
        return
    if to_bank and close.for_bank_cents > 0:
        sales_services.record_bank_deposit(
            actor=cashier, operation=OperationKey.of_job("demo", f"bank:{store}:{day}"),
            deposit=DepositIn(
                store=store, day=day, amount_cents=close.for_bank_cents, slip_number=f"JC{day:%y%m%d}{number:02}",
                carried_by=person(f"manager{number}").code, paid_on=day + timedelta(days=1),
            ),
            at=moment(day + timedelta(days=1), 9 * 60 + 40),
        )  # fmt: skip


def _spend(world: World, actors: dict[str, Actor]) -> None:
    """Small expenses out of the drawers that are open now."""
    for store, note, cents in EXPENSES:
        wanted = DrawerIn(store=store, till="T1", kind="expense", method="cash", amount_cents=cents, note=note)
        key = OperationKey.of_job("demo", f"expense:{store}")
        try:
            sales_services.pay_in(
                actor=actors[f"cashier{int(store[1:])}"], operation=key, request=wanted, at=world.at
            )  # fmt: skip
        except NoOpenShift:
            continue


def _lend(world: World, actors: dict[str, Actor]) -> None:
    for username, store, first, last in LOANS:
        wanted = organisation_services.LoanIn(
            store=store, first_on=world.today + timedelta(days=first), last_on=world.today + timedelta(days=last)
        )
        organisation_services.lend_staff(
            actor=actors["admin"], staff_id=actors[username].staff_id or 0, request=wanted,
            at=world.at + timedelta(days=min(first, 0)),
        )  # fmt: skip
