"""Text of people into Streamlit's markdown, literally and inertly.

Streamlit reads markdown in almost every text: formats, links, directives
(``:red[…]``), emoji and icon codes, formulas, arrows. ``plain`` makes a text
show exactly as it was typed. ``Markup`` marks what has already passed.
"""

import re

# Letters, digits and the usual signs of a Japanese sentence: most texts, and none of them a mark.
_WORDS = re.compile(r"(?:[^\W_]|[\u3000\u3001\u3002\u300c\u300d\u30fb\uff08\uff09])*")
_ALWAYS = re.compile(r"[\\`*_\[\]<>$~&#|{}^]")
_LINE_START = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")
_DIRECTIVE = re.compile(r":+(?=[A-Za-z0-9+_-])(?=[\w+-]*[\[:{]|[A-Za-z])")
_ADDRESS = re.compile(r"(?<=[\w.+-])@(?=[\w-])")
_WEB = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp):")
_WWW = re.compile(r"(?i)(www)\.")
_ARROW = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")


class Markup(str):
    """Markdown that is safe to draw: our own marks around escaped text."""

    __slots__ = ()


def plain(text: object) -> Markup:
    """The text as markdown that shows it literally; already safe text passes through."""
    if isinstance(text, Markup):
        return text
    typed = str(text)
    if _WORDS.fullmatch(typed):
        return Markup(typed)
    typed = re.sub("[\x00\x01]", "", typed).replace("\r\n", "\n").replace("\r", "\n")
    return Markup("  \n".join(_line(line.strip(" \t")) for line in typed.split("\n")))


def rich(template: str, **values: object) -> Markup:
    """A translated sentence with our own marks, its values shown literally."""
    return Markup(template.format(**{name: plain(value) for name, value in values.items()}))


def bold(text: object) -> Markup:
    """Bold even between Japanese characters, where bare asterisks fail."""
    inner = plain(text)
    return Markup(f":color[**{inner}**]") if inner.strip() else inner


def marked(text: object) -> Markup:
    """On yellow: the one value that differs from the others of its row."""
    inner = plain(text)
    return Markup(f":yellow-background[{inner}]") if inner.strip() else inner


def grey(text: object) -> Markup:
    """Sub text: what does not differ and need not be decided."""
    inner = plain(text)
    return Markup(f":gray[{inner}]") if inner.strip() else inner


def lines(*texts: object) -> Markup:
    """Several texts under each other in one paragraph."""
    return Markup("  \n".join(plain(text) for text in texts))


def _line(line: str) -> str:
    """One line; what the browser would join and read again is kept apart by a neutral span."""
    apart = _ARROW.sub("\x00\\1\x01", line)
    apart = _ADDRESS.sub("\x00@\x01", apart)
    apart = _WEB.sub("\\1\x00:\x01", apart)
    apart = _WWW.sub("\\1\x00.\x01", apart)
    apart = _DIRECTIVE.sub("\x00\\g<0>\x01", apart)
    safe = _LINE_START.sub(_escaped_start, _ALWAYS.sub(r"\\\g<0>", apart))
    return re.sub("\x00(.+?)\x01", _span, safe)


def _span(found: re.Match[str]) -> str:
    """The signs, each in a span of its own without any style."""
    signs = re.findall(r"\\?(.)", found[1])
    return "".join(f":color[\\{sign}]" for sign in signs)


def _escaped_start(found: re.Match[str]) -> str:
    """A sign that would open a list, a heading line or a rule."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"
