"""What the file of a trampoline holds, and what cannot be built or jumped on."""

from .sizes import Form, Refuse, Size
from .trampoline import CLEARANCE, WHIP, Trampoline

LEAST_PUSH = 1300.0
"""Push that a bed must reach by half its height. [N]

Our choice: it carries twice a person of 65 kg well over the floor.
"""

FASTEST = 300.0
"""Fastest ringing of an empty bed. [rad/s]

Our choice: steps of 2.5 ms follow it; those methods go wild at 800 rad/s.
"""

HARDEST = 30000.0
"""How much stiffer than in the middle the corners of a bed may be. [N/m]

Our choice, twenty times the competition bed's. At 70 kN/m and a plate of 2 kg a body
came back with a little more energy than it had: the contact's give is no spring.
"""

# All bounds are our choice: from a garden's trampoline to one that nobody has built.
_SIZES = {
    "length": Size("length_m", 1.0, 12.0),
    "width": Size("width_m", 0.5, 6.0),
    "frame_length": Size("frame_length_m", 1.1, 14.0),
    "frame_width": Size("frame_width_m", 0.6, 8.0),
    "height": Size("height_m", 0.3, 3.0),
    "linear": Size("linear_N_m", 200.0, 20000.0),
    "square": Size("square_N_m2", 0.0, 50000.0),
    "cube": Size("cube_N_m3", 0.0, 50000.0),
    "off_x": Size("off_x_per_m2", 0.0, 1.0),
    "off_y": Size("off_y_per_m2", 0.0, 1.0),
    "off_stiffness": Size("off_stiffness_N_m", 0.0, 20000.0),
    "mass": Size("mass_kg", 1.0, 50.0),
    "damping": Size("damping_Ns_m", 0.0, 200.0),
    "sideways": Size("sideways_N_m", 1000.0, 100000.0),
}


def _check(refuse: Refuse, rig: Trampoline) -> None:
    """Refuse a bed that does not fit its frame or does not bear people."""
    for name in ("length", "width"):
        frame = getattr(rig, f"frame_{name}")
        refuse(
            name,
            getattr(rig, name) >= frame,
            f"must be less than the frame's {frame:g} m: the bed hangs inside it",
        )
    refuse(
        "square",
        rig.square * WHIP >= rig.linear,
        f"must be less than {rig.linear / WHIP:g}, linear_N_m over {WHIP:g} m: the "
        "empty bed would be pushed up, away from where it rests",
    )
    _check_strength(refuse, rig)
    _check_stiffness(refuse, rig)


def _check_strength(refuse: Refuse, rig: Trampoline) -> None:
    """Refuse a bed on which people stand on the floor."""
    depth = (rig.height - CLEARANCE) / 2
    push = rig.force(depth)
    refuse(
        "linear",
        push < LEAST_PUSH,
        f"is too soft: with square_N_m2 and cube_N_m3 the bed pushes back {push:.4g} N "
        f"when {depth:.4g} m deep, half way to the floor; it must be at least "
        f"{LEAST_PUSH:g} N: make the bed stiffer or the frame higher",
    )


def _check_stiffness(refuse: Refuse, rig: Trampoline) -> None:
    """Refuse a bed whose corners or whose ringing the physics cannot follow."""
    corner = rig.stiffer(rig.length / 2, rig.width / 2)
    more = rig.off_stiffness * corner
    refuse(
        "off_stiffness",
        more > HARDEST,
        f"must be at most {HARDEST / max(corner, 1e-9):.4g}: in its corners the bed "
        f"would be {more:.4g} N/m stiffer than in the middle, where feet hit a wall",
    )
    depth = rig.height - CLEARANCE
    bent = rig.linear + depth * (2 * rig.square + depth * 3 * rig.cube)
    least = max(bent + more, rig.sideways) / FASTEST**2
    refuse(
        "mass",
        rig.mass < least,
        f"must be at least {least:.3g}: lighter, a bed as stiff as this rings too fast "
        "to be computed",
    )


TRAMPOLINE = Form(kind=Trampoline, table="trampoline", sizes=_SIZES, check=_check)

__all__ = ["LEAST_PUSH", "TRAMPOLINE"]
