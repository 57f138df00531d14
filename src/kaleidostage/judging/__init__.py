"""What happened in a take, in words that can be counted."""
