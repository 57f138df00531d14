"""What a technique is: phases of poses, their moments, and how the arms reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .balance import Balance

# What a phase's moment is counted from.
EVENTS = ("take-off", "release", "catch")
# Joint groups as coaches write them; without a side they mean both sides.
PAIRED = (
    "shoulder_flexion",
    "shoulder_abduction",
    "shoulder_rotation",
    "elbow_flexion",
    "hip_flexion",
    "hip_abduction",
    "knee_flexion",
    "ankle_plantarflexion",
)
SINGLE = ("spine_flexion", "spine_bending", "spine_torsion")
GROUPS = SINGLE + PAIRED


# What else than time can begin a phase, and what a performer feels.
WHENS = ("time", "apex", "near", "turned")
SENSES = ("lean", "spin", "height", "bar")


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One pose, when it is begun and how quickly it is taken.

    Attributes:
        name: As the trapeze school calls it: sweep, force-out, hollow, seven ...
        after: The event its moment is counted from, one of EVENTS, or of BED_EVENTS
            on the trampoline.
        at: Moment the phase begins after that event, or the earliest moment where
            `when` waits for more. [s]
        move: Time the joint targets take to reach the pose. [s]
        pose: Joint or joint group -> target; joints not named keep theirs, on the
            trampoline they are at 0. [rad]
        hands: "open" lets go, "reach" sends the arms to the bar and closes the
            hands on it, "" leaves the hands as they are.
        when: "time" waits for nothing more; "apex" for the body to stop rising,
            "near" for the shoulders to be within `level` of the far bar [m],
            "turned" for the trunk to have turned backwards by `level` since the
            release [rad]. On the trampoline "landing" waits until `level` is left
            to the landing [s], "turned" until an opened body turns the rest by itself.
        level: See `when`.
        of: On the trampoline, the shape whose flights it belongs to, "shaped" for
            those of all shapes but straight, "" for every one.
    """

    name: str
    after: str
    at: float
    move: float
    pose: Mapping[str, float] = field(default_factory=dict)
    hands: str = ""
    when: str = "time"
    level: float = 0.0
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """How a pose is changed by what the performer feels as its phase begins.

    Attributes:
        phase: Name of the phase.
        feels: One of SENSES: forward lean of the trunk [rad], its backward turning
            speed [rad/s], height of the centre of mass [m], distance from the
            shoulders to the far bar [m].
        expected: What it is when all goes as rehearsed.
        joint: Joint or joint group whose target is changed.
        gain: Change of the target for each unit felt above what was expected. [rad]
    """

    phase: str
    feels: str
    expected: float
    joint: str
    gain: float


@dataclass(frozen=True, kw_only=True)
class Technique:
    """How an act is done, for one performer on one rig.

    Attributes:
        act: Name of the act it is for.
        performer: Who it was found for.
        rig: On which rig.
        call: When the helper lets go of the far bar, after take-off. [s]
        lead: How far ahead the reaching arms aim at the moving bar. [s]
        phases: In order; those of one event have rising moments.
        feedback: What is changed by feel, none by default.
        found: How it was found: command, seed, seconds, odds then measured.
        aim: On the trampoline, the time of flight of every jump, else 0. [s]
        balance: On the trampoline, how the performer keeps upright there.
    """

    act: str
    performer: str
    rig: str
    call: float
    lead: float
    phases: tuple[Phase, ...]
    feedback: tuple[Feedback, ...] = ()
    found: Mapping[str, str | int | float] = field(default_factory=dict)
    aim: float = 0.0
    balance: Balance | None = field(default=None, repr=False)

    @property
    def on_bed(self) -> bool:
        """Whether it is for the trampoline."""
        return self.aim > 0.0

    def phase(self, name: str) -> Phase:
        """Return the first phase called `name`."""
        return next(p for p in self.phases if p.name == name)
