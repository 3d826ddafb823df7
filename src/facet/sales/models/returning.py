"""Why goods came back."""

from django.db import models

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.rules.returns import CONDITION_WORDS, REASON_WORDS, Condition, Reason


class ReturnedGoods(AppendOnly):
    """Why and how one line came back, and on what terms.

    Written by: sales.services.returning only.
    """

    classified = classify(keep="id line reason condition within_terms", scrub="note")

    line = models.OneToOneField("sales.SaleLine", models.PROTECT, related_name="return_facts")
    reason = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Reason])
    condition = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Condition])
    within_terms = models.BooleanField()
    note = models.CharField(max_length=200, blank=True, default="")

    @property
    def reason_words(self) -> str:
        """The reason as people say it; English, translated where it is shown."""
        return REASON_WORDS[Reason(self.reason)]

    @property
    def condition_words(self) -> str:
        """The condition as people say it; English, translated where it is shown."""
        return CONDITION_WORDS[Condition(self.condition)]
