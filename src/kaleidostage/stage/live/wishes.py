"""What the page may ask for, with its limits."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST, SHORTEST = 7200.0, 10.0  # [s] Of a rehearsal; our choice.
MOST_TAKES = 20_000  # Of one request; our choice: about a quarter of an hour.
MOST_SEED = 2**53 - 1  # What a browser counts exactly.

Key = Annotated[str, Field(min_length=1, max_length=80)]
Seconds = Annotated[float, Field(ge=SHORTEST, le=LONGEST, allow_inf_nan=False)]


class Wish(BaseModel):
    """A run as the page asks for it; see `run.Run`."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["rehearse", "show", "sheet"]
    act: Key
    performer: Key
    rig: Key
    steadiness: Key = "national"
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 1
    budget: Seconds = 300.0
    takes: Annotated[int, Field(ge=1, le=MOST_TAKES)] = 200
    of: Annotated[str, Field(max_length=12)] = ""


class More(BaseModel):
    """How much longer a run is to go on. [s]"""

    model_config = ConfigDict(extra="forbid")

    seconds: Annotated[float, Field(ge=0, le=LONGEST, allow_inf_nan=False)] = 0.0
