"""What can be wrong with a detail a guest gave."""

from __future__ import annotations

from typing import Literal

Problem = Literal[
    "past_date",  # the arrival is over
    "departure_not_after_arrival",
    "stay_too_long",
    "no_such_date",  # 31 June, 29 February of a common year
    "ambiguous_date",  # 02/03: read day first, to be confirmed in words
    "invalid_phone",
    "invalid_email",
]
