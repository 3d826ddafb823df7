"""Which drawing stands in for a photo that nobody has taken yet. Pure."""

_FINE = 9_160  # 22 karat and finer: worn without stones
_BY_FORM = {
    "ring": "ring",
    "pair-ring": "ring",
    "necklace": "necklace",
    "pendant": "pendant",
    "lock": "pendant",
    "brooch": "pendant",
    "stud": "earrings",
    "earring": "earrings",
    "drop": "earrings",
    "bracelet": "bracelet",
    "anklet": "bracelet",
    "bangle": "bangle",
    "bead": "bead",
    "bar": "bar",
    "coin": "bar",
}

_GOLDEN = 9_160  # ten-thousandths: fine metal, drawn without stones or jade
_IN_GOLD = {"ring": "goldring", "bangle": "bracelet", "pendant": "bead"}


def stand_in(form: str, *, metal: str = "", fineness_e4: int = 0) -> str:
    """The static path of the drawing for a kind of piece; plain gold has its own ring, jade the bangle."""
    drawing = _BY_FORM.get(form, "mark")
    gold = metal in {"", "gold"} and fineness_e4 >= _FINE
    if (drawing == "ring" and gold) or (drawing == "bangle" and metal == "gold"):
        drawing = "goldring"
    return f"inventory/pieces/{drawing}.svg"
