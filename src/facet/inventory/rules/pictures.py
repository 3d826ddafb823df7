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


def stand_in(form: str, *, fineness_e4: int = 0) -> str:
    """The static path of the drawing for a kind of piece; fine gold has its own ring."""
    drawing = _BY_FORM.get(form, "mark")
    if drawing == "ring" and fineness_e4 >= 9_160:
        drawing = "goldring"
    return f"inventory/pieces/{drawing}.svg"
