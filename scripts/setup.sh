# shellcheck shell=bash
# Sets a checkout up: virtual environment, Python packages, system libraries. Sourced by `run` and `test`.
#
# Everything it has to say goes to stderr; with nothing left to do it says nothing and takes a tenth of a second.
# It never asks. Two of it at once wait for each other; one that is stopped half-way is taken up again by the next.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null && pwd -P)
venv=$root/.venv

say() { printf 'yizhan: %s\n' "$*" >&2; }

# Makes .venv with the packages of pyproject.toml, central's among them; for `dev` also with those of that extra.
set_up_python() {
    local purpose=$1 extra='[central]' python
    [ "$purpose" = run ] || extra="[central,$purpose]"
    is_set_up_for "$purpose" && return

    python=$(find_python) || { say "Python 3.11, 3.12 or 3.13 is needed, and none was found."; return 1; }
    exec 9<"$root/pyproject.toml"
    step "$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' || return
    if ! is_set_up_for "$purpose"; then
        has_sound_venv || make_venv "$python" || return
        say "Installing the Python packages: some minutes the first time"
        if ! step "$venv/bin/python" -m pip install -qq --no-input --no-user --progress-bar off \
            --disable-pip-version-check --editable "$root$extra" >&2; then
            say "The Python packages could not be installed: the reason stands above. Is there a network?"
            return 1
        fi
        # Python does so at the first start by itself, unless it was told not to: then every start takes a fifth longer.
        "$venv/bin/python" -m compileall -q "$root/kiosk" "$root/ui" "$root/sync" >/dev/null || true
        note_set_up_for "$purpose"
    fi
    exec 9<&-
}

is_set_up_for() { [ -f "$venv/.set-up-for-$1" ] && [ "$(cat "$venv/.set-up-for-$1")" = "$(fingerprint)" ]; }

note_set_up_for() {
    [ "$1" = run ] || note_set_up_for run
    fingerprint >"$venv/.set-up-new" && mv "$venv/.set-up-new" "$venv/.set-up-for-$1"
}

# What an installation depends on: the packages asked for, the Python, and where the checkout lies.
fingerprint() {
    "$venv/bin/python" -I -c '
import hashlib, pathlib, sys
print(hashlib.sha256(pathlib.Path(sys.argv[1], "pyproject.toml").read_bytes()).hexdigest(), sys.version_info[:3], *sys.argv[1:])
' "$root" 2>/dev/null
}

find_python() {
    local name path
    for name in ${YIZHAN_PYTHON:+"$YIZHAN_PYTHON"} python3 python3.13 python3.12 python3.11; do
        path=$(command -v "$name") || continue
        case $path in "$venv"/*) continue ;; esac
        is_fit "$path" && printf '%s\n' "$path" && return
    done
    return 1
}

is_fit() { "$1" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

has_sound_venv() { is_fit "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

# Debian takes ensurepip out of Python and into python3-venv; where it is missing, the outer pip can do its work.
make_venv() {
    say "Making $venv"
    rm -rf "$venv"
    if "$1" -I -c 'import ensurepip' 2>/dev/null; then
        step "$1" -m venv "$venv" >&2
        return
    fi
    if "$1" -m pip --python "$1" --version >/dev/null 2>&1; then
        step "$1" -m venv --without-pip "$venv" >&2 &&
            step "$1" -m pip --python "$venv/bin/python" install -qq --no-input --no-user pip >&2 && return
        rm -rf "$venv"
    fi
    local package
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    install_packages "$package" && step "$1" -m venv "$venv" >&2
}

# Installs what is missing of the system's libraries, fonts and, for `dev`, programs. False when something is left.
set_up_system() {
    local missing
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of names
    install_packages $missing || return
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    say "Installed, and still not found: ${missing//$'\n'/ }"
    return 1
}

# Installs by apt as root or by a sudo that asks nothing; otherwise says what to type. Nothing installed is removed.
install_packages() {
    local as_root=
    if ! command -v apt-get >/dev/null; then
        say "Missing; please install what this system calls (these are Debian's names):" "$@"
        return 1
    elif [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "Missing; please type: sudo apt-get update && sudo apt-get install" "$@"
            return 1
        fi
        as_root="sudo -n"
    fi
    say "Installing by apt:" "$@"
    local apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
    # shellcheck disable=SC2086  # a command and its words
    step $apt update >/dev/null || say "apt-get update failed; trying with what is known."
    # shellcheck disable=SC2086
    step $apt install --yes --no-install-recommends --no-remove "$@" >/dev/null && return
    say "apt-get could not install them: the reason stands above."
    return 1
}

missing_packages() {
    {
        PATH=$PATH:/usr/sbin:/sbin missing_libraries
        has_chinese_font || echo fonts-noto-cjk
        [ "$1" = run ] || missing_for_building
        [ "$1" != dev ] || missing_programs
    } | sort -u
}

missing_libraries() {
    local known library package
    command -v ldconfig >/dev/null || return 0
    known=$(ldconfig -p)
    while read -r library package; do
        case $known in *"$library "*) ;; *) echo "$package" ;; esac
    done <"$root/scripts/setup_libraries.txt"
}

# What the build reads libraries with and compiles SQLCipher with. A Python that is not the system's has its own headers.
missing_for_building() {
    command -v objdump >/dev/null || echo binutils
    command -v cc >/dev/null || command -v gcc >/dev/null || printf 'gcc\nlibc6-dev\n'
    [ -e /usr/include/openssl/evp.h ] || echo libssl-dev
    "$venv/bin/python" -I -c '
import pathlib, sys, sysconfig
if sys.base_prefix == "/usr" and not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists():
    print("python%d.%d-dev" % sys.version_info[:2])
' 2>/dev/null
}

# The screens are measured and tested with this font.
has_chinese_font() {
    find -L /usr/share/fonts /usr/local/share/fonts "${XDG_DATA_HOME:-$HOME/.local/share}/fonts" \
        \( -name 'NotoSansCJK*' -o -name 'NotoSansSC*' \) -print -quit 2>/dev/null | grep -q .
}

# The tests play to a real sound server and listen to it, print on a real print server, and try to leave a real screen.
missing_programs() {
    [ -x /usr/lib/cups/backend/socket ] || echo cups
    PATH=$PATH:/usr/sbin:/sbin command -v cupsd >/dev/null || echo cups-daemon
    PATH=$PATH:/usr/sbin:/sbin command -v lpadmin >/dev/null || echo cups-client
    command -v pulseaudio >/dev/null || echo pulseaudio
    command -v cc >/dev/null || command -v gcc >/dev/null || printf 'gcc\nlibc6-dev\n'
    command -v Xvfb >/dev/null || echo xvfb
    command -v xdotool >/dev/null || echo xdotool
    command -v xwininfo >/dev/null || echo x11-utils
    command -v openbox >/dev/null || echo openbox
    command -v parec >/dev/null && command -v pactl >/dev/null || echo pulseaudio-utils
}

# Runs a command so that a signal to us ends it too, with all that it started, before we end ourselves.
step() {
    local code=0
    trap 'stop_step INT 130' INT
    trap 'stop_step TERM 143' TERM
    trap 'stop_step HUP 129' HUP
    set -m # a process group of its own, which can be ended as one
    "$@" </dev/null &
    step_pid=$!
    set +m
    wait "$step_pid" || code=$?
    trap - INT TERM HUP
    return "$code"
}

stop_step() {
    trap '' INT TERM HUP
    kill -s "$1" -- "-$step_pid" 2>/dev/null
    wait "$step_pid" 2>/dev/null
    kill -s TERM -- "-$step_pid" 2>/dev/null # whoever of them was deaf to the first
    exit "$2"
}
