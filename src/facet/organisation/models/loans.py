"""People who help out in another store for some days."""

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q

from facet.kernel.classification import classify


class Loan(models.Model):
    """One person lent to one store from the first day through the last; it ends by itself, or at `ended_at`.

    Days are business days of the store that borrows. Written by: organisation.services.loans and .staff only.
    """

    classified = classify(keep="id staff store first_on last_on lent_by lent_at ended_at")

    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="loans")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    lent_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    lent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="organisation_loan_days")]
        indexes = [
            Index(fields=["staff", "last_on"], name="organisation_loan_person"),
            Index(fields=["store", "last_on"], name="organisation_loan_store"),
        ]
