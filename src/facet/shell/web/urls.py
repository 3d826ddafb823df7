"""The frame's own screens: home, all functions, finding, help."""

from django.urls import path

from facet.kernel.health import healthz
from facet.shell.web import find, home, imports, preferences
from facet.shell.web.help import help_panel
from facet.shell.web.shortcuts import shortcuts

app_name = "shell"
urlpatterns = [
    path("", home.home, name="home"),
    path("functions", home.functions, name="functions"),
    path("find", find.find, name="find"),
    path("help", help_panel, name="help"),
    path("shortcuts", shortcuts, name="shortcuts"),
    path("imports", imports.imports, name="imports"),
    path("imports/<str:key>", imports.import_, name="import"),
    path("look", preferences.look, name="look"),
    path("before-sign-in", preferences.before_sign_in, name="before_sign_in"),
    path("healthz", healthz, name="healthz"),
]
