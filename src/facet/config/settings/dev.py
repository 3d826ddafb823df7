"""The local run: `make run`, a shop on a laptop, the demonstration."""

from django.core.management.utils import get_random_secret_key

from facet.config.settings import env
from facet.config.settings.base import *  # noqa: F403 -- settings build on each other

DEBUG = env.flag("FACET_DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def _secret() -> str:
    """A secret of this installation's own, made at the first start and kept under FACET_HOME."""
    path = HOME / "keys" / "secret"  # noqa: F405
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = _secret()

if not EMAIL_HOST:  # noqa: F405 -- as above
    # Without a mail server letters are written down, so that the demonstration can send orders; production never
    # does so: there a letter that nobody carries must fail.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
