"""A chain's own servers: everything that must be decided is asked for by name."""

from facet.config.settings import env
from facet.config.settings.base import *  # noqa: F403 -- settings build on each other

DEBUG = False
FACET_MAKE_KEYS = False
SECRET_KEY = env.text("FACET_SECRET_KEY", hint="Make one with: ./facet secret")
ALLOWED_HOSTS = env.text("FACET_HOSTS", hint="The host names people type, parted by commas.").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
