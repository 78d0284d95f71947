"""Text as XML may hold it: pictures and workbooks break at two characters that safe text keeps."""

from __future__ import annotations

import re

from foundation.text import safe_text

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def xml_text(text: str) -> str:
    """``safe_text`` with what is no character in XML replaced by the sign for that."""
    return _NO_CHARACTERS.sub("\ufffd", safe_text(text))
