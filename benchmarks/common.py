"""What the measurements share: the shipped leap, and how it is put together."""

from kaleidostage.acts import load as load_act
from kaleidostage.judging import outcome_names
from kaleidostage.judging.trampoline import judged, judges_seed, outcome
from kaleidostage.odds import count
from kaleidostage.perform import perform
from kaleidostage.performers import load, steadiness
from kaleidostage.rigs import FlyBars
from kaleidostage.rigs import load as load_rig
from kaleidostage.scene import STEP, compose
from kaleidostage.technique import load as load_technique


def leap():
    """Return scene and technique of the leap that is measured."""
    scene = compose(load("layla"), FlyBars())
    return scene, load_technique("first-leap", "layla", "reference")


def jumps():
    """Return scene, technique and flights of the jumps that are measured."""
    act = load_act("straight-jumps")
    return *setting(act), act.flown


def setting(act, step=STEP):
    """Return scene and technique of an act, by its own cast on its own rig."""
    scene = compose(load(act.cast), load_rig(act.rig), step=step)
    return scene, load_technique(act.name, act.cast, act.rig)


def odds(act_name, *, takes, step=STEP, seed=12):
    """Count takes of an act by its own cast on its own rig at national steadiness."""
    act = load_act(act_name)
    scene, technique = setting(act, step)
    steady = steadiness("national")
    if act.elements:
        tally, _ = perform(
            scene,
            technique,
            steady,
            seed=seed,
            takes=range(takes),
            elements=act.flown,
        )
        marks = judged(tally, act, [judges_seed(seed, i) for i in range(takes)])
        return count(list(map(outcome, marks, tally.done.tolist())))
    tally, _ = perform(scene, technique, steady, seed=seed, takes=range(takes))
    grip = scene.performer.grip
    return count(
        outcome_names(tally, act, reach=grip.reach, catch_speed=grip.catch_speed)
    )
