"""Buttons as typed values: what is packed comes back, and nothing else does."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.callback import Callback, CallbackTooLong

slugs = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=30)
numbers = st.integers(0, 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Pick(Callback):
    prefix: ClassVar[str] = "t.pick"
    number: int
    slug: str


@dataclass(frozen=True, slots=True)
class Press(Callback):
    prefix: ClassVar[str] = "t.press"


@given(st.builds(Pick, numbers, slugs))
def test_what_is_packed_comes_back(button: Pick) -> None:
    assert Pick.unpack(button.pack()) == button
    assert Press.unpack(button.pack()) is None


def test_a_button_without_fields_is_its_prefix() -> None:
    assert Press().pack() == "t.press"
    assert Press.unpack("t.press") == Press()
    assert Pick.unpack("t.press") is None


def test_a_button_holds_64_bytes_and_not_one_more() -> None:
    room = 64 - len("t.pick:1:")
    assert Pick.unpack(Pick(1, "a" * room).pack()) == Pick(1, "a" * room)
    with pytest.raises(CallbackTooLong):
        Pick(1, "a" * (room + 1)).pack()
    with pytest.raises(CallbackTooLong):
        Pick(1, "ж" * (room // 2 + 1)).pack()


@pytest.mark.parametrize(
    "number",
    [
        "",
        " ",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "1_000",
        " 1",
        "1 ",
        "0x1",
        "١٢",
        "½",
        "²",
        "a",
        "None",
        str(2**63),
        "9" * 60,
        "9" * 5000,
    ],
)
def test_a_forged_number_is_nobodys_button(number: str) -> None:
    assert Pick.unpack(f"t.pick:{number}:slug") is None


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "t.pick",
        "t.pick:",
        "t.pick:1",
        "t.pick:1:a:b",
        "t.pick:a:1",
        "t.press:1:a",
        " t.pick:1:a",
        "T.PICK:1:a",
        "t.pick.:1:a",
        "t.pick1:a",
        "\0",
        "t.pick:1\0:a",
    ],
)
def test_forged_data_is_nobodys_button(data: str) -> None:
    assert Pick.unpack(data) is None


@given(st.text() | st.text().map("t.pick:{}".format) | st.text(":0123456789at.pick", max_size=64))
def test_no_data_is_too_strange(data: str) -> None:
    found = Pick.unpack(data)
    assert found is None or data.startswith("t.pick:")
    assert Press.unpack(data) == (Press() if data == "t.press" else None)
