"""Who learns: a balance that tries things out, and a guess of how well it will go.

The balance goes by what is felt. The guess judges it in lessons alone, and may know
more: what is so, at once and without error. So luck is not taken for skill.
Both are small networks that treat left and right alike. The gradients are written out:
two hidden layers need no library.

Source:
    Schulman and others (2017), proximal policy optimisation, for the clipped objective;
    Pinto and others (2017), for a guess that knows more than who acts.
"""

import math
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...errors import MismatchError
from ...perform.bed.observe import EVEN, LEANS, MOVES, ODD, OWN, SIDE_MOVES, sight
from ...perform.bed.rows import HIDDEN_EVEN, HIDDEN_ODD
from ...technique.balance import Balance, packed

Floats = NDArray[np.float32]
HIDDEN = 128  # Units in a layer. Our choice.
FELT, OUT = EVEN + ODD, MOVES + SIDE_MOVES
# What is felt, what is so, and what is hidden: `Lesson.known`.
KNOWN = 2 * FELT + HIDDEN_EVEN + HIDDEN_ODD
MIRROR = np.r_[np.ones(EVEN), -np.ones(ODD)].astype(np.float32)
BOTH = np.r_[np.tile(MIRROR, 2), np.ones(HIDDEN_EVEN), -np.ones(HIDDEN_ODD)].astype(
    np.float32
)
# The guess goes without the last moves: a balance moves much where much is wrong, and
# what only goes along with trouble would be taken for its cause.
LAST = np.r_[EVEN - 2 * MOVES : EVEN, FELT - 2 * SIDE_MOVES : FELT]
GUESSED = np.delete(np.arange(KNOWN), np.r_[LAST, FELT + LAST])
BOTH = BOTH[GUESSED]
# What a lean of 1 rad is among what is felt, shape (FELT,).
LEANING = np.zeros(FELT, np.float32)
LEANING[list(LEANS)] = list(LEANS.values())
TURNED = np.r_[np.ones(MOVES), -np.ones(SIDE_MOVES)].astype(np.float32)
TRY = 0.25  # Spread of the first trials, in moves. Our choice.
CLIP = 0.2  # How far a chance may change at once: as in the source.


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What T ticks of B bodies were, did, and came to.

    Attributes:
        known: What was felt and what was so, shape (T, B, KNOWN).
        moves: What was done, but for what carried on from before, (T, B, OUT).
        mean: What the balance of then meant to do, shape (T, B, OUT).
        goes_on: Whether a tick follows on the one before it, shape (T, B).
        chance: Logarithm of the chance of the moves then, shape (T, B).
        gain: How much better than expected it went, shape (T, B).
        earned: What was earned from there, shape (T, B).
    """

    known: Floats
    moves: Floats
    mean: Floats
    goes_on: NDArray[np.bool_]
    chance: Floats
    gain: Floats
    earned: Floats

    def of(self, bodies: NDArray[np.int64]) -> "Tried":
        """Return the same of some bodies."""
        return Tried(**{f.name: getattr(self, f.name)[:, bodies] for f in fields(self)})


class Network:
    """Two hidden layers of tanh, and the gradient by hand."""

    def __init__(
        self, inputs: int, outputs: int, last: float, draw: np.random.Generator
    ) -> None:
        """Begin with small random weights, the last layer scaled by `last`."""
        sizes = [(inputs, 1.0), (HIDDEN, 1.0), (HIDDEN, last)]
        out = [HIDDEN, HIDDEN, outputs]
        self.layers: list[Floats] = []
        for (into, scale), width in zip(sizes, out, strict=True):
            w = draw.normal(size=(into, width)) * scale / math.sqrt(into)
            self.layers += [w.astype(np.float32), np.zeros(width, np.float32)]

    def forward(self, x: Floats) -> tuple[Floats, list[Floats]]:
        """Return answers (B, outputs) and what `backward` needs."""
        kept = [x]
        for i in (0, 2):
            x = np.tanh(x @ self.layers[i] + self.layers[i + 1])
            kept.append(x)
        return x @ self.layers[4] + self.layers[5], kept

    def backward(self, kept: list[Floats], slope: Floats) -> list[Floats]:
        """Return the gradient of every layer for the answers' `slope` (B, outputs)."""
        found: list[Floats] = [slope] * 6
        for i in (4, 2, 0):
            x = kept[i // 2]
            found[i], found[i + 1] = x.T @ slope, slope.sum(axis=0)
            if i:
                slope = (slope @ self.layers[i].T) * (1.0 - x * x)
        return found


class Agent:
    """A balance with its trials, and a guess of what is still to come.

    Attributes:
        flat: All that is learned in one row; the networks look into it.
    """

    def __init__(self, seed: int) -> None:
        """Begin knowing nothing."""
        draw = np.random.default_rng(seed)
        self.act = Network(FELT, OUT, 0.02, draw)
        self.guess = Network(len(GUESSED), 1, 0.1, draw)
        self.spread = np.full(OUT, math.log(TRY), np.float32)
        self.flat = np.concatenate([p.ravel() for p in self.parts()])
        self.load(self.flat)

    def parts(self) -> list[Floats]:
        """Return everything that is learned, part by part."""
        return [*self.act.layers, *self.guess.layers, self.spread]

    @property
    def acting(self) -> int:
        """Count the numbers of the balance itself."""
        return sum(p.size for p in self.act.layers)

    def load(self, flat: Floats) -> None:
        """Take over everything that is learned."""
        self.flat, at = flat.astype(np.float32), 0
        views: list[Floats] = []
        for part in self.parts():
            views.append(np.reshape(self.flat[at : at + part.size], part.shape))
            at += part.size
        self.act.layers, self.guess.layers = views[:6], views[6:12]
        self.spread = views[12]

    def take_over(self, balance: Balance, *, lean: float = 0.0) -> None:
        """Begin with the balance of somebody else, or of another act.

        Args:
            balance: What is taken over.
            lean: If it did not look ahead so far: what it is to take a whole
                somersault that comes next for, as if it leant the other way. [rad]

        Raises:
            MismatchError: If it is of another make.
        """
        columns = sight(balance.even, balance.odd)
        if columns is None or balance.hidden != HIDDEN:
            raise MismatchError(
                f"a balance of {balance.hidden} units that feels {balance.even} and "
                f"{balance.odd} numbers is not one that lessons go on with: they want "
                f"{HIDDEN}, {EVEN} and {ODD}; begin with another file"
            )
        first, *others = balance.layers
        self.act.layers[0][...] = 0.0
        self.act.layers[0][columns] = first
        if len(columns) < FELT:
            self.act.layers[0][OWN] = -lean * (LEANING @ self.act.layers[0])
        for mine, theirs in zip(self.act.layers[1:], others, strict=True):
            mine[...] = theirs

    def balance(self) -> Balance:
        """Return the balance as it is now."""
        return packed(self.act.layers, (EVEN, ODD, HIDDEN, MOVES, SIDE_MOVES))

    def moves(self, x: Floats) -> Floats:
        """Return the moves it means to make, (B, OUT)."""
        one, two = self.act.forward(x)[0], self.act.forward(x * MIRROR)[0]
        moves: Floats = np.float32(0.5) * (one + two * TURNED)
        return moves

    def worth(self, x: Floats) -> Floats:
        """Return what is still to be earned by who knows `x` (B, KNOWN), (B,)."""
        x = x[:, GUESSED]
        both = self.guess.forward(x)[0] + self.guess.forward(x * BOTH)[0]
        worth: Floats = np.float32(0.5) * both[:, 0]
        return worth

    def slope(
        self, tried: Tried, *, carry: np.float32, only_guess: bool = False
    ) -> tuple[Floats, float]:
        """Return the gradient of the loss, and how far the balance has moved.

        A trial carries on: what strayed from the balance a tick before strays on by a
        share. So the balance of then has its part in the chance of now, and in the
        gradient. Left out, a trial's later luck would be put down to its first tick.

        Args:
            tried: What was done, and how it went.
            carry: Share of a stray that carries on to the next tick.
            only_guess: Whether the balance itself stays as it is.
        """
        t, (ticks, bodies, _) = tried, tried.known.shape
        count, x = ticks * bodies, tried.known.reshape(ticks * bodies, KNOWN)
        felt = x[:, :FELT]
        one, kept = self.act.forward(felt)
        two, kept_two = self.act.forward(felt * MIRROR)
        mean = np.float32(0.5) * (one + two * TURNED).reshape(t.moves.shape)
        spread = np.exp(self.spread)
        strayed = t.moves - mean
        strayed[1:] += carry * t.goes_on[1:, :, None] * (mean - t.mean)[:-1]
        z = strayed / spread
        now = -0.5 * (z * z).sum(axis=2) - self.spread.sum()
        ratio = np.exp(np.clip(now - t.chance, -10.0, 10.0))
        gain = t.gain
        held = ((gain > 0) & (ratio > 1 + CLIP)) | ((gain < 0) & (ratio < 1 - CLIP))
        weight = (-(gain * ratio) * ~held / count)[:, :, None]
        if only_guess:
            weight = weight * 0.0
        pull = weight * z / spread
        slope = pull.copy()
        slope[:-1] -= carry * t.goes_on[1:, :, None] * pull[1:]
        slope = slope.reshape(count, OUT).astype(np.float32)
        found = _sum(
            self.act.backward(kept, np.float32(0.5) * slope),
            self.act.backward(kept_two, np.float32(0.5) * slope * TURNED),
        )
        x = x[:, GUESSED]
        a, kept = self.guess.forward(x)
        b, kept_two = self.guess.forward(x * BOTH)
        earned = t.earned.reshape(count, 1)
        off = np.float32(0.5 / count) * (np.float32(0.5) * (a + b) - earned)
        found += _sum(
            self.guess.backward(kept, off), self.guess.backward(kept_two, off)
        )
        found.append((weight * (z * z - 1.0)).sum(axis=(0, 1)))
        moved = float(((ratio - 1) - np.log(np.maximum(ratio, 1e-8))).mean())
        flat = np.concatenate([part.ravel() for part in found])
        return flat.astype(np.float32), moved


def _sum(one: list[Floats], two: list[Floats]) -> list[Floats]:
    return [a + b for a, b in zip(one, two, strict=True)]
