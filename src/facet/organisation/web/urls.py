"""The screens of organisation."""

from django.urls import path

from facet.organisation.web import sign_in

app_name = "organisation"
urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("first-password", sign_in.first_password, name="first_password"),
    path("preferences", sign_in.preferences, name="preferences"),
]
