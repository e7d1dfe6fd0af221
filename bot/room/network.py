"""Addresses: what this machine is called in its own network, and whether a name is a loopback's."""

from __future__ import annotations

import ipaddress
import socket

EVERYWHERE = "0.0.0.0"
LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = frozenset({LOOPBACK, "localhost", "[::1]"})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens at `host`."""
    return host in LOOPBACK_NAMES or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def own_address() -> str:
    """This machine's address in its network, as others reach it; loopback where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says from where it would be. The address is one
            # that is set aside for documentation, and stands for the world outside.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def own_names() -> frozenset[str]:
    """What this machine is called by its neighbours, in small letters."""
    name = socket.gethostname().lower()
    return frozenset({name, f"{name.partition('.')[0]}.local"}) if name else frozenset()
