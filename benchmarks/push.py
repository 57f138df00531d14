"""How high a performer's push alone throws: each general jump's next flight.

No balance leads: one drop from the top of a flight, one push, no noise. A push that
keeps the flight up is what the general jump of the trampoline was searched for. Beside
it, what becomes of the same push when every pose errs as a national gymnast's does: how
much height that takes, and how far round the body is by its landing. What turns differ
by, balance has to mend in every jump; their mean it can know beforehand.
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
from kaleidostage.perform.bed.observe import MOVES, SIDE_MOVES, flight_time, time_left
from kaleidostage.perform.bed.start import begin
from kaleidostage.rehearsal.balance.earning import MIDDLE, missed
from kaleidostage.scene import compose
from kaleidostage.technique import read_school
from kaleidostage.technique.bed import bed_plan, card_of

FLIGHTS = (1.2, 1.35, 1.5, 1.6, 1.7)
LATE = 0.1  # [s]
TICKS = 300
DRAWS, SEED = 48, 12  # Of unsteady poses.


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
        print(
            f"{name}: flight, the next one, one pushed {LATE:g} s later, unsteady ones"
        )
        for flight in FLIGHTS:
            own, other = (following(scene, p, flight) for p in (school, late))
            told = unsteady(scene, school, flight)
            print(f"  {flight:.2f} s: {own:.2f} s, {other:.2f} s, {told}")
            kept &= name != "nilo" or flight > 1.5 or own > flight - 0.02
    return not kept


def unsteady(scene, phases, flight):
    """Return in words what comes of many pushes from poses that err."""
    level = performers.steadiness("national")
    noise = draw(level, SEED, range(DRAWS), 4, 10.0)
    noise = replace(noise, start=0 * noise.start, felt=0 * noise.felt)
    flights, turns = thrown(scene, phases, flight, noise)
    spread = f"{turns.mean():+.1f} +- {turns.std():.1f} rad"
    return f"{flights.mean():.2f} s, turned {spread}"


def following(scene, phases, flight):
    """Return how long the flight after a flight of so many seconds lasts. [s]"""
    steady = draw(performers.steadiness("none"), 0, [0], 4, 10.0)
    return float(thrown(scene, phases, flight, steady)[0][0])


def thrown(scene, phases, flight, noise):
    """Return how long flights after one of so many seconds last, and their turns.

    Args:
        scene: Who, on which trampoline.
        phases: Of every jump.
        flight: How long the one before it lasts. [s]
        noise: How pushes err, B of them.

    Returns:
        Times of flight, 0 for who does not take off [s], and the whole body's turn
        ahead in the middle of the next contact [rad], shape (B,) each.
    """
    plan = bed_plan(phases)
    count = len(noise.moment)
    aim = np.full(count, flight)
    card = card_of([read_skill("/")], count)
    state = begin(scene, plan.pose[plan.last], aim, np.zeros((count, 9)))
    body = Bounce(scene, plan, card, noise, state, aim)
    rollout, data = Rollout(nthread=0), [mujoco.MjData(scene.hang)]
    flights, turns = np.zeros(count), np.zeros(count)
    for _ in range(TICKS):
        body.tick(np.zeros((count, MOVES + SIDE_MOVES)), rollout, data)
        up = body.take_off & (body.take_offs == 1)
        over, climb = body.seen.place[:, 2] - body.build.low, body.seen.speed[:, 2]
        until = time_left(over, climb) + MIDDLE
        flights = np.where(up, flight_time(over, climb), flights)
        turn = missed(body, body.senses.past[0].angle, until)
        turns = np.where(up, turn, turns)
        if (body.take_offs > 0).all():
            break
    return flights, turns


if __name__ == "__main__":
    sys.exit(main())
