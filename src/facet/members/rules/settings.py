"""What a chain may decide about members' days. Pure."""

from facet.kernel.errors import gettext_noop
from facet.members.rules.lunar import LeapMonth
from facet.organisation.rules.policies import Setting

LEAP_MONTH = Setting(
    key="members.leap_month",
    title=gettext_noop("Lunar days in a year with a leap month"),
    hint=gettext_noop(
        "Which of the two months of one number keeps a birthday or anniversary. Most families keep the first."
    ),
    kind="choice",
    default=LeapMonth.FIRST.value,
    choices=(
        (LeapMonth.FIRST.value, gettext_noop("The ordinary month")),
        (LeapMonth.SECOND.value, gettext_noop("The leap month")),
        (LeapMonth.BOTH.value, gettext_noop("Both months")),
    ),
    group=gettext_noop("Members"),
)
