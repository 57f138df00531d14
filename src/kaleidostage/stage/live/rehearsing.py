"""Rehearsing for the live stage: after each generation its best take is shown."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ... import acts, performers, rehearsal, rigs, technique
from ...files import write_atomic
from ...odds import clopper_pearson
from ...rehearsal.trials import REHEARSAL
from ...scene import compose
from ...technique import Technique
from ..page_data import page_data
from ..replay import replay_html
from ..staging import stage_take
from .frames import packed
from .mirror import Mirror, Seen
from .mirror_bed import look_on_bed
from .run import CHECKPOINT, PAGE, TECHNIQUE

if TYPE_CHECKING:
    from ...acts import Act
    from ...performers import Steadiness
    from ...scene import Scene
    from ..show_data import Show

Tell = Callable[..., None]


def rehearse(told: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Rehearse as told, and tell each generation and its best take.

    Goes on from the checkpoint in the run's folder if there is one.

    Returns:
        Takes and landed takes of the final check, with the exact interval.
    """
    stage = _Stage.of(told, tell)
    kept = stage.home / CHECKPOINT
    done = rehearsal.rehearse(
        stage.scene,
        stage.act,
        stage.origin,
        stage.steadiness,
        seed=stage.seed,
        budget=told["budget"],
        checkpoint=kept,
        resume=kept.exists(),
        threads=told["threads"],
        report=stage.report,
    )
    low, high = clopper_pearson(done.odds_landed, done.odds_takes)
    stage.keep(done.technique, f"{done.odds_landed} of {done.odds_takes} landed")
    return {
        "takes": done.odds_takes,
        "landed": done.odds_landed,
        "odds": done.odds_landed / done.odds_takes,
        "low": low,
        "high": high,
        "generations": done.generations,
        "seconds": done.seconds,
    }


@dataclass(kw_only=True)
class _Stage:
    """All that a rehearsal shows."""

    act: "Act"
    scene: "Scene"
    steadiness: "Steadiness"
    origin: Technique
    seed: int
    home: Path
    mirror: Mirror | None
    tell: Tell
    shown: int = 0

    @classmethod
    def of(cls, told: dict[str, Any], tell: Tell) -> "_Stage":
        """Return the stage of a job."""
        act, who = acts.load(told["act"]), performers.load(told["performer"])
        scene = compose(who, rigs.load(told["rig"]))
        level, path = told["steadiness"], told["technique"]
        own = level == "own"
        first = technique.read(path) if path else None
        origin = first or rehearsal.start(act, who, scene.rig)
        home = Path(told["home"])
        kept, seed = home / CHECKPOINT, told["seed"]
        return cls(
            act=act,
            scene=scene,
            steadiness=who.steadiness if own else performers.steadiness(level),
            origin=replace(origin, found={}),
            seed=seed,
            home=home,
            mirror=None if origin.on_bed else Mirror(origin, seed, kept),
            tell=tell,
        )

    def report(self, progress: rehearsal.Progress) -> None:
        """Tell a generation, and show its best take."""
        within = self.origin.on_bed and progress.found is None
        if within or progress.generation == self.shown:
            return  # On the bed progress is told within a generation too.
        self.shown = progress.generation
        seen = self.mirror.look() if self.mirror else look_on_bed(progress)
        self.keep(seen.favourite, f"not checked; stopped while {progress.stage}")
        name = f"{progress.generation:06d}"
        show = self._show(seen, progress)
        page = self.home / PAGE
        if not page.exists():
            write_atomic(page, replay_html(show))
        values = {
            "run": self.home.name,
            "generation": progress.generation,
            "show": page_data(show),
        }
        write_atomic(self.home / "takes" / name, packed(values))
        point = asdict(replace(progress, found=None))
        for key in ("budget", "noise", "found"):
            del point[key]
        if self.origin.on_bed:
            point["earned"] = -point.pop("best_cost")  # What is learned there earns.
        self.tell(point=point)  # Afterwards: what is on the curve has its take.
        self.tell(take=name)

    def keep(self, found: Technique, odds: str) -> None:
        """Write the technique as it is now."""
        signed: dict[str, str | int | float] = {
            "seed": self.seed,
            "steadiness": self.steadiness.name,
            "odds": odds,
        }
        technique.write(self.home / TECHNIQUE, replace(found, found=signed))

    def _show(self, seen: Seen, progress: rehearsal.Progress) -> "Show":
        """Perform the best candidate on the first take it was tried on; stage it."""
        from ...perform import make_take, perform, poses

        scene, level, seed = self.scene, seen.softened(self.steadiness), self.seed
        number = seen.first_take
        tally, records = perform(
            scene,
            seen.best,
            level,
            seed=REHEARSAL | seed,
            takes=[number],
            keep=[number],
            threads=1,
            elements=self.act.flown,
        )
        take = make_take(
            scene,
            seen.best,
            level,
            act=asdict(self.act),
            seed=REHEARSAL | seed,
            number=number,
            tally=tally,
            row=0,
            record=records[number],
        )
        about = f"generation {progress.generation}, {progress.stage}"
        who, rig = scene.performer.name.capitalize(), scene.rig.name
        show = stage_take(
            take,
            poses(scene, take.states),
            title=self.act.title,
            scene=scene,
            subtitle=f"{who} · {rig} rig · {about}",
        )
        return replace(show, seed=seed)
