"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facet.config.settings.dev")
application = get_wsgi_application()
# Read every screen and operation now: once for all workers (the server preloads this module), and not
# while the first customer waits.
get_resolver().resolve("/healthz")
