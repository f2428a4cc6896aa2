"""Makes a picture anew: turned upright, without what stood beside its pixels."""

import io
import struct
import warnings
from typing import Final

from PIL import Image, ImageOps

from hub.platform import file_rules as rules
from models.vocab import FileKind

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPG: Final = b"\xff\xd8\xff"
PNG_END: Final = b"IEND\xaeB`\x82"
JPG_END: Final = b"\xff\xd9"
FORMS: Final = {FileKind.PNG: "PNG", FileKind.JPG: "JPEG"}
QUALITY: Final = 90


def made_anew(body: bytes, kind: FileKind) -> bytes:
    """The picture as we write it; `Invalid` when it is none, too large, or something else too."""
    end = PNG_END if kind is FileKind.PNG else JPG_END
    at = body.rfind(end)
    if at < 0:
        raise rules.refused(rules.DAMAGED)
    if len(body) - at - len(end) > rules.MOST_AFTER:
        raise rules.refused(rules.TWO_KINDS)
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _written(body, kind)
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, struct.error,
            OverflowError, EOFError, Image.DecompressionBombError) as fault:  # fmt: skip
        raise rules.refused(rules.DAMAGED) from fault


def _written(body: bytes, kind: FileKind) -> bytes:
    with Image.open(io.BytesIO(body), formats=[FORMS[kind]]) as picture:
        if picture.width * picture.height > rules.MOST_PIXELS:
            raise rules.refused(rules.TOO_MANY_PIXELS)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        modes = {"L", "RGB"} if kind is FileKind.JPG else {"1", "L", "LA", "P", "RGB", "RGBA"}
        plain = upright if upright.mode in modes else upright.convert("RGB")
        bare = Image.new(plain.mode, plain.size)
        if plain.mode == "P" and plain.palette is not None:
            bare.putpalette(plain.palette)
        bare.paste(plain)
    held = io.BytesIO()
    bare.save(held, FORMS[kind], quality=QUALITY)
    return held.getvalue()
