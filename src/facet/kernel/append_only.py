"""Rows that are written once: the base of every ledger, movement and audit table."""

from typing import Any

from django.db import models


class AppendOnlyError(TypeError):
    """A programmer tried to change or delete a row that is a fact."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses every way of changing rows; bulk_create is the way to write many."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never updated")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never updated")


class AppendOnly(models.Model):
    """A row that is a fact: inserted once, undone only by a further row."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never updated")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")
