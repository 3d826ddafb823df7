"""The member's changing QR: which member, and a proof that is good for half a minute. Pure.

`M` + base32(member id in 5 bytes ‖ mac of 8 bytes): 22 capitals and digits, so that a QR stays
small. The mac binds the member's seal id to a step of 30 seconds; nothing in it is personal.
Source: R317, R318; docs/algorithms/cards.md.
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Iterator
from datetime import datetime

STEP_SECONDS = 30
LENGTH = 22
_ID_BYTES, _MAC_BYTES = 5, 8
_PREFIX = "M"

Mac = Callable[[int], bytes]  # step → mac of one member, 8 bytes and more


def step_of(at: datetime) -> int:
    """The step of 30 seconds that `at` lies in."""
    return int(at.timestamp()) // STEP_SECONDS


def seconds_left(at: datetime) -> int:
    """How long the code of `at` will still be the newest, 1 to 30."""
    return STEP_SECONDS - int(at.timestamp()) % STEP_SECONDS


def code_of(member_id: int, step: int, *, mac: Mac) -> str:
    """The code of one member for one step."""
    payload = member_id.to_bytes(_ID_BYTES, "big") + mac(step)[:_MAC_BYTES]
    return _PREFIX + base64.b32encode(payload).decode().rstrip("=")


def looks_changing(text: str) -> bool:
    """Whether a scanned text has the form of a changing code; a member number is shorter."""
    return len(text) == LENGTH and text[:1].upper() == _PREFIX and text.isascii() and text.isalnum()


def taken_apart(text: str) -> tuple[int, bytes] | None:
    """The member's id and the mac that `text` claims, None when it has another form."""
    if not looks_changing(text):
        return None
    try:
        payload = base64.b32decode(text[1:].upper() + "===")
    except (binascii.Error, ValueError):
        return None
    return int.from_bytes(payload[:_ID_BYTES], "big"), payload[_ID_BYTES:]


def fitting_step(claimed: bytes, mac: Mac, *, now_step: int) -> int | None:
    """The step that `claimed` was made for: this one, the last or the next; None when it is none of them.

    Every step is compared, in constant time, so that the answer's time tells nothing.
    """
    found = None
    for step in _steps(now_step):
        if hmac.compare_digest(mac(step)[:_MAC_BYTES], claimed):
            found = step
    return found


def _steps(now_step: int) -> Iterator[int]:
    yield from (now_step - 1, now_step, now_step + 1)
