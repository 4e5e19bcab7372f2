"""Short names for what a handler is asked with."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.enums import RequestEncodingType
from litestar.params import Body

#: A request to a page. Its `user` is a Person, or None where nobody has signed in.
Asked = Request[Any, Any, Any]
Connected = ASGIConnection[Any, Any, Any, Any]

#: The content of a form, and of one that carries a file.
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
