"""What waits at this moment: to-dos for every role, and requests that stay open for the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse

from facet.demo.services.acts import HOUSE, portion
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.transactions import unit_of_work
from facet.kernel.wording import both
from facet.members.models import Member
from facet.organisation import services as organisation_services
from facet.organisation.models import Approval, Staff, Store
from facet.organisation.services import TaskIn

OPEN_FOR = timedelta(hours=14)  # a demonstration is looked at all day; the house's own requests end sooner


@dataclass(frozen=True, slots=True)
class Waits:
    """One to-do of a person (user name) or a store (code), due in so many days."""

    who: str
    kind: str
    title: str
    icon: str
    tone: str
    days: int
    url: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


TASKS = (
    Waits("clerk1", "call", gettext_noop("Call {number}: the ring in her size has come"),
          "phone", "gold", 0, url="/members/", facts={"number": "M00000018"}),
    Waits("clerk1", "care", gettext_noop("Send a birthday greeting to {number}"),
          "cake", "gold", 1, url="/members/", facts={"number": "M00000042"}),
    Waits("clerk5", "call", gettext_noop("Call {number}: the ring in her size has come"),
          "phone", "gold", 0, url="/members/", facts={"number": "M00000051"}),
    Waits("cashier1", "cash", gettext_noop("Change for the drawer: fetch coins before {time}"),
          "cash", "warn", 0, url="/sales/shift", facts={"time": "17:00"}),
    Waits("S01", "count", gettext_noop("Count tray {tray} again: one piece short yesterday"),
          "clipboard-list", "danger", 0, url="/inventory/stocktake/new/", facts={"tray": "C01-2"}),
    Waits("S02", "count", gettext_noop("Count tray {tray} again: one piece short yesterday"),
          "clipboard-list", "warn", 1, url="/inventory/stocktake/new/", facts={"tray": "C02-1"}),
    Waits("S03", "window", gettext_noop("Change the window to the wedding theme"),
          "building-store", "plain", 3),
    Waits("S05", "mall", gettext_noop("Send last week's mall slips to headquarters"),
          "receipt", "warn", 1, url="/sales/reconcile"),
    Waits("manager1", "staff", gettext_noop("Set next month's targets"),
          "chart-line", "plain", 2, url="/sales/targets"),
    Waits("manager4", "mall", gettext_noop("Go through the week's discounts with the clerks"),
          "percentage", "plain", 2, url="/sales/"),
    Waits("area1", "visit", gettext_noop("Visit {store}: figures below the area for three weeks"),
          "map-pin", "warn", 1, url="/sales/day?store=S03", facts=both("store", "临平加盟店", "Linping (franchise)")),
    Waits("buyer", "goods", gettext_noop("Order {kind}: less than two weeks' stock in {store}"),
          "shopping-cart", "warn", 0, url="/purchasing/orders/new/",
          facts=both("kind", "古法金手镯", "heritage gold bangles") | both("store", "解放路店", "Jiefang Road")),
    Waits("warehouse", "goods", gettext_noop("A delivery of {pieces} pieces is announced for tomorrow"),
          "truck-delivery", "plain", 1, url="/purchasing/orders/", facts={"pieces": 42}),
    Waits("marketing", "plan", gettext_noop("Members' day: approve the wording of the message"),
          "speakerphone", "plain", 2),
    Waits("accountant", "mall", gettext_noop("Compare the mall's statement with our slips"),
          "scale", "warn", 3, url="/sales/reconcile"),
    Waits("auditor", "audit", gettext_noop("Look at the shifts with differences of the last two weeks"),
          "search", "plain", 2, url="/audit/", facts={}),
    Waits("admin", "staff", gettext_noop("A new colleague starts at {store} on Monday: prepare an account"),
          "user-plus", "plain", 2, url="/staff/new", facts=both("store", "观前街店", "Guanqian Street")),
)  # fmt: skip


@unit_of_work
def open_tasks(*, at: datetime) -> None:
    """To-dos for people and stores."""
    act = portion("tasks", at=at)
    if act.done:
        return
    members = dict(Member.objects.filter(number__in=_numbers()).values_list("number", "pk"))
    people, stores = dict(Staff.objects.values_list("username", "pk")), dict(Store.objects.values_list("code", "pk"))
    today = local_date(at, "Asia/Shanghai")
    for number, each in enumerate(TASKS):
        organisation_services.open_task(
            HOUSE,
            TaskIn(
                key=f"demo:{number}", kind=f"demo.{each.kind}", title=each.title, facts=each.facts,
                url=_url(each, members),
                icon=each.icon, tone=each.tone, store_id=stores.get(each.who), assignee_id=people.get(each.who),
                due_on=today + timedelta(days=each.days),
            ),
            at=at - timedelta(hours=2, minutes=7 * number),
        )  # fmt: skip
    act.finish(tasks=len(TASKS))


def _numbers() -> list[str]:
    return [str(each.facts["number"]) for each in TASKS if "number" in each.facts]


def _url(task: Waits, members: Mapping[str, int]) -> str:
    """Where the to-do is worked off: the member's own page where it is about one."""
    member = members.get(str(task.facts.get("number", "")))
    return reverse("members:member", args=[member]) if member else task.url


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
