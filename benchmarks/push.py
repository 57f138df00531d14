"""How high a performer's push alone throws: each general jump's next flight.

No balance leads: one drop from the top of a flight, one push, no noise. A push that
keeps the flight up is what the general jump of the trampoline was searched for.
"""

import sys
from dataclasses import replace

import mujoco
import numpy as np
from mujoco.rollout import Rollout

from kaleidostage import performers, rigs
from kaleidostage.acts.notation import read_skill
from kaleidostage.perform.bed.bounce import Bounce
from kaleidostage.perform.bed.noise import draw
from kaleidostage.perform.bed.observe import MOVES, SIDE_MOVES, flight_time
from kaleidostage.perform.bed.start import begin
from kaleidostage.scene import compose
from kaleidostage.technique import read_school
from kaleidostage.technique.bed import bed_plan, card_of

FLIGHTS = (1.2, 1.35, 1.5, 1.6, 1.7)
LATE = 0.1  # [s]
TICKS = 300


def main():
    """Print next flights; leave with 1 if the general jump lets 1.5 s fall."""
    school = read_school("trampoline").phases
    late = [
        replace(phase, at=phase.at + LATE) if phase.after == "touchdown" else phase
        for phase in school
    ]
    kept = True
    for name in ("layla", "bruno", "nilo", "sora"):
        scene = compose(performers.load(name), rigs.load("competition"))
        print(f"{name}: flight, the next one, and with a push {LATE:g} s later")
        for flight in FLIGHTS:
            own, other = (following(scene, p, flight) for p in (school, late))
            print(f"  {flight:.2f} s: {own:.2f} s, {other:.2f} s")
            kept &= name != "nilo" or flight > 1.5 or own > flight - 0.02
    return not kept


def following(scene, phases, flight):
    """Return how long the flight after a flight of so many seconds lasts. [s]"""
    plan = bed_plan(phases)
    aim = np.array([flight])
    card = card_of([read_skill("/")], 1)
    noise = draw(performers.steadiness("none"), 0, [0], 4, 10.0)
    state = begin(scene, plan.pose[plan.last], aim, np.zeros((1, 9)))
    body = Bounce(scene, plan, card, noise, state, aim)
    rollout, data = Rollout(nthread=0), [mujoco.MjData(scene.hang)]
    for _ in range(TICKS):
        body.tick(np.zeros((1, MOVES + SIDE_MOVES)), rollout, data)
        if body.take_offs[0]:
            place, speed = body.seen.place[0, 2], body.seen.speed[0, 2]
            return float(flight_time(place - body.build.low, speed))
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
