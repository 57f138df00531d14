"""Learning to balance on the bed: trial, error, and a little better each time."""
