"""What the lists of the counter's papers have alike: stage, kind and store as conditions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Condition

STORE_CODE = Condition(
    "store", gettext_noop("Store code"), kind="text",
    apply=lambda rows, code: rows.filter(store__code__iexact=code.strip()),
)  # fmt: skip


def one_of(column: str, label: str, words: Mapping[Any, str]) -> Condition:
    """A condition that chooses one value of `column` among `words`, value → what people say."""

    def chosen(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(**{column: value})

    return Condition(column, label, kind="choice", choices=[(str(key), word) for key, word in words.items()],
                     apply=chosen)  # fmt: skip
