"""The screens of organisation."""

app_name = "organisation"
urlpatterns: list = []
