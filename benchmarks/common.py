"""What the measurements share: the shipped leap, and how it is put together."""

from kaleidostage.performers import load
from kaleidostage.rigs import FlyBars
from kaleidostage.scene import compose
from kaleidostage.technique import load as load_technique


def leap():
    """Return scene and technique of the leap that is measured."""
    scene = compose(load("layla"), FlyBars())
    return scene, load_technique("first-leap", "layla", "reference")
