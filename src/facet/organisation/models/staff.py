"""The people who work here: they are also who signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class Staff(AbstractBaseUser):
    """One member of staff, with the home store, the department and how screens look for them.

    `store` is null for headquarters. A person who has left keeps the row and cannot sign in.
    Written by: organisation.services.staff and .sign_in only.
    """

    classified = classify(
        scrub="password",
        keep="id username code name name_en department store is_active is_demo must_change_password language text_size"
        " theme joined_on left_on signed_in_at",
    )

    class TextSize(models.TextChoices):
        NORMAL = "normal", gettext_noop("Normal text")
        LARGE = "large", gettext_noop("Large text")

    class Theme(models.TextChoices):
        LIGHT = "light", gettext_noop("Light")
        DARK = "dark", gettext_noop("Dark")

    last_login = None  # type: ignore[misc]  # Django's way of leaving the column out; `signed_in_at` is written by our service, not by a signal

    username = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True, default="")
    department = models.ForeignKey("organisation.Department", models.PROTECT, related_name="staff")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="staff")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="zh-hans")
    text_size = models.CharField(max_length=8, choices=TextSize.choices, default=TextSize.NORMAL)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.LIGHT)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    signed_in_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = BaseUserManager()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(left_on=None) | Q(is_active=False), name="organisation_left_cannot_sign_in"),
            CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="organisation_staff_days",
            ),
        ]
