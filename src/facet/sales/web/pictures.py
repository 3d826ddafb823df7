"""Sealed pictures as answers: shown to whoever asked by right, kept by nobody between."""

from django.http import HttpResponse


def sealed_jpeg(content: bytes) -> HttpResponse:
    """`content` as a picture that no cache on the way keeps."""
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
