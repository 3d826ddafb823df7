"""What the demonstration offers on the sign-in page. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """Slot "demo.sign_in": one person of the demonstration and how to sign in as them.

    Shown only while the setting FACET_DEMO is on and the staff row exists and is marked `is_demo`.
    """

    username: str
    password: str
    order: int = 0
