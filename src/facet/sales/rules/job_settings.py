"""What a chain may set about services. Pure."""

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

TOLERANCE = Setting(
    key="sales.job_tolerance_mg", title=gettext_noop("Tolerance of a piece's weight after a service"),
    hint=gettext_noop("A larger difference needs somebody who may accept it, and a reason."), kind="grams", default=20,
    high=1_000, per_store=True, group=gettext_noop("Services"), order=0,
)  # fmt: skip
