"""The balance, how it is learned, and that a lesson is worth trusting."""

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from kaleidostage import acts, performers, rehearsal, rigs
from kaleidostage.acts.notation import read_skill
from kaleidostage.errors import FileFormatError, MismatchError
from kaleidostage.perform.bed.feel import DELAY
from kaleidostage.perform.bed.observe import (
    COMING,
    EVEN,
    LEANS,
    MOVES,
    ODD,
    OWN,
    SIDE_COMING,
    SIDE_MOVES,
    SIDE_OWN,
    even_parts,
    joint_moves,
    odd_parts,
    sight,
)
from kaleidostage.perform.muscles import RANGES
from kaleidostage.performers import JOINTS
from kaleidostage.rehearsal.balance.agent import FELT, KNOWN, OUT, Agent, Tried
from kaleidostage.rehearsal.balance.crew import learn
from kaleidostage.rehearsal.balance.form import untidy
from kaleidostage.rehearsal.balance.learn import Course, Worker
from kaleidostage.rehearsal.balance.learned import Learned
from kaleidostage.rehearsal.balance.lesson import Lesson
from kaleidostage.rehearsal.balance.rehearse import packed, unpacked
from kaleidostage.rehearsal.balance.task import REST, Task
from kaleidostage.rehearsal.start import jumped
from kaleidostage.scene import compose
from kaleidostage.technique import names, read_school, read_shipped
from kaleidostage.technique.balance import Balance
from kaleidostage.technique.balance import packed as packed_balance
from kaleidostage.technique.bed import bed_plan


@pytest.fixture(scope="module")
def balance():
    agent = Agent(4)
    agent.act.layers[4][...] *= 30.0  # Loud enough that bits could differ.
    return agent.balance()


def felt(rows):
    return np.random.default_rng(3).normal(size=(rows, FELT))


def test_a_balance_treats_left_and_right_alike(balance):
    x = felt(7)
    mirror = x * np.r_[np.ones(EVEN), -np.ones(ODD)]
    there, back = balance(x), balance(mirror)
    np.testing.assert_array_equal(there[:, :MOVES], back[:, :MOVES])
    np.testing.assert_array_equal(there[:, MOVES:], -back[:, MOVES:])
    assert np.abs(there).max() > 0.01


def test_a_take_moves_the_same_whichever_others_are_balanced_with_it(balance):
    x = felt(37)
    all_ = balance(x)
    for row in (0, 5, 36):
        np.testing.assert_array_equal(balance(x[row : row + 1])[0], all_[row])
    np.testing.assert_array_equal(balance(x[::-1])[::-1], all_)


def test_a_balance_answers_as_the_agent_that_learned_it(balance):
    agent = Agent(0)
    agent.take_over(balance)
    x = felt(9)
    np.testing.assert_allclose(balance(x), agent.moves(x.astype(np.float32)), atol=1e-5)


def short_sighted(balance):
    """Return a balance of the first make, which did not look ahead, and its columns."""
    columns = sight(EVEN - COMING, ODD - SIDE_COMING)
    layers = [balance.layers[0][columns], *balance.layers[1:]]
    sizes = (EVEN - COMING, ODD - SIDE_COMING, balance.hidden, MOVES, SIDE_MOVES)
    return packed_balance(layers, sizes), columns


def test_a_balance_that_did_not_look_ahead_moves_as_it_did(balance):
    old, columns = short_sighted(balance)
    agent, x = Agent(0), felt(9)
    agent.take_over(old)
    moves = agent.moves(x.astype(np.float32))
    np.testing.assert_allclose(old(x[:, columns]), moves, atol=1e-5)
    x[:, OWN : OWN + COMING] += 1.0
    x[:, EVEN + SIDE_OWN] += 1.0
    np.testing.assert_array_equal(agent.moves(x.astype(np.float32)), moves)


def test_what_comes_is_taken_for_a_lean_at_first(balance):
    old, _ = short_sighted(balance)
    agent, x = Agent(0), felt(9).astype(np.float32)
    agent.take_over(old, lean=0.1)
    x[:, OWN] = 0.0
    upright = x.copy()
    x[:, OWN] = -1.0  # A whole somersault backward comes next.
    for column, each in LEANS.items():
        upright[:, column] += 0.1 * each
    np.testing.assert_allclose(agent.moves(x), agent.moves(upright), atol=1e-4)


def test_a_lean_is_felt_where_it_is_said_to_be(setting):
    scene, act, origin, level = setting
    task = Task(phases=origin.phases, card=act.flown, aim=(1.0, 1.0), seconds=3.0)
    lesson = Lesson(scene, bed_plan(origin.phases), task, level, 3, (1,), 0.0)
    before = lesson.known()
    lesson.body.senses.felt[:, 2] += 0.01
    told = (lesson.known() - before)[:, :FELT]
    expected = np.zeros(FELT)
    expected[list(LEANS)] = [0.01 * each for each in LEANS.values()]
    np.testing.assert_allclose(told, np.tile(expected, (3, 1)), atol=1e-12)


def test_what_comes_next_is_known_in_the_air_alone(setting):
    scene, _, origin, level = setting
    card = [read_skill(word) for word in ("4-o b", "01", "<")]
    task = Task(phases=origin.phases, card=card, aim=(1.0, 1.0), written=1.0)
    lesson = Lesson(scene, bed_plan(origin.phases), task, level, 64, (1,), 0.0)
    body = lesson.body
    first = body.take_offs == 0
    assert first.sum() > 20
    names = ("quarters", "twists", "figure")
    for name in names:
        column = getattr(body.card, name)
        expected = np.where(first, column[:, 0], column[:, 1])
        np.testing.assert_array_equal(body.coming(name), expected)
    body.air[:] = False
    body.keep(np.arange(64))  # Looked up anew.
    assert all((body.coming(name) == 0).all() for name in names)
    body.air[:], body.take_offs[:] = True, body.card.quarters.shape[1]
    body.keep(np.arange(64))
    assert all((body.coming(name) == 0).all() for name in names)


@pytest.mark.parametrize("change", [{"hidden": 64}, {"even": 7}])
def test_lessons_do_not_go_on_with_a_balance_of_another_make(balance, change):
    with pytest.raises(MismatchError, match="begin with another file"):
        Agent(0).take_over(replace(balance, **change))


def test_a_balance_of_another_size_is_refused(balance):
    wrong = replace(balance, hidden=64)
    with pytest.raises(ValueError, match="weights"):
        wrong(felt(1))


def test_moves_of_the_joints_mirror_as_they_are_told_apart():
    draw = np.random.default_rng(0)
    moves = draw.normal(size=(5, MOVES + SIDE_MOVES))
    joints = joint_moves(moves)
    np.testing.assert_allclose(even_parts(joints), moves[:, : MOVES - 1])
    np.testing.assert_allclose(odd_parts(joints), moves[:, MOVES:])
    left = JOINTS.index("hip_flexion_l")
    right = JOINTS.index("hip_flexion_r")
    other = moves.copy()
    other[:, MOVES:] *= -1.0
    np.testing.assert_allclose(joint_moves(other)[:, left], joints[:, right])


def test_the_gradient_is_that_of_the_loss():
    """By differences of the chance of what was truly done, carried strays included."""
    agent, draw = Agent(1), np.random.default_rng(2)
    agent.load(agent.flat + draw.normal(size=len(agent.flat)).astype(np.float32) * 0.05)
    ticks, bodies, carry = 6, 3, np.float32(0.7)
    shape = (ticks, bodies)
    x = draw.normal(size=(*shape, KNOWN)).astype(np.float32)
    own, rows = x.reshape(-1, KNOWN)[:, :FELT], x.reshape(-1, KNOWN)
    gain, earned = draw.normal(size=(2, *shape)).astype(np.float32)
    goes_on = draw.random(shape) < 0.7
    goes_on[0] = False
    error = 0.1 * draw.normal(size=(*shape, OUT)).astype(np.float32)
    mean = agent.moves(own).reshape(*shape, OUT)
    done, before = np.empty_like(mean), np.zeros((bodies, OUT), np.float32)
    for k in range(ticks):  # What the joints were told: the mean, and the stray.
        done[k] = mean[k] + error[k] + carry * before
        before = done[k] - mean[k]

    def chance(of):
        """Of what was done, given what was done before: strays follow the balance."""
        now = of.moves(own).reshape(*shape, OUT)
        stray = done - now
        left = done - mean  # Where nothing goes on, the stray before is a given.
        held = np.where(goes_on[1:, :, None], stray[:-1], left[:-1])
        new = stray - carry * np.concatenate((np.zeros_like(stray[:1]), held))
        z = new / np.exp(of.spread)
        return -0.5 * (z * z).sum(axis=2) - of.spread.sum()

    then = chance(agent)

    def loss(flat):
        other = Agent(1)
        other.load(flat)
        ratio = np.exp(chance(other) - then)
        off = other.worth(rows) - earned.ravel()
        return float(-(gain * ratio).mean() + 0.5 * (off * off).mean())

    tried = Tried(
        known=x, moves=mean + error, mean=mean, goes_on=goes_on,
        chance=then.astype(np.float32), gain=gain, earned=earned,
    )  # fmt: skip
    slope, moved = agent.slope(tried, carry=carry)
    assert moved == pytest.approx(0.0, abs=1e-5)
    way = draw.normal(size=len(slope)).astype(np.float32)
    way /= np.linalg.norm(way)
    step = 0.02
    measured = (loss(agent.flat + step * way) - loss(agent.flat - step * way)) / (
        2 * step
    )
    assert float(slope @ way) == pytest.approx(measured, rel=0.05, abs=2e-4)


def test_what_is_learned_survives_its_checkpoint():
    learned = Learned.begin(Agent(3), 0.4)
    learned.steps, learned.generation, learned.rate = 17, 2, 1.5e-4
    learned.settled = learned.flat * np.float32(0.5)
    again = unpacked(packed(learned))
    np.testing.assert_array_equal(again.flat, learned.flat)
    np.testing.assert_array_equal(again.settled, learned.settled)
    assert (again.steps, again.generation) == (17, 2)
    assert (again.rate, again.noise) == (1.5e-4, 0.4)
    for text in ("", "no", packed(learned)[:-40]):
        with pytest.raises(FileFormatError):
            unpacked(text)


def test_lessons_fly_the_card_in_its_order_or_mix_its_skills():
    card = [read_skill(word) for word in ("/", "4-o b", "01")]
    task = Task(phases=(), card=card)
    drawn = task.cards(np.random.default_rng(0), 400)
    assert set(np.unique(drawn.quarters)) == {-4.0, 0.0}
    assert set(np.unique(drawn.twists)) == {-1.0, 0.0, 1.0}
    written = [
        row for row in np.sign(np.abs(drawn.quarters) + 2 * np.abs(drawn.twists))
        if row.sum() == 2
    ]  # fmt: skip
    assert len(written) > 150


def test_a_card_is_flown_again_after_a_rest():
    card = [read_skill(word) for word in ("4-o b", "01")]
    task = Task(phases=(), card=card, written=1.0)
    drawn = task.cards(np.random.default_rng(0), 50)
    kinds = np.where(drawn.quarters != 0, 1, np.where(drawn.twists != 0, 2, 0))
    cycle = np.array([1, 2] + [0] * REST)
    ways = {tuple(np.roll(cycle, k)) for k in range(len(cycle))}
    assert {tuple(row) for row in kinds.tolist()} == ways


def test_what_is_felt_is_what_was_so_a_delay_ago(setting):
    scene, act, origin, level = setting
    task = Task(phases=origin.phases, card=act.flown, aim=(1.0, 1.0), seconds=3.0)
    lesson = Lesson(scene, bed_plan(origin.phases), task, level, 3, (1,), 0.0)
    still = np.zeros((3, OUT))
    known = np.array([lesson.step(still)[0] for _ in range(30)])
    own = np.r_[0:5, EVEN : EVEN + 4]  # Motion ahead and aside, without the card.
    felt, so = known[:, :, own], known[:, :, FELT + own]
    np.testing.assert_allclose(felt[DELAY + 1 :], so[1:-DELAY], atol=1e-9)
    assert np.abs(felt - so).max() > 0.01


def test_who_begins_anew_knows_nothing_of_who_fell(setting):
    scene, act, origin, level = setting
    task = Task(phases=origin.phases, card=act.flown, aim=(1.0, 1.0), seconds=3.0)
    lesson = Lesson(scene, bed_plan(origin.phases), task, level, 6, (1,), 1.0)
    ended = np.zeros(6, dtype=bool)
    while not ended.any():
        known, _, fallen, over = lesson.step(np.zeros((6, OUT)))
        ended = fallen | over
    np.testing.assert_array_equal(known, lesson.known())
    assert np.abs(known - lesson.last)[ended].max() > 0.1
    place = lesson.body.physics.seen.com
    np.testing.assert_allclose(lesson.body.seen.place, place, atol=1e-12)


# A rehearsal, cut short: that it goes the same way twice and goes on where it was.


@pytest.fixture(scope="module")
def setting():
    act = acts.load("straight-jumps")
    who = performers.load("nilo")
    rig = rigs.load("competition")
    origin = rehearsal.start(act, who, rig)
    origin = replace(origin, balance=None, aim=1.0)
    short = replace(act, elements=act.elements[:1])
    return compose(who, rig), short, origin, who.steadiness


@pytest.mark.parametrize("name", ["straight-jumps", "back-tuck", "back-pike", "barani"])
@pytest.mark.parametrize("who", ["nilo", "sora"])
def test_a_rehearsal_begins_as_who_does_the_act_already(name, who):
    act, rig = acts.load(name), rigs.load("competition")
    begun = rehearsal.start(act, performers.load(who), rig)
    assert (begun.act, begun.performer) == (name, who)
    assert begun.balance == read_shipped(name, "nilo").balance


def test_other_acts_are_rehearsed_from_the_act_most_like_them():
    order = jumped()
    assert set(order[:2]) == {"first-routine", "practice-routine"}
    assert order[-1] == "straight-jumps"
    back = replace(
        acts.load("back-tuck"), name="own", elements=(acts.read_skill("4-/ b"),)
    )
    assert "back" in jumped(back)[2]
    front = replace(back, elements=(acts.read_skill("41<"), acts.read_skill("01")))
    assert jumped(front)[2] == "barani"
    for own in (back, front):
        begun = rehearsal.start(own, performers.load("nilo"), rigs.load(own.rig))
        first = next(name for name in jumped(own) if names(name))
        assert begun.balance == read_shipped(first, "nilo").balance


def test_without_a_balance_nobody_jumps(setting):
    from kaleidostage.perform import perform

    scene, act, origin, level = setting
    with pytest.raises(MismatchError, match="rehearse"):
        perform(scene, origin, level, seed=0, takes=[0], elements=act.flown)
    other = Balance(3, 2, 4, 2, 1, "")
    with pytest.raises(MismatchError, match="balance"):
        perform(
            scene, replace(origin, balance=other), level, seed=0, takes=[0],
            elements=act.flown,
        )  # fmt: skip


def learned(setting, generations, begin=None, warm=0.0):
    """Return what is learned in some generations, tiny ones, by a crew of two."""
    scene, act, origin, level = setting
    course = Course(
        scene=scene,
        task=Task(phases=origin.phases, card=act.flown, aim=(1.0, 1.0), seconds=3.0),
        steadiness=level,
        seed=5,
        warm=warm,
        bodies=4,
        ticks=6,
        rounds=2,
    )
    kept, rounds = [], []

    def told(kind, value):
        (kept if kind == "generation" else rounds).append(value)
        return len(kept) < generations

    begin = begin or Learned.begin(Agent(course.seed), 0.3)
    learn(course, begin, workers=2, told=told)
    assert len(kept) == generations
    assert len(rounds) >= 2 * generations
    return kept


def test_learning_goes_the_same_way_twice_and_on_where_it_was(setting):
    once = learned(setting, 2)
    assert np.isfinite(once[-1].flat).all()
    assert np.abs(once[0].flat - Agent(5).flat).max() > 1e-5
    assert once[0].steps < once[1].steps
    on = learned(setting, 1, unpacked(packed(once[0])))
    np.testing.assert_array_equal(on[-1].flat, once[-1].flat)
    np.testing.assert_array_equal(on[-1].square, once[-1].square)
    assert on[-1].generation == 2


def test_bodies_of_a_lesson_are_not_in_step(setting):
    """A round is to hold flight and contact, from its first tick on."""
    scene, act, origin, level = setting
    task = Task(phases=origin.phases, card=act.flown, aim=(1.4, 1.4), seconds=9.0)
    course = Course(scene=scene, task=task, steadiness=level, bodies=38)
    worker = Worker(course, 0, (None, None, None), Learned.begin(Agent(5), 0.3))
    worker.begin()
    body = worker.lesson.body
    assert 0.1 < body.air.mean() < 0.95
    assert np.ptp(body.since[body.air]) > 0.5
    assert worker.lesson.report == []


def test_a_share_is_told_once_attempts_can_have_lasted(setting):
    """Before, only those that fell have ended: a good balance would seem to fail."""
    scene, act, origin, level = setting
    task = Task(phases=origin.phases, card=act.flown, aim=(1.4, 1.4), seconds=3.0)
    course = Course(scene=scene, task=task, steadiness=level, bodies=38, ready=2.0)
    alone = SimpleNamespace(wait=lambda: None)
    shared = (None, np.zeros((1, 16)), alone)
    worker = Worker(course, 0, shared, Learned.begin(Agent(5), 0.3))
    worker.begin()
    worker.lesson.report += [(1.0, 2.0, 1.0, 0.0, 0.0, 0.0)] * 5  # Fallen so far.
    assert worker._report(0.0)["attempts"] == 0
    worker.lesson.clock = 5.0
    told = worker._report(0.0)
    assert (told["attempts"], told["lasted"], told["landings"]) == (5, 0, 10)
    worker.begin()
    assert worker._report(0.0)["attempts"] == 5  # Of the lesson before.


def test_a_balance_waits_until_the_guess_knows_its_worth(setting):
    once = learned(setting, 2, warm=1.0)
    agent, begun = Agent(5), Agent(5)
    agent.load(once[0].flat)
    acting = agent.acting
    np.testing.assert_array_equal(agent.flat[:acting], begun.flat[:acting])
    assert np.abs(agent.flat[acting:-OUT] - begun.flat[acting:-OUT]).max() > 1e-4
    assert np.abs(once[1].flat[:acting] - begun.flat[:acting]).max() > 1e-6
    # Its first steps are as short as at any beginning.
    assert once[1].steps == once[0].steps


def test_the_general_jump_has_a_pose_for_every_shape():
    names = {phase.of for phase in read_school("trampoline").phases}
    assert names == {"", "tuck", "pike", "straddle", "shaped"}
    tuck = next(p for p in read_school("trampoline").phases if p.of == "tuck").pose
    hip = math.degrees(tuck["hip_flexion"] + tuck["spine_flexion"])
    assert 180.0 - hip < 135.0  # What the judges call a tuck: docs/marks.md.
    assert 180.0 - math.degrees(tuck["knee_flexion"]) < 135.0


def test_form_costs_before_the_judges_see_another_skill():
    """Legs apart, and hips bent in a straight flight; a strained joint anywhere."""
    plan = SimpleNamespace(pose=np.zeros((1, len(JOINTS))))
    phase = np.zeros(4, dtype=np.int64)
    states = np.zeros((4, 2, len(JOINTS)))
    body = SimpleNamespace(
        follower=SimpleNamespace(plan=plan, phase=phase),
        physics=SimpleNamespace(states=states),
        scene=SimpleNamespace(joints=(slice(None),)),
        figure=np.array([0, 0, 0, 1]),
        air=np.array([True, True, False, True]),
    )
    angle = np.zeros((4, len(JOINTS)))
    assert not untidy(body, angle).any()
    angle[:, JOINTS.index("spine_flexion")] = 0.75
    assert (untidy(body, angle) > 0.0).tolist() == [True, True, False, False]
    angle[1, JOINTS.index("spine_flexion")] = 0.0
    angle[1, JOINTS.index("hip_abduction_l")] = 0.5
    assert untidy(body, angle)[1] > 0.0
    ankle = JOINTS.index("ankle_plantarflexion_l")
    states[2, :, ankle] = RANGES[0][ankle] - 0.04
    assert untidy(body, angle)[2] == 0.0
    states[2, 0, ankle] -= 0.04  # Between two ticks.
    assert untidy(body, angle)[2] > 0.0
