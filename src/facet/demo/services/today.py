"""What waits at this moment: to-dos for every role, and requests that stay open for the day."""

from datetime import datetime, timedelta

from facet.demo.services.acts import HOUSE, portion
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.transactions import unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.models import Approval, Staff, Store
from facet.organisation.services import TaskIn

OPEN_FOR = timedelta(hours=14)  # a demonstration is looked at all day; the house's own requests end sooner

TASKS = (  # user name or store, kind, English, facts, url, icon, tone, days until due
    ("clerk1", "call", gettext_noop("Call {number}: the ring in her size has come"), {"number": "M00000018"}, "/members/", "phone", "gold", 0),
    ("clerk1", "care", gettext_noop("Send a birthday greeting to {number}"), {"number": "M00000042"}, "/members/", "cake", "gold", 1),
    ("clerk5", "call", gettext_noop("Call {number}: the ring in her size has come"), {"number": "M00000051"}, "/members/", "phone", "gold", 0),
    ("cashier1", "cash", gettext_noop("Change for the drawer: fetch coins before {time}"), {"time": "17:00"}, "", "cash", "warn", 0),
    ("S01", "count", gettext_noop("Count tray {tray} again: one piece short yesterday"), {"tray": "C01-2"}, "/inventory/", "clipboard-list", "danger", 0),
    ("S02", "count", gettext_noop("Count tray {tray} again: one piece short yesterday"), {"tray": "C02-1"}, "/inventory/", "clipboard-list", "warn", 1),
    ("S03", "window", gettext_noop("Change the window to the wedding theme"), {}, "", "building-store", "plain", 3),
    ("S05", "mall", gettext_noop("Send last week's mall slips to headquarters"), {}, "", "receipt", "warn", 1),
    ("manager1", "staff", gettext_noop("Next week's roster"), {}, "", "users", "plain", 2),
    ("manager4", "mall", gettext_noop("Go through the week's discounts with the clerks"), {}, "", "percentage", "plain", 2),
    ("area1", "visit", gettext_noop("Visit {store}: figures below the area for three weeks"), {"store": "临平加盟店"}, "", "map-pin", "warn", 1),
    ("buyer", "goods", gettext_noop("Order {kind}: less than two weeks' stock in {store}"), {"kind": "古法金手镯", "store": "解放路店"}, "/inventory/", "shopping-cart", "warn", 0),
    ("warehouse", "goods", gettext_noop("A delivery of {pieces} pieces is announced for tomorrow"), {"pieces": 42}, "/inventory/", "truck-delivery", "plain", 1),
    ("marketing", "plan", gettext_noop("Members' day: approve the wording of the message"), {}, "", "speakerphone", "plain", 2),
    ("accountant", "mall", gettext_noop("Compare the mall's statement with our slips"), {}, "", "scale", "warn", 3),
    ("auditor", "audit", gettext_noop("Look at the shifts with differences of the last two weeks"), {}, "/audit/", "search", "plain", 2),
    ("admin", "staff", gettext_noop("A new colleague starts at {store} on Monday: prepare an account"), {"store": "观前街店"}, "", "user-plus", "plain", 2),
)  # fmt: skip


@unit_of_work
def open_tasks(*, at: datetime) -> None:
    """To-dos for people and stores."""
    act = portion("tasks", at=at)
    if act.done:
        return
    people, stores = dict(Staff.objects.values_list("username", "pk")), dict(Store.objects.values_list("code", "pk"))
    today = local_date(at, "Asia/Shanghai")
    for number, (who, kind, title, facts, url, icon, tone, days) in enumerate(TASKS):
        organisation_services.open_task(
            HOUSE,
            TaskIn(
                key=f"demo:{number}", kind=f"demo.{kind}", title=title, facts=facts, url=url, icon=icon, tone=tone,
                store_id=stores.get(who), assignee_id=people.get(who), due_on=today + timedelta(days=days),
            ),
            at=at - timedelta(hours=2, minutes=7 * number),
        )  # fmt: skip
    act.finish(tasks=len(TASKS))


@unit_of_work
def claim(name: str, *, at: datetime) -> bool:
    """Whether the work `name` is still to be done; asked once."""
    act = portion(name, at=at)
    if act.done:
        return False
    act.finish()
    return True


@unit_of_work
def keep_requests_open(*, at: datetime) -> None:
    """Requests of the demonstration wait for the rest of the day, so that every visitor finds one."""
    waiting = Approval.objects.filter(state=Approval.State.WAITING, requested_by__is_demo=True)
    waiting.update(expires_at=at + OPEN_FOR)
