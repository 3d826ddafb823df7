"""Whether an opening workbook adds up to what the older system states. Source: R312."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facet.kernel import registry
from facet.kernel.importing import ImportRow


@dataclass(frozen=True, slots=True)
class Tied:
    """One control total: what the older system states (None: not in the totals sheet), what the sheets add up to."""

    key: str
    name: str
    unit: str
    stated: int | None
    found: int

    @property
    def ties(self) -> bool:
        return self.stated == self.found


def ties_of(rows: Mapping[str, Sequence[ImportRow]], stated: Mapping[str, int]) -> list[Tied]:
    """Every control total of the sheets that hold rows. A sheet without its stated total does not tie."""
    return [
        Tied(tie.key, tie.names[0], tie.unit, stated.get(tie.key), tie.total(rows[sheet.key]))
        for sheet in registry.offers("opening.sheet")
        if rows.get(sheet.key)
        for tie in sheet.ties
        if not tie.is_optional or tie.key in stated or tie.total(rows[sheet.key])
    ]
