from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import ApprovalNeeded, DomainError
from facet.organisation.errors import ApprovalDecided, ApprovalDiffers, ApprovalExpired, ApprovalWaiting, NotYours
from facet.organisation.rules.approvals import Standing, decide, use
from facet.organisation.tests.factories import moment

AT = moment()
LATER = AT + timedelta(minutes=30)


def standing(state="waiting", **facts):
    given = {"kind": "k", "digest": "d", "amount": 500, "requested_by": 1, "expires_at": LATER} | facts
    return Standing(state=state, **given)


@pytest.mark.parametrize(
    ("given", "approver", "limit", "at", "answer"),
    [
        (standing(), 2, 0, AT, "approved"),
        (standing(), 1, 0, AT, NotYours),
        (standing(), None, 0, AT, NotYours),
        (standing(), 2, 0, LATER, ApprovalExpired),
        (standing("approved"), 2, 0, AT, ApprovalDecided),
        (standing("used"), 2, 0, AT, ApprovalDecided),
        (standing("rejected"), 2, 0, AT, ApprovalDecided),
        (standing(limit="discount_bp", wanted=3_000), 2, 2_999, AT, ApprovalNeeded),
        (standing(limit="discount_bp", wanted=3_000), 2, 3_000, AT, "approved"),
    ],
)
def test_deciding(given, approver, limit, at, answer):
    if isinstance(answer, str):
        assert decide(given, approver=approver, approve=True, limit=limit, at=at) == answer
    else:
        with pytest.raises(answer):
            decide(given, approver=approver, approve=True, limit=limit, at=at)


def test_a_no_needs_no_limit():
    assert decide(standing(limit="x", wanted=9), approver=2, approve=False, limit=0, at=AT) == "rejected"


@pytest.mark.parametrize(
    ("given", "asked", "answer"),
    [
        (standing("approved"), {}, "used"),
        (standing("approved"), {"amount": 499}, "used"),
        (standing("approved"), {"amount": 501}, ApprovalDiffers),
        (standing("approved"), {"digest": "e"}, ApprovalDiffers),
        (standing("approved"), {"kind": "l"}, ApprovalDiffers),
        (standing("approved"), {"at": LATER}, ApprovalExpired),
        (standing("waiting"), {}, ApprovalWaiting),
        (standing("used"), {}, ApprovalDecided),
        (standing("rejected"), {}, ApprovalDecided),
    ],
)
def test_using(given, asked, answer):
    wanted = {"kind": "k", "digest": "d", "amount": 500, "at": AT} | asked
    if isinstance(answer, str):
        assert use(given, **wanted) == answer
    else:
        with pytest.raises(answer):
            use(given, **wanted)


@given(
    st.sampled_from(["waiting", "approved", "rejected", "used"]), st.integers(0, 10**9), st.integers(0, 10**9),
    st.sampled_from(["d", "e"]), st.integers(-60, 60),
)  # fmt: skip
def test_only_an_approved_equal_request_in_time_is_ever_covered(state, granted, asked, digest, minutes):
    at = LATER + timedelta(minutes=minutes)
    try:
        use(standing(state, amount=granted), kind="k", digest=digest, amount=asked, at=at)
    except DomainError:
        return
    assert (state, digest) == ("approved", "d")
    assert asked <= granted
    assert at < LATER
