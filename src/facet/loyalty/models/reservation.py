"""Points set aside while a ticket is open."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify


class PointsReservation(models.Model):
    """Points that one open document will pay with; the account's `reserved` is the sum of the open ones.

    Released when the document is put away, used when it completes, void after `expires_at`: an
    abandoned ticket keeps nobody's points. Written by: loyalty.services only. Source: P7.
    """

    classified = classify(keep="id account document points cents state reserved_at expires_at")

    account = models.ForeignKey("loyalty.PointsAccount", models.PROTECT, related_name="reservations")
    document = models.CharField(max_length=64)
    points = models.BigIntegerField()
    cents = models.BigIntegerField()
    state = models.CharField(max_length=8, default="open")  # open, used, released
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["document"], condition=Q(state="open"), name="reservation_once_open"),
            CheckConstraint(condition=Q(points__gt=0, cents__gt=0), name="reservation_holds_points"),
            CheckConstraint(condition=Q(state__in=["open", "used", "released"]), name="reservation_state_known"),
        ]
        indexes = [
            models.Index(fields=["account", "state"], name="reservation_of_account"),
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="reservation_ending"),
        ]
