"""The screens of loyalty."""

app_name = "loyalty"
urlpatterns: list = []
