"""A need in one line, as a clerk reads it."""

from django.utils.translation import gettext

from facet.members.selectors import NeedRow
from facet.members.web.contact_forms import said


def need_line(need: NeedRow) -> str:
    """Kind of goods, material, taste, budget, day: what is known, parted by commas."""
    words = [said(*each) for each in (need.category, need.material, need.taste) if each[0]]
    if budget := budget_words(need.budget_from_cents, need.budget_to_cents):
        words.append(budget)
    if need.occasion_on:
        words.append(gettext("for {day}").format(day=need.occasion_on.isoformat()))
    return gettext(", ").join(words)


def budget_words(low: int | None, high: int | None) -> str:
    """A budget in whole yuan; "" where none was named."""
    facts = {"low": f"{(low or 0) // 100:,}", "high": f"{(high or 0) // 100:,}"}
    if low and high:
        return gettext("¥{low} to ¥{high}").format(**facts)
    if high:
        return gettext("up to ¥{high}").format(**facts)
    return gettext("from ¥{low}").format(**facts) if low else ""
