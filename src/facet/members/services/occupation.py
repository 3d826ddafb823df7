"""Whether an occupation is a word of the house."""

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.categories import DictionaryKind
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def check_occupation(code: str, *, before: str = "") -> None:
    """Refuse a code that the dictionary does not offer; one that stood there `before` may stay though retired.

    Raises: Invalid. Queries: 1, or 0 without a new code.
    """
    if code in {"", before}:
        return
    if not any(word.code == code and word.is_active for word in catalog_selectors.words(DictionaryKind.OCCUPATION)):
        raise Invalid(field="occupation_kind", reason=gettext_noop("Choose one of the list."))
