"""What may leave this device: four whole numbers, and no room for a text or a name."""

from __future__ import annotations

from dataclasses import dataclass

#: The largest number that fits the message (docs/protocol.md) beside the others.
LARGEST = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Record:
    """One value of one metric. Raises TypeError or ValueError for anything but whole numbers."""

    #: The metric's permanent number.
    metric: int
    value: int
    #: The group or the system, where the metric has such a label; 0 is the whole company.
    label: int
    #: The number of the day, week, month or quarter.
    epoch: int

    def __post_init__(self) -> None:
        for number in (self.metric, self.value, self.label, self.epoch):
            # `True` is an int to Python, and a str must not even be named in the message.
            if type(number) is not int:
                raise TypeError("a record holds whole numbers only")
            if not 0 <= number <= LARGEST:
                raise ValueError("a record's numbers are between 0 and 4294967295")
