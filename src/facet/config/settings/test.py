"""The test suite, on SQLite or on PostgreSQL by DATABASE_URL."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("FACET_HOME", tempfile.mkdtemp(prefix="facet-test-"))

from facet.config.settings.base import *  # noqa: F403 -- settings build on each other

DEBUG = False
SECRET_KEY = "only for tests"  # noqa: S105 -- never used outside them
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; Argon2 has its own test
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

# Several people and processes may run the suite on one machine at a time.
DATABASES["default"].setdefault("TEST", {})  # noqa: F405
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"]["NAME"] = str(Path(os.environ["FACET_HOME"]) / "test.sqlite3")  # noqa: F405 -- a file: threads share it
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"  # noqa: F405 -- speed
elif "FACET_TEST_DB" in os.environ:
    DATABASES["default"]["TEST"]["NAME"] = os.environ["FACET_TEST_DB"]  # noqa: F405
