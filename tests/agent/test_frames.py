from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.frames import LARGEST, FrameError, read_frame, write_frame

TEXT = st.text(alphabet=st.characters(codec="utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=8,
)


def written(frame: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    write_frame(stream, frame)
    return stream.getvalue()


@given(st.dictionaries(TEXT, JSON))
def test_what_is_written_is_read(frame: dict[str, object]) -> None:
    assert read_frame(io.BytesIO(written(frame))) == frame


def test_half_of_a_surrogate_pair_does_not_stop_a_frame() -> None:
    assert read_frame(io.BytesIO(written({"text": "a\ud800b"}))) == {"text": "a?b"}


def test_the_end_of_a_stream_is_no_frame() -> None:
    assert read_frame(io.BytesIO(b"")) is None


@pytest.mark.parametrize(
    "arrived",
    [
        b"\x01",
        struct.pack("<I", 5) + b"{}",
        struct.pack("<I", LARGEST + 1) + b"{}",
        struct.pack("<I", 2) + b"[]",
        struct.pack("<I", 4) + b"\xff\xfe\xfd\xfc",
        struct.pack("<I", 40000) + b"[" * 40000,
    ],
    ids=["cut length", "cut body", "too long", "no object", "no UTF-8", "too deep"],
)
def test_what_is_not_a_frame_is_refused(arrived: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(arrived))


def test_a_refusal_does_not_quote_what_arrived() -> None:
    secret = b'{"text": "the merger is on'

    with pytest.raises(FrameError) as refusal:
        read_frame(io.BytesIO(struct.pack("<I", len(secret)) + secret))

    assert "merger" not in repr(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
