"""From a first catch to a steady one: noise grows, and so do the tries."""

from dataclasses import dataclass, fields, replace

from ..performers import Steadiness


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a rehearsal.

    Attributes:
        name: For people.
        noise: Share of the performer's noise.
        tries: Takes each candidate is given a generation.
        enough: Landed share of all takes of a generation that ends the stage.
    """

    name: str
    noise: float
    tries: int
    enough: float


# A noiseless leap first, then steadiness. Numbers: our choice, by trial.
STAGES = (
    Stage(name="finding", noise=0.0, tries=1, enough=0.25),
    Stage(name="trying", noise=0.5, tries=3, enough=0.4),
    Stage(name="hardening", noise=1.0, tries=8, enough=2.0),
)


def softened(steadiness: Steadiness, share: float) -> Steadiness:
    """Return a performer whose every error is `share` of what it was."""
    numbers = {
        f.name: getattr(steadiness, f.name) * share
        for f in fields(steadiness)
        if f.name != "name"
    }
    return replace(steadiness, **numbers)
