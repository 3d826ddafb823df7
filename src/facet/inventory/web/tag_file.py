"""The field "pieces from a file" of the screens that take many pieces, and how its lines join what was scanned."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from facet.inventory.flows.tag_file import LARGEST, lines_of_file


def file_field() -> forms.FileField:
    """Choose a sheet of tags. It is read when the form is sent; its lines then stand in the field of the pieces."""
    return forms.FileField(
        required=False, label=_("Pieces from a file"),
        help_text=_("CSV or XLSX with the tags in a column “Tag”; they are added to those above."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )  # fmt: skip


def with_file(request: HttpRequest, *, field: str) -> Any:
    """What was sent, the lines of its file joined to the text of `field`. Raises: Invalid."""
    sent = request.POST
    chosen = request.FILES.get("file")
    if chosen is None:
        return sent
    lines = lines_of_file(chosen.read(LARGEST + 1))  # type: ignore[union-attr]
    data = sent.copy()
    data[field] = "\n".join(filter(None, [sent.get(field, "").strip(), *lines]))
    return data
