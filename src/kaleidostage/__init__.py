"""Kaleido Stage."""
