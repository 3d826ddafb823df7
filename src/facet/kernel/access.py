"""Noting that a request showed somebody's record; the audit domain writes it after the answer."""

from django.http import HttpRequest


def note_access(request: HttpRequest, subject_type: str, subject_id: object) -> None:
    """Remember that this request shows `subject_type` ("members.member") number `subject_id`.

    Costs nothing here: `facet.audit.web.middleware.AccessLogMiddleware` writes one row afterwards.
    """
    looks = request.__dict__.setdefault("facet_looks", {})
    looks[(subject_type, str(subject_id))] = None
