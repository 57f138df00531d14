"""Takes on the trampoline: jumping, somersaulting, and what is felt and kept."""
