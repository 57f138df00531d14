"""From joint targets to what muscles of this strength can give in the next tick."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..performers import JOINTS, RISE, Performer, gains, torque_limits
from ..performers.joints import limits

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Muscles:
    """A performer's joints as servos whose torque stays within a person's.

    A servo's torque is kp (u - q) - kv q', so a torque limit is a limit on the target
    u. It is applied once a tick, from the angles and speeds of that moment.

    Attributes:
        kp: Stiffness, shape (nu,). [N m/rad]
        kv: Damping, shape (nu,). [N m s/rad]
        rise: Torque that activation can add in a tick, shape (nu,). [N m]
        performer: Whose.
    """

    kp: Array
    kv: Array
    rise: Array
    performer: Performer

    @classmethod
    @lru_cache(maxsize=16)  # Gains take a model; a lesson asks at every fall.
    def of(cls, performer: Performer, tick: float) -> "Muscles":
        """Return the muscles of `performer` for commands held `tick` seconds."""
        kp, kv = gains(performer)
        strength = performer.strength
        most = np.maximum(strength.positive, strength.negative)
        return cls(kp=kp, kv=kv, rise=most * tick / RISE, performer=performer)

    def command(self, wanted: Array, held: Array, q: Array, qvel: Array) -> Array:
        """Return the servo targets at the start of the next tick.

        During the tick they are to move on with the joint, at `qvel`: a target at
        rest would weaken a moving joint by kp times the way it goes.

        Args:
            wanted: Joint targets, shape (B, nu). [rad]
            held: Servo targets at the end of the last tick, shape (B, nu). [rad]
            q: Joint angles, shape (B, nu). [rad]
            qvel: Joint speeds, shape (B, nu). [rad/s]

        Returns:
            Servo targets whose torque lies within the torque-speed curve and within
            reach of the present torque, shape (B, nu). [rad]
        """
        drag = self.kv * qvel
        low, high = torque_limits(self.performer.strength, qvel)
        now = np.clip(self.kp * (held - q) - drag, low, high)
        asked = self.kp * (np.clip(wanted, *RANGES) - q) - drag
        torque = np.clip(asked, now - self.rise, now + self.rise)
        return q + (np.clip(torque, low, high) + drag) / self.kp


RANGES = tuple(
    np.array(edge) for edge in zip(*(limits(n) for n in JOINTS), strict=True)
)
