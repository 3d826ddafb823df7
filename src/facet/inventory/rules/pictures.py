"""Which drawing stands in for a photo that nobody has taken yet. Pure."""

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


def stand_in(form: str, *, fineness_e4: int = 0) -> str:
    """The static path of the drawing for a kind of piece; fine metal has drawings of its own."""
    drawing = _BY_FORM.get(form, "mark")
    if fineness_e4 >= _GOLDEN:
        drawing = _IN_GOLD.get(drawing, drawing)
    return f"inventory/pieces/{drawing}.svg"
