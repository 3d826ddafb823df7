"""Ctrl+K: commands by any word people use, members and pieces by what they type."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def find(request: HttpRequest) -> HttpResponse:
    """What the text may mean. The text comes by POST only: it may be somebody's phone."""
    return render(request, "shell/find.html", {"found": None})
