"""The frame's one table: which commands people keep at hand."""

from django.db import models

from facet.kernel.classification import classify


class Shortcuts(models.Model):
    """The commands one person keeps at the right end of the ribbon, in their order; no row: the usual ones.

    Written by: shell.services only.
    """

    classified = classify(keep="staff commands")

    staff = models.OneToOneField("organisation.Staff", models.PROTECT, primary_key=True, related_name="+")
    commands = models.JSONField(default=list)  # keys of the ribbon's commands, 9 at most
