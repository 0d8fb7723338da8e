"""Cutting long text at sentences, else words, never inside a character."""


def split(text: str, most: int) -> list[str]:
    """The text in parts of at most `most` UTF-16 units, which is how providers count."""
    parts = []
    while len(text.encode("utf-16-le", "surrogatepass")) > 2 * most:
        # Half a pair at the end is left for the next part.
        fits = text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
        marks = ("\n\n", "\n", ". ", "? ", "! ", " ")
        cuts = (fits.rfind(mark) + len(mark) for mark in marks if mark in fits)
        cut = next((at for at in cuts if at > len(fits) // 3), len(fits))
        parts.append(fits[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text or not parts else parts
