"""The words for how a leap ended: landed, or the first thing that went wrong."""

LANDED = "landed"
"""Both hands hold the far bar, and still do after the next full swing."""

CAUSES = (
    "short",
    "long",
    "high",
    "low",
    "too fast",
    "grip broke",
    "hit the bar or the board",
    "other",
)
"""Why a leap did not land; one for each miss, so they add up to all misses."""

BED_CAUSES = (
    "straight jump",
    "fall",
    "other landing",
    "off the bed",
    "stopped",
    "not finished",
    "another skill",
    "other",
)
"""Why a routine did not go as on its card: what interrupted it, or what was done."""
