"""What a chain may set about returns. Pure. Source: decisions.md §4.9."""

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

RETURN_SETTINGS = (
    Setting(
        key="sales.return_days",
        title=gettext_noop("Days in which goods may come back"),
        hint=gettext_noop("Unworn pieces at a fixed price. After that, or worn, a manager decides."),
        kind="int",
        default=7,
        high=365,
        per_store=True,
        group=gettext_noop("Returns"),
    ),
    Setting(
        key="sales.return_elsewhere",
        title=gettext_noop("Other stores may take this store's goods back"),
        hint=gettext_noop("If not, customers are sent to the store that sold the goods."),
        kind="yes_no",
        default=True,
        per_store=True,
        group=gettext_noop("Returns"),
        order=1,
    ),
)
