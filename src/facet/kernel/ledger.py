"""The shape that every ledger shares: signed, append-only, once per operation and line.

A ledger's cached balance lives on its account, changes under the account's lock in the same
transaction, and has CHECKs of its own. The laws are in kernel/testing/ledger_suite.py.
Source: decisions.md D6.
"""

from django.db import models

from facet.kernel.append_only import AppendOnly

LEDGER_COLUMNS = "id operation line_no kind recorded_at reverses"


class LedgerEntry(AppendOnly):
    """One line of a ledger. `line_no` is the document's line, 0 for the whole document.

    A concrete ledger adds `account`, its signed quantities, the balance after, and the
    constraint `unique (account, operation, line_no, kind)`.
    """

    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    line_no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    recorded_at = models.DateTimeField()
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals")

    class Meta:
        abstract = True
