"""The forms of works: what is scanned, and what comes out, row by row."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facet.inventory.permissions import COST
from facet.inventory.rules.works import LOSS_WORDS, WorkKind
from facet.inventory.selectors.works import Bench
from facet.inventory.services.works_steps import PartIn
from facet.inventory.web import choices
from facet.inventory.web.fields import Amount, Words, labelled
from facet.inventory.web.forms import TagsField
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor

ROWS = 6  # rows that a split shows; more come from programs
COLUMNS = ("tag", "category", "name", "gross", "carats", "count", "price")


class ScanForm(forms.Form):
    """Which pieces are worked on."""

    tags = TagsField(label=_("Scanned pieces"), help_text=_("Scan one after the other; each stands on its own line."))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].widget.attrs |= {"rows": 4 if kind == WorkKind.COMBINE else 1, "autofocus": True}


class WorkForm(OperationForm):
    """What comes out of the scanned pieces. The columns of the rows are fields of their own: gross_0, tag_0 …"""

    loss_reason = forms.ChoiceField(required=False, label=_("What became of the rest"),
                                    help_text=_("Needed when less comes out than went in."))  # fmt: skip
    fee_cents = Amount("yuan", required=False, label=_("Cost of the work"),
                       help_text=_("In yuan; it is added to the labour of what comes out."))  # fmt: skip
    note = Words(200, required=False, label=_("Note"), help_text=_("For colleagues; no customer's name."))

    def __init__(self, *args: Any, actor: Actor, kind: str, bench: Bench, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.former = kind, bench.former
        self.fields["loss_reason"].choices = labelled(LOSS_WORDS)  # type: ignore[attr-defined]
        if not actor.sees(COST):
            del self.fields["fee_cents"]
        self.rows = len(self.former) or (1 if kind == WorkKind.COMBINE else ROWS)
        stones = bench.carat_mct > 0
        categories = [("", gettext("as it was")), *choices.categories()]
        for row in range(self.rows):
            self._add_row(row, categories, stones=stones)
        self._first_values(bench)

    def _add_row(self, row: int, categories: choices.Choices, *, stones: bool) -> None:
        """The fields of one part; a former part needs its weight only."""
        wanted = self.kind == WorkKind.COMBINE or bool(self.former) or row < 2
        self.fields[f"gross_{row}"] = Amount("grams", low=1, required=wanted, label=_("Weight"))
        self.fields[f"tag_{row}"] = Words(32, required=False, label=_("Tag"))
        if not self.former:
            if self.kind != WorkKind.SPLIT:
                self.fields[f"category_{row}"] = forms.ChoiceField(
                    choices=categories, required=False, label=_("Category")
                )
                self.fields[f"name_{row}"] = Words(80, required=False, label=_("Legal name"))
            self.fields[f"price_{row}"] = Amount("yuan", required=False, label=_("Tag price"))
            if stones:
                self.fields[f"carats_{row}"] = Amount("carats", required=False, label=_("Carats"))
                self.fields[f"count_{row}"] = Amount("int", required=False, label=_("Stones"))
        for column in COLUMNS:
            if field := self.fields.get(f"{column}_{row}"):
                field.widget.attrs |= {
                    "class": "fc-input in-cell",
                    "aria-label": f"{gettext(str(field.label))} {row + 1}",
                }

    def _first_values(self, bench: Bench) -> None:
        for row, piece in enumerate(self.former):
            self.initial.setdefault(f"gross_{row}", piece.gross_mg)
        if self.kind == WorkKind.COMBINE:
            self.initial.setdefault("gross_0", bench.gross_mg)
            if bench.carat_mct:
                self.initial.setdefault("carats_0", bench.carat_mct)
                self.initial.setdefault("count_0", bench.stone_count)

    @property
    def columns(self) -> list[tuple[str, Any]]:
        """The columns that the rows show, with their words."""
        return [(name, self.fields[f"{name}_0"].label) for name in COLUMNS if f"{name}_0" in self.fields]

    @property
    def table(self) -> list[tuple[int, str, list[Any]]]:
        """Each row: its number, the former part it becomes again, its fields."""
        return [
            (
                row + 1,
                self.former[row].tag if self.former else "",
                [self[f"{name}_{row}"] for name, _words in self.columns],
            )
            for row in range(self.rows)
        ]

    def wanted(self) -> tuple[PartIn, ...]:
        """The rows that were weighed."""
        facts = self.cleaned_data
        return tuple(
            PartIn(
                gross_weight_mg=facts[f"gross_{row}"], tag=facts.get(f"tag_{row}") or "",
                category=facts.get(f"category_{row}") or "", legal_name=facts.get(f"name_{row}") or "",
                carat_mct=facts.get(f"carats_{row}") or 0, stone_count=facts.get(f"count_{row}") or 0,
                tag_price_cents=facts.get(f"price_{row}"), like=self.former[row].tag if self.former else "",
            )
            for row in range(self.rows)
            if facts.get(f"gross_{row}")
        )  # fmt: skip


class ReasonForm(OperationForm):
    """Why something is taken back, refused or called off."""

    reason = Words(120, label=_("Reason"), help_text=_("The next person will ask."))
