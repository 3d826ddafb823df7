"""The screens of members."""

app_name = "members"
urlpatterns: list = []
