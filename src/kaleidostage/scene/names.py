"""What parts of a scene are called."""

FLYER = "flyer/"
"""Before the names of the performer's bodies, joints and sites."""
