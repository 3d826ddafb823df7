"""Personal data at rest: sealed columns, blind indexes, and the ring of keys.

A sealed column holds `version ‖ key id ‖ nonce ‖ ciphertext+tag` (AES-256-GCM). The additional
data bind it to `table.column:seal_id`, so that two rows' ciphertexts cannot be swapped.
Keys live outside the database in FACET_HOME/keys. Source: decisions.md D10.
"""

import base64
import functools
import hashlib
import hmac
import json
import os
import secrets
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_VERSION = 1


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of the house: data keys by number (the newest seals), one index key, one audit key."""

    data: dict[int, bytes]
    index: bytes
    audit: bytes
    signing: dict[int, bytes] = field(default_factory=dict)  # seeds of facet.kernel.signing, by number; never removed

    @property
    def newest(self) -> int:
        return max(self.data)

    @property
    def signers(self) -> dict[int, bytes]:
        """The seeds that sign customers' papers; a ring from before there were any makes its first of the audit key."""
        return self.signing or {1: hmac.new(self.audit, b"facet.signing.1", hashlib.sha256).digest()}

    @classmethod
    def read(cls, path: Path) -> "KeyRing":
        """The ring in the file at `path`; made with fresh keys where the settings allow it."""
        if not path.exists():
            if not settings.FACET_MAKE_KEYS:
                raise FileNotFoundError(f"no key ring at {path}: restore it, or run ./facet keys new")
            cls(data={1: secrets.token_bytes(32)}, index=secrets.token_bytes(32), audit=secrets.token_bytes(32)).write(
                path
            )
        stored = json.loads(path.read_text())
        return cls(
            data={int(number): base64.b64decode(key) for number, key in stored["data"].items()},
            index=base64.b64decode(stored["index"]),
            audit=base64.b64decode(stored["audit"]),
            signing={int(number): base64.b64decode(seed) for number, seed in stored.get("signing", {}).items()},
        )

    def write(self, path: Path) -> None:
        """Store the ring readable by its owner only, replacing the file in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            {
                "data": {str(number): base64.b64encode(key).decode() for number, key in self.data.items()},
                "index": base64.b64encode(self.index).decode(),
                "audit": base64.b64encode(self.audit).decode(),
                "signing": {str(number): base64.b64encode(seed).decode() for number, seed in self.signers.items()},
            },
            indent=1,
        )
        draft = path.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)


@functools.lru_cache(maxsize=1)
def _ring(path: Path, _changed: int) -> KeyRing:
    return KeyRing.read(path)


def ring() -> KeyRing:
    """The key ring now; a rotated file is noticed at the next call."""
    path = Path(settings.FACET_KEYS)
    return _ring(path, path.stat().st_mtime_ns if path.exists() else 0)


def seal(text: str, *, place: str, seal_id: uuid.UUID) -> bytes:
    """`text` sealed for `place` ("table.column") of the row `seal_id`, with the newest key."""
    return seal_bytes(text.encode(), place=place, seal_id=seal_id)


def unseal(blob: bytes, *, place: str, seal_id: uuid.UUID) -> str:
    """The text in `blob`. Raises cryptography's InvalidTag when it was moved or changed."""
    return unseal_bytes(blob, place=place, seal_id=seal_id).decode()


def seal_bytes(content: bytes, *, place: str, seal_id: uuid.UUID) -> bytes:
    """`content` (a file) sealed for `place`, as `seal` does with texts."""
    keys = ring()
    nonce = secrets.token_bytes(12)
    bound = f"{place}:{seal_id}".encode()
    return bytes([_VERSION, keys.newest]) + nonce + AESGCM(keys.data[keys.newest]).encrypt(nonce, content, bound)


def unseal_bytes(blob: bytes, *, place: str, seal_id: uuid.UUID) -> bytes:
    """The content of `blob`. Raises cryptography's InvalidTag when it was moved or changed."""
    key = ring().data.get(blob[1])
    if key is None or blob[0] != _VERSION:
        raise InvalidTag
    bound = f"{place}:{seal_id}".encode()
    return AESGCM(key).decrypt(blob[2:14], blob[14:], bound)


def key_number(blob: bytes) -> int:
    """Which data key sealed `blob`; the rotation command asks."""
    return blob[1]


def token(purpose: str, text: str) -> bytes:
    """The blind index of `text` for `purpose`: equal texts, equal tokens. 16 bytes."""
    return hmac.new(ring().index, f"{purpose}\x00{text}".encode(), hashlib.sha256).digest()[:16]


class _Opened:
    """Gives the plain text of a sealed column on first touch and remembers it on the row."""

    def __init__(self, field: "SealedText") -> None:
        self.field = field

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:  # deferred: load like any other column
            row.refresh_from_db(fields=[self.field.attname])
        value = row.__dict__[self.field.attname]
        if isinstance(value, bytes | memoryview):
            value = unseal(bytes(value), place=self.field.place, seal_id=row.seal_id)
            row.__dict__[self.field.attname] = value
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedText(models.BinaryField):  # type: ignore[type-arg]
    """A text that is ciphertext in the database and plain text on the row, sealed on save.

    The model needs `seal_id = SealId()`. "" and None stay empty. It can be neither searched
    nor sorted (tokens are for that), and `QuerySet.update` on it is refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value in (None, ""):
            return None
        if isinstance(value, bytes | memoryview):
            return bytes(value)  # never opened, so unchanged
        return seal(value, place=self.place, seal_id=model_instance.seal_id)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed: save the row, never update() or filter by it")
        return super().get_db_prep_value(value, connection, prepared)


class SealId(models.UUIDField):  # type: ignore[type-arg]
    """The immutable identity that a row's sealed columns are bound to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(default=uuid.uuid4, unique=True, editable=False)
        super().__init__(*args, **kwargs)
