"""Finishing: forks of a jump, the slopes they tell, and what is learned from them."""

import numpy as np
import pytest

from kaleidostage import acts, performers, rigs
from kaleidostage.perform.bed.bounce import Bounce
from kaleidostage.perform.bed.fork import fork, together
from kaleidostage.perform.bed.noise import draw
from kaleidostage.perform.bed.observe import MOVES, time_left
from kaleidostage.perform.bed.rows import felt_rows
from kaleidostage.perform.bed.start import begin
from kaleidostage.rehearsal.balance.agent import FELT, OUT, Agent
from kaleidostage.rehearsal.balance.earning import missed
from kaleidostage.rehearsal.balance.finish import HELD, Finisher, pulled
from kaleidostage.rehearsal.balance.kicks import (
    HIGH,
    KNOTS,
    MEASURE,
    crossing,
    play,
    result_of,
)
from kaleidostage.rehearsal.balance.learn import Course
from kaleidostage.rehearsal.balance.learned import Learned
from kaleidostage.rehearsal.balance.lesson import Lesson
from kaleidostage.rehearsal.balance.slopes import COUNTS, KICK, Jump, jumps, slope
from kaleidostage.rehearsal.balance.task import Task
from kaleidostage.scene import compose
from kaleidostage.technique import load
from kaleidostage.technique.bed import FIGURES, bed_plan, card_of

TURN, TWIST = 0, 7  # In MEASURE.


@pytest.fixture(scope="module")
def jumper():
    """Return who jumps already, and a lesson in which she does."""
    scene = compose(performers.load("nilo"), rigs.load("competition"))
    own = load("straight-jumps", "nilo", "competition")
    agent = Agent(3)
    agent.take_over(own.balance)
    agent.load(agent.flat)
    task = Task(
        phases=own.phases, card=acts.load("straight-jumps").flown,
        aim=(1.5, 1.5), seconds=20.0,
    )  # fmt: skip
    level = performers.steadiness("national")
    lesson = Lesson(scene, bed_plan(own.phases), task, level, 8, (2,), 1.0)
    left = np.full(8, np.inf)
    for _ in range(200):
        lead(lesson, agent)
        soon, left = crossing(lesson.body, left)
        if soon.sum() >= 2:
            break
    bodies = fork(lesson.body, np.flatnonzero(soon))
    course = Course(scene=scene, task=task, steadiness=level, bodies=3, seed=4)
    return agent, lesson, bodies, course


def lead(lesson, agent):
    row = lesson.known()[:, :FELT].astype(np.float32)
    lesson.step(agent.moves(row).astype(np.float64))


def on(body, agent, lesson, ticks):
    for _ in range(ticks):
        moves = agent.moves(felt_rows(body).astype(np.float32)).astype(float)
        body.tick(moves, lesson.rollout, lesson.data)
    return body.physics.state.copy(), felt_rows(body)


def test_a_fork_goes_on_as_its_body_does_and_leaves_it_alone(jumper):
    agent, lesson, bodies, _ = jumper
    was = bodies.physics.state.copy()
    first = on(fork(bodies, np.array([1, 1, 0])), agent, lesson, 80)
    np.testing.assert_array_equal(bodies.physics.state, was)
    again = on(fork(bodies, np.array([0, 1])), agent, lesson, 80)
    for one, two in zip(first, again, strict=True):
        # Not to the bit: rows multiply otherwise beside others.
        np.testing.assert_allclose(one[[2, 0]], two, atol=2e-3)
        np.testing.assert_array_equal(one[0], one[1])


def test_bodies_put_together_are_what_they_were_alone(jumper):
    agent, lesson, bodies, _ = jumper
    apart = [fork(bodies, np.array([1])), fork(bodies, np.array([0, 1]))]
    whole = together(apart)
    np.testing.assert_array_equal(felt_rows(whole), felt_rows(bodies)[[1, 0, 1]])
    far = on(whole, agent, lesson, 80)[0]
    np.testing.assert_array_equal(far[0], far[2])
    assert np.abs(far[0] - far[1]).max() > 0.01


def test_slopes_of_what_goes_straight_are_found():
    dice = np.random.default_rng(1)
    some = dice.normal(size=(16, 6)) * KICK
    kick = np.concatenate((np.zeros((1, 6)), some, -some))
    true = dice.normal(size=(6, 4))
    bend = 5.0 * (kick[:, :1] ** 2)
    found = slope(kick, 3.0 + kick @ true + bend)
    for one, wanted in zip(found.T, true.T, strict=True):
        # Less steep than they are, for safety, but the same way.
        assert 0.7 < one @ wanted / (wanted @ wanted) < 1.0
        assert one @ wanted > 0.97 * np.sqrt((one @ one) * (wanted @ wanted))


def test_slopes_foretell_what_moves_do_to_a_jump(jumper):
    """Against the engine: a kick that is to turn the body turns it."""
    agent, lesson, bodies, _ = jumper
    found, flown = jumps(lesson, agent, bodies, np.random.default_rng(6))
    assert flown == len(bodies.air) == len(found)
    for i, jump in enumerate(found):
        # A kick as the slope goes, the same in every tick about the landing.
        way = jump.slope[:, :, TURN].sum(axis=0)
        kick = np.zeros((3, OUT, len(KNOTS)))
        step = 0.5 / (way * way).sum()  # To turn by half of what counts as one.
        kick[1], kick[2] = step * way[:, None], -step * way[:, None]
        forks = fork(bodies, np.array([i, i, i]))
        result = play(agent, forks, kick, 1, lesson.rollout, lesson.data).result
        one = (result[1, TURN] - result[2, TURN]) / 2.0 / MEASURE[TURN]
        assert 0.2 < one < 1.0
        if jump.miss[HIGH] < 0.0:  # Height is asked for little by little.
            assert jump.miss[HIGH] >= -COUNTS
        np.testing.assert_allclose(
            np.delete(jump.miss, HIGH),
            np.delete(result[0] / MEASURE, HIGH), atol=2e-2,
        )  # fmt: skip


@pytest.mark.parametrize(("skill", "counts"), [("/", True), ("01", False)])
def test_only_a_twist_that_is_not_wanted_counts_as_missed(jumper, skill, counts):
    _, lesson, _, _ = jumper
    plan = lesson.plan
    noise = draw(performers.steadiness("none"), 0, [0], 4, 10.0)
    aim = np.array([1.4])
    state = begin(lesson.scene, plan.pose[plan.last], aim, np.zeros((1, 9)))
    card, begun = card_of([acts.read_skill(skill)], 1), np.array([0.1])
    body = Bounce(lesson.scene, plan, card, noise, state, aim, begun=begun)
    body.count.twist[:], body.seen.spin[:, 2] = 0.2, 1.0
    over = body.seen.place[:, 2] - body.build.low
    left = float(time_left(over, body.seen.speed[:, 2])[0])
    assert left > 0.5
    wanted = 0.2 + left if counts else 0.0
    assert result_of(body)[0, TWIST] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("rate", "way"), [(-0.5, 1.0), (-2.9, 0.0), (-8.0, -1.0), (0.5, 1.0)]
)
def test_a_tuck_still_to_come_is_opened_when_it_must(jumper, rate, way):
    """Only what no moment of opening mends counts as missed; jumps have none."""
    _, lesson, _, _ = jumper
    own = load("back-tuck", "nilo", "competition")
    plan, count = bed_plan(own.phases), 2
    card = card_of([acts.read_skill("4-o b")], count)
    aim = np.full(count, 1.35)
    noise = draw(performers.steadiness("none"), 0, range(count), 4, 10.0)
    state = begin(lesson.scene, plan.pose[plan.last], aim, np.zeros((count, 9)))
    begun = np.array([0.05, np.nan])
    body = Bounce(lesson.scene, plan, card, noise, state, aim, begun=begun)
    body.follower.coming[0] = plan.first[1, FIGURES.index("tuck")]
    assert not body.follower.shut.any()
    body.count.turn[0], body.seen.spin[:, 1] = 2 * np.pi, rate
    angle, until = body.senses.past[0].angle, np.full(count, 1.4)
    found = missed(body, angle, until, begun=True)
    opened = missed(body, angle, until)
    assert np.sign(found[0]) == way
    assert opened[0] == pytest.approx(2 * np.pi + 1.4 * rate, abs=0.3)
    assert found[1] == opened[1] == pytest.approx(1.4 * rate, abs=0.3)


def test_the_pull_on_a_jump_is_the_slope_of_what_it_misses():
    dice = np.random.default_rng(2)
    shape = (5, 4)
    jump = Jump(
        felt=np.zeros((5, 3), np.float32),
        moves=dice.normal(size=shape).astype(np.float32),
        slope=dice.normal(size=(*shape, 3)).astype(np.float32) / 4,
        miss=dice.normal(size=3).astype(np.float32),
    )
    moves = jump.moves + dice.normal(size=shape) / 20

    def missed(at):
        by = at - jump.moves
        miss = jump.miss + np.einsum("to,toq->q", by, jump.slope)
        return 0.5 * (miss * miss).sum() + 0.5 * HELD * (by * by).sum()

    pull, far = pulled(jump, moves)
    assert far == pytest.approx(np.sqrt(((moves - jump.moves) ** 2).mean()))
    for place in ((0, 0), (2, 3), (4, 1)):
        step = np.zeros(shape)
        step[place] = 1e-3
        rise = (missed(moves + step) - missed(moves - step)) / 2e-3
        assert pull[place] == pytest.approx(rise, rel=1e-3, abs=1e-4)


def test_finishing_moves_the_balance_alone_and_the_same_way_twice(jumper):
    agent, _, _, course = jumper

    class Alone:
        def wait(self):
            pass

    ends = []
    for _ in range(2):
        learned = Learned.begin(agent, 1.0)
        shared = np.zeros((1, agent.flat.size), np.float32), np.zeros((1, 16)), Alone()
        one = Finisher(course, 0, shared, learned)
        one.begin()
        told = [one.improve(k) for k in range(4)]
        ends.append((learned.flat, told))
    np.testing.assert_array_equal(ends[0][0], ends[1][0])
    assert ends[0][1] == ends[1][1]
    moved = ends[0][0] - agent.flat
    assert np.abs(moved[: agent.acting]).max() > 1e-5
    assert not moved[agent.acting :].any()
    told = ends[0][1]
    assert told[0]["moved"] == told[1]["moved"] == 0.0 < told[-1]["moved"] < 0.05
    assert 1 <= told[0]["lasted"] <= told[0]["attempts"]


def test_the_opening_is_not_kicked(jumper):
    agent, lesson, bodies, _ = jumper
    found, _ = jumps(lesson, agent, bodies, np.random.default_rng(1))
    assert all(not jump.slope[:, MOVES - 1].any() for jump in found)
    assert all(jump.slope[:, MOVES].any() for jump in found)
