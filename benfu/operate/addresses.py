"""Addresses and ports: whether one is free, and by which names people can call this machine."""

import errno
import http.client
import ipaddress
import os
import socket

import psutil

from benfu.operate.words import Trouble


def need_port(host: str, port: int) -> None:
    """Make sure that we can listen there. Raises Trouble in words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise Trouble(f"{port} is no port number; choose one between 1024 and 65535: ./run --port 8001") from None
        except OSError as error:
            raise Trouble(_port_trouble(error, host, port)) from error


def _port_trouble(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program. Stop that, or choose another port: ./run --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"port {port} is reserved for root. Choose one above 1023: ./run --port 8000"
    return f"cannot listen on {host}: {error.strerror}. Use --host 127.0.0.1, or 0.0.0.0 for every address of this machine."


def addresses(host: str) -> dict[str, str]:
    """Return the names by which browsers may call this server: Django refuses all others."""
    names = [name for name in os.environ.get("BENFU_HOSTS", "").split(",") if name]
    return {"BENFU_HOSTS": ",".join(dict.fromkeys([*names, "localhost", "127.0.0.1", "[::1]", *network_names(host)]))}


def network_names(host: str) -> list[str]:
    """Return the addresses people on the network can use, if we listen to the network at all."""
    try:
        listening = ipaddress.ip_address(host)
    except ValueError:
        return [host]
    if listening.is_loopback:
        return []
    if not listening.is_unspecified:
        return [f"[{host}]" if listening.version == 6 else host]
    found = [
        entry.address
        for entries in psutil.net_if_addrs().values()
        for entry in entries
        if entry.family == socket.AF_INET
    ]
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def url(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    local = host in {"127.0.0.1", "0.0.0.0", "::", "::1"}  # noqa: S104 - compared, not bound
    return f"http://{'localhost' if local else host}:{port}/"


def healthy(host: str, port: int) -> bool:
    """Return whether the web server answers and reaches its database."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(target, port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
