"""Signing what leaves the house and must be provable years later, without us: Ed25519 over an exact text.

The seeds lie in the ring of keys by number; the newest signs, and none is ever removed, so that
whoever has the list of public keys can check the oldest paper. Source: moonshot M5.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from facet.kernel.sealed import ring


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed (the key's number) and the signature itself, as base64."""

    key_number: int
    text: str


def sign(text: str) -> Signature:
    """The newest key's signature under the exact `text`."""
    seeds = ring().signers
    number = max(seeds)
    made = Ed25519PrivateKey.from_private_bytes(seeds[number]).sign(text.encode())
    return Signature(number, base64.b64encode(made).decode())


def public_keys() -> dict[int, str]:
    """Every public key of the house by its number, as base64 of its 32 bytes."""
    return {
        number: base64.b64encode(
            Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        ).decode()
        for number, seed in sorted(ring().signers.items())
    }


def is_signed(text: str, signature: Signature, *, keys: Mapping[int, str]) -> bool:
    """Whether one of `keys` (as `public_keys` gives them) signed exactly `text`. Anything malformed is not signed."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[signature.key_number], validate=True))
        key.verify(base64.b64decode(signature.text, validate=True), text.encode())
    except (InvalidSignature, KeyError, ValueError):
        return False
    return True
