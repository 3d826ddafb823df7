"""How a store's card terminal is reached. Pure. Source: P9."""

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

TERMINAL = Setting(
    key="sales.terminal",
    title=gettext_noop("Card terminal"),
    hint=gettext_noop("By hand: the clerk charges and types the amount. The simulated ones are for practice."),
    kind="choice",
    default="by_hand",
    choices=(
        ("by_hand", gettext_noop("By hand")),
        ("simulated:ok", gettext_noop("Simulated: approves")),
        ("simulated:decline", gettext_noop("Simulated: declines")),
        ("simulated:timeout", gettext_noop("Simulated: answers nothing")),
        ("simulated:twice", gettext_noop("Simulated: answers twice")),
    ),
    per_store=True,
    group=gettext_noop("Payments"),
)
