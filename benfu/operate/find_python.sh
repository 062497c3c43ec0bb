# Sourced by ./run and ./test: sets PYTHON to an interpreter of 3.11 or newer that can make virtual environments.
# Needs nothing but a POSIX shell, because it speaks to people whose machine has no Python at all.

benfu_python_fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

benfu_python_complete() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

PYTHON_INCOMPLETE=
for candidate in ${BENFU_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    benfu_python_fits "$candidate" || continue
    if benfu_python_complete "$candidate"; then
        PYTHON=$candidate
        break
    fi
    PYTHON_INCOMPLETE=$candidate
done

if [ -z "${PYTHON:-}" ]; then
    if [ -n "$PYTHON_INCOMPLETE" ]; then
        echo "benfu: $PYTHON_INCOMPLETE is here, but it cannot make virtual environments." >&2
        echo "       On Debian and Ubuntu install the missing part:  apt install python3-venv  - then start again." >&2
    else
        echo "benfu: Python 3.11 or newer is needed and was not found." >&2
        echo "       Debian 12+, Ubuntu 24.04+: apt install python3 python3-venv    Fedora: dnf install python3" >&2
        echo "       macOS: brew install python@3.13    Elsewhere: https://www.python.org/downloads/" >&2
        echo "       If it is installed under another name: BENFU_PYTHON=/path/to/python3 $0" >&2
    fi
    exit 1
fi
