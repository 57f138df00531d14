"""How long `import kaleidostage` lasts in a fresh interpreter; the median of nine."""

import statistics
import subprocess
import sys
import time

MOST = 0.5  # [s] The figure to stay under, beyond the interpreter's own start.


def seconds(code):
    """Return how long a fresh interpreter runs `code`."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def main():
    """Measure, print, and leave with 1 if it takes too long."""
    pairs = [(seconds("import kaleidostage"), seconds("pass")) for _ in range(9)]
    whole = statistics.median(a for a, _ in pairs)
    own = statistics.median(a - b for a, b in pairs)
    print(f"import kaleidostage: {own:.3f} s, interpreter and all {whole:.3f} s")
    return own > MOST


if __name__ == "__main__":
    sys.exit(main())
