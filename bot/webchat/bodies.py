"""The words of one message as HTML: paragraphs, listings, and Easy Read with its drawings."""

from markupsafe import Markup

from bot.conversations.easy_read import sentences
from bot.conversations.models import Author
from bot.webchat.pages import fragment
from bot.webchat.tongues import tongues
from bot.webchat.words import blocks_of, html_of, is_listing, listing_html, with_links

Lines = list[list[str]]
"""Of Easy Read: the name of a drawing and the words of each line."""


def body_html(body: dict, author: str) -> Markup:
    """What a stored message says, as the page shows it."""
    blocks, answers = blocks_of(body["text"]), body.get("answers") or []
    if lines := body.get("lines"):
        said = [[words] for _name, words in lines]
        return _easy_read(lines, blocks, tongues(said, author, answers))
    languages = tongues(blocks, author, answers)
    return html_of(body["text"], ours=author != Author.PERSON, languages=languages)


def _easy_read(lines: Lines, blocks: list[list[str]], languages: dict[str, str]) -> Markup:
    """One idea a line; a listing keeps its heading and its terms, with each value in lines.

    The lines were cut from the text of the blocks, in its order.
    """
    made, open_, left = Markup(""), [], list(lines)
    for block in blocks:
        whole, mine = "\n".join(block), []
        while left and left[0][1] in whole:
            mine.append(left.pop(0))
        if is_listing(block):
            made += _in_lines(open_, languages) + listing_html(block, sentences)
            open_ = []
        else:
            open_ += mine
    if left:
        return _in_lines(lines, languages)
    return made + _in_lines(open_, languages)


def _in_lines(lines: Lines, languages: dict[str, str]) -> Markup:
    if not lines:
        return Markup("")
    shown = [(name, with_links(words), languages.get(words, "")) for name, words in lines]
    return Markup(fragment("easy_read.html", lines=shown))
