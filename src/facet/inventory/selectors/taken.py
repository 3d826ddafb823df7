"""Which numbers are already used: tags for ever, chips and certificates once."""

from collections import Counter
from collections.abc import Sequence

from facet.inventory.errors import CertificateTaken, EpcTaken, TagTaken
from facet.inventory.models import Certificate, Piece, RetiredTag
from facet.inventory.rules.receiving import PieceIn, Settled
from facet.inventory.rules.tags import normal_certificate


def refuse_taken(facts: Sequence[Settled], pieces: Sequence[PieceIn]) -> None:
    """Refuse the first number that another piece has, or had, or that stands twice in one delivery.

    Raises: TagTaken, EpcTaken, CertificateTaken. Queries: 2, and 1 each when chips or certificates are named.
    """
    tags = Counter(fact.tag for fact in facts)
    used = {*Piece.objects.filter(tag__in=tags).values_list("tag", flat=True)}
    used |= {*RetiredTag.objects.filter(tag__in=tags).values_list("tag", flat=True)}
    for tag, count in tags.items():
        if tag in used or count > 1:
            raise TagTaken(tag=tag)
    _refuse_chips([fact for fact in facts if fact.epc])
    _refuse_papers(pieces)


def _refuse_chips(facts: Sequence[Settled]) -> None:
    if not facts:
        return
    used = dict(Piece.objects.filter(epc__in=[fact.epc for fact in facts]).values_list("epc", "tag"))
    seen: dict[str | None, str] = {}
    for fact in facts:
        if owner := used.get(fact.epc) or seen.get(fact.epc):
            raise EpcTaken(epc=fact.epc, tag=owner)
        seen[fact.epc] = fact.tag


def _refuse_papers(pieces: Sequence[PieceIn]) -> None:
    papers = [
        (paper.lab.upper(), normal_certificate(paper.number), piece.tag)
        for piece in pieces
        for paper in piece.certificates
    ]
    if not papers:
        return
    rows = Certificate.objects.filter(number__in=[number for _, number, _ in papers])
    used = {(lab, number): tag for lab, number, tag in rows.values_list("lab", "number", "piece__tag")}
    for lab, number, tag in papers:
        if (lab, number) in used:
            raise CertificateTaken(lab=lab, number=number, tag=used[lab, number])
        used[lab, number] = tag
