"""Where the stage is open, and what a browser that comes from there says."""

from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")  # What `Host` may say.
SCHEME = "http"
USUAL_PORT = 80  # Browsers leave it out.


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address on this machine alone.

    Attributes:
        port: On loopback.
        token: Secret first part of every path.
    """

    port: int
    token: str

    @property
    def url(self) -> str:
        """Return the address to open."""
        return f"{SCHEME}://{LOOPBACK}:{self.port}/{self.token}/"

    @property
    def hosts(self) -> frozenset[str]:
        """Return what `Host` may say."""
        usual = NAMES if self.port == USUAL_PORT else ()
        return frozenset([*usual, *(f"{name}:{self.port}" for name in NAMES)])

    @property
    def origins(self) -> frozenset[str]:
        """Return what `Origin` may say."""
        return frozenset(f"{SCHEME}://{host}" for host in self.hosts)
