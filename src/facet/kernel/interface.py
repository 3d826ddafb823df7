"""What a form, a screen or an API endpoint needs at the door: keys of acts, clean texts, bounded numbers."""

import unicodedata
import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.views.decorators.http import require_POST
from pydantic import AfterValidator, BaseModel, Field

from facet.kernel.errors import DomainError, Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence

require_post = require_POST

_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC))
}


class IdOut(BaseModel):
    """The row that was written."""

    id: int


def address_of(request: HttpRequest) -> str:
    """The caller's network address; behind our own proxies (FACET_PROXIES) the one that the outermost of them saw."""
    proxies = settings.FACET_PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def clean_text(text: str, *, lines: bool = False) -> str:
    """`text` as it may be stored: NFC, without control, bidi, zero-width or broken characters.

    Line breaks become spaces unless `lines`; blanks at both ends go. Source: reliability.md §2.7.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (
        letter if letter != "\n" or lines else " "
        for letter in text
        if letter == "\n" or (letter not in _INVISIBLE and unicodedata.category(letter) not in {"Cc", "Cs", "Cn", "Co"})
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def Text(limit: int, *, least: int = 0, lines: bool = False) -> Any:  # noqa: N802 -- reads as a type in schemas
    """A text of `least` to `limit` characters after cleaning, for the API's schemas."""

    def check(value: str) -> str:
        cleaned = clean_text(value, lines=lines)
        if not least <= len(cleaned) <= limit:
            raise ValueError(f"{least} to {limit} readable characters are needed")
        return cleaned

    return Annotated[str, Field(strict=True, min_length=least, max_length=limit), AfterValidator(check)]


def Whole(low: int, high: int) -> Any:  # noqa: N802 -- reads as a type in schemas
    """A whole number between `low` and `high`, never taken from a text, a fraction or a truth value."""
    return Annotated[int, Field(strict=True, ge=low, le=high)]


Cents = Whole(-(10**12), 10**12)
PositiveCents = Whole(0, 10**12)
Milligrams = Whole(0, 10**9)
Millicarats = Whole(0, 10**9)
BasisPoints = Whole(0, 10_000)
Points = Whole(-(10**12), 10**12)
RowId = Annotated[int, Field(ge=1, le=2**53 - 1)]  # not strict: paths and queries carry digits


def operation_of(request: HttpRequest, payload: Any = None) -> OperationKey:
    """The act a call asks for: its `Idempotency-Key` and the digest of path and validated payload.

    Raises: Invalid when the header is missing or no UUID.
    """
    header = request.headers.get("Idempotency-Key", "")
    try:
        key = uuid.UUID(header)
    except ValueError:
        reason = gettext_noop("send a UUID that is new for each act and the same for each retry")
        raise Invalid(field="Idempotency-Key", reason=reason) from None
    return OperationKey.of(key, {"path": _path_arguments(request), "payload": _plain(payload)})


def _path_arguments(request: HttpRequest) -> dict[str, Any]:
    arguments = getattr(getattr(request, "resolver_match", None), "kwargs", None)
    return {name: _plain(value) for name, value in arguments.items()} if isinstance(arguments, dict) else {}


def _plain(value: Any) -> Any:
    """JSON for the digest: a model row stands for its key, everything odd for its text."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    return value.pk if hasattr(value, "pk") else value


class OperationForm(forms.Form):
    """A form whose act happens once: sending it again, or twice at a time, changes nothing more.

    Templates write `{{ form.operation_id }}`. After a refusal the key may be used again: nothing
    was stored under it.
    """

    operation_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def operation(self, body: Mapping[str, Any] | None = None) -> OperationKey:
        """The key of this act; `body` is what it stands for, by default the cleaned form."""
        values = self.cleaned_data if body is None else body
        return OperationKey.of(
            self.cleaned_data["operation_id"],
            {name: _plain(value) for name, value in values.items() if name != "operation_id"},
        )


def add_refusal(form: forms.Form, refusal: DomainError) -> None:
    """Show `refusal` on `form`: beside its field where it names one, else on top."""
    field = refusal.facts.get("field")
    form.add_error(field if isinstance(field, str) and field in form.fields else None, sentence(refusal))
