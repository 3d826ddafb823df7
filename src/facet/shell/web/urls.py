"""The frame's own screens: home, all functions, finding, help."""

from django.urls import path

from facet.kernel.health import healthz
from facet.shell.web import exports, find, home, imports, jobs, list_views, preferences
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
    path("jobs", jobs.job_list, name="jobs"),
    path("lists/<str:key>/view", list_views.view, name="view"),
    path("lists/<str:key>/export", exports.export_picked, name="list_export"),
    path("exports", exports.exports, name="exports"),
    path("exports/<uuid:job_id>/link", exports.export_link, name="export_link"),
    path("exports/<uuid:job_id>/ask", exports.export_ask, name="export_ask"),
    path("exports/<uuid:job_id>/make", exports.export_make, name="export_make"),
    path("exports/<uuid:job_id>", exports.export_file, name="export_file"),
    path("views/<int:view_id>/delete", list_views.delete_view, name="delete_view"),
    path("look", preferences.look, name="look"),
    path("before-sign-in", preferences.before_sign_in, name="before_sign_in"),
    path("healthz", healthz, name="healthz"),
]
