from django.apps import AppConfig

from facet.catalog.permissions import LABELS, CatalogPermission
from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.organisation.rules.approvals import ApprovalKind
from facet.organisation.rules.policies import Setting

SETTINGS = (
    Setting(
        key="catalog.board_change_bp",
        title=gettext_noop("Change of the gold price that needs a second person"),
        hint=gettext_noop("Above this share of the present price somebody else must approve."),
        kind="percent",
        default=300,
        high=10_000,
        group=gettext_noop("Gold price"),
    ),
    Setting(
        key="catalog.exchange_fee_cents",
        title=gettext_noop("Fee for exchanging old gold, yuan per gram"),
        hint=gettext_noop("Shown on the price screen and asked for when old gold is exchanged gram for gram."),
        kind="yuan",
        default=1_800,
        high=1_000_000,
        per_store=True,
        group=gettext_noop("Gold price"),
        order=1,
    ),
    Setting(
        key="catalog.report_hotline",
        title=gettext_noop("Hotline for complaints about prices"),
        hint=gettext_noop("Stands at the foot of the price screen."),
        kind="text",
        default="12315",
        group=gettext_noop("Gold price"),
        order=2,
    ),
)


class CatalogConfig(AppConfig):
    name = "facet.catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for number, (code, label) in enumerate(LABELS.items()):
            registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=number))
        for setting in SETTINGS:
            registry.offer("setting", setting.key, setting)
        large_change = ApprovalKind(
            key="catalog.board_price",
            title=gettext_noop("Large change of the gold price"),
            unit="percent",
            permission=str(CatalogPermission.APPROVE_BOARD_PRICE),
            minutes=120,
        )
        registry.offer("approval.kind", large_change.key, large_change)
        from facet.catalog.web import offers  # noqa: PLC0415 -- screens need the models, which are ready now

        offers.offer_all()
