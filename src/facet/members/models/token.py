"""The blind index: how sealed names and numbers are found."""

from django.db import models
from django.db.models import UniqueConstraint

from facet.kernel.classification import classify


class MemberToken(models.Model):
    """One HMAC of one thing a member can be found by; equal texts have equal tokens.

    Remade whenever the file's name, phone, e-mail or birthday changes. About 25 a member.
    The unique index is also the one that searches: kind, token, then the newest members.
    Written by: members.services only. Source: decisions.md D10; docs/algorithms/member_search.md.
    """

    classified = classify(scrub="token", keep="id member kind")

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey("members.Member", models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=1)  # rules.words.TokenKind
    token = models.BinaryField(max_length=16)

    class Meta:
        constraints = [UniqueConstraint(fields=["kind", "token", "member"], name="member_token_once")]
