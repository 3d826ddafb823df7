"""What a transfer of points is called in the books. Pure."""


def transfer_document(act_id: object) -> str:
    """The name of a transfer in the books; a proof is bound to it before it is made."""
    return f"loyalty.transfer:{act_id}"
