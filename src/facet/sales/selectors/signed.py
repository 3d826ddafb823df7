"""A signature as a picture, for whoever may see its paper."""

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.sales.models import Signature
from facet.sales.rules.signatures import SignedAct, path_of
from facet.sales.selectors.deliveries import visible_deliveries
from facet.sales.selectors.jobs import visible_jobs
from facet.sales.selectors.materials import visible_materials


def signature_path(viewer: Actor, *, number: str, act: str) -> str:
    """The signature for `act` on the paper `number`, as an SVG path in a box of rules.signatures.

    Raises: NotFound, for papers beyond reach too. Queries: 2.
    """
    wanted = number.strip().upper()
    if act == SignedAct.RECEIVED:
        seen = visible_deliveries(viewer).filter(number=wanted).exists()
    elif act == SignedAct.MELTING:
        seen = visible_materials(viewer).filter(code=wanted).exists()
    else:
        seen = visible_jobs(viewer).filter(number=wanted).exists()
    row = Signature.objects.filter(document=wanted, act=act).first() if seen else None
    if row is None:
        raise NotFound(key=number)
    return path_of(row.strokes)
