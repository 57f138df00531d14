"""The verb `list`: what is shipped."""

import click

from . import options, say

KINDS = ("acts", "performers", "rigs", "techniques", "steadiness")


@click.command(name="list")
@click.argument("kind", required=False, metavar="[KIND]", type=click.Choice(KINDS))
@options.as_json
def list_shipped(kind: str | None, json_: bool) -> None:
    """List what is shipped: acts, performers, rigs, techniques, steadiness levels."""
    things = {name: _things(name) for name in ((kind,) if kind else KINDS)}
    if json_:
        say.as_json(things)
        return
    for name, found in things.items():
        say.result(f"{name}:")
        width = max(map(len, found), default=0)
        for thing, about in found.items():
            say.result(f"  {thing:{width}}  {about}".rstrip())


def _things(kind: str) -> dict[str, str]:
    """Return the name of each thing of a kind, with a word about it."""
    from .. import acts, performers, rigs, technique

    if kind == "acts":
        return {name: acts.load(name).about for name in acts.names()}
    if kind == "performers":
        return {name: _performer(name) for name in performers.names()}
    if kind == "rigs":
        return {name: _rig(name) for name in rigs.names()}
    if kind == "techniques":
        pairs = [(act, name) for act in acts.names() for name in technique.names(act)]
        return {f"{act}/{name}": _found(act, name) for act, name in pairs}
    return {name: _level(name) for name in performers.STEADINESS_NAMES}


def _performer(name: str) -> str:
    from .. import performers

    who = performers.load(name)
    return f"{who.about} ({who.sex}, {who.height:.2f} m, {who.mass:.1f} kg)"


def _rig(name: str) -> str:
    from .. import rigs

    rig = rigs.load(name)
    if isinstance(rig, rigs.Trampoline):
        return f"trampoline, bed {rig.length:g} m by {rig.width:g} m"
    return f"pivots {rig.pivot_height:g} m up, {rig.span:g} m apart"


def _found(act: str, name: str) -> str:
    from .. import technique

    return str(technique.read_shipped(act, name).found.get("odds", ""))


def _level(name: str) -> str:
    from .. import performers

    level = performers.steadiness(name)
    return f"{level.target_deg:g} deg in joints, {level.timing_ms:g} ms in timing"
