"""When a senior member counts as left alone; the house's own numbers. Pure. Source: R042."""

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

SILENCE_SETTINGS = (
    Setting(
        key="members.silent_days",
        title=gettext_noop("Days without contact after which a senior member is listed"),
        hint=gettext_noop("Counted from the last visit or the last contact in the log, whichever is later."),
        kind="int",
        default=120,
        low=7,
        high=1_000,
        group=gettext_noop("Members"),
    ),
    Setting(
        key="members.senior_grades",
        title=gettext_noop("Senior grades"),
        hint=gettext_noop("Codes of the grades that nobody may forget, parted by commas, such as gold, diamond."),
        kind="text",
        default="gold, diamond",
        group=gettext_noop("Members"),
        order=1,
    ),
)
