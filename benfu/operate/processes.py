"""Processes of the operating system: whether they live, and ending them politely first."""

import signal
import time
from collections.abc import Iterable
from contextlib import suppress

import psutil


def alive(process: psutil.Process) -> bool:
    """Return whether a process still runs; one that ended and waits to be collected does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def wait_gone(running: Iterable[psutil.Process], patience: float) -> list[psutil.Process]:
    """Wait up to `patience` seconds for processes to end; return those that did not.

    (`psutil.wait_procs` waits in vain for what ended in a container whose first process collects nobody.)
    """
    until = time.monotonic() + patience
    left = [process for process in running if alive(process)]
    while left and time.monotonic() < until:
        time.sleep(0.02)
        left = [process for process in left if alive(process)]
    return left


def end(running: Iterable[psutil.Process], steps: Iterable[tuple[signal.Signals, float]]) -> list[psutil.Process]:
    """Send each step's signal to what still runs and wait its seconds; return what survived all of them."""
    left = [process for process in running if alive(process)]
    for kind, patience in steps:
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(kind)
        left = wait_gone(left, patience)
    return left
