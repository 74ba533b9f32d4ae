# For ./quickstart and ./check (POSIX sh, sourced): installs the Debian packages that are missing, and builds a preset.

missing=

need_command() { # command package
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need_library() { # pkg-config name, package
  { command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "$1"; } || missing="$missing $2"
}

# The programs of a PostgreSQL server, which stand in no folder of the PATH.
need_postgres_server() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
}

need_module() { # python module, package: for the distribution's python, whatever others there are
  /usr/bin/python3 -c "import $1" >/dev/null 2>&1 || missing="$missing $2"
}

need_to_build() {
  need_command cc gcc
  need_command cmake cmake
  need_command ninja ninja-build
  need_command pkg-config pkg-config
  # gcc alone brings no C library headers where recommended packages are left out.
  echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1 || missing="$missing libc6-dev"
  need_library jansson libjansson-dev
  need_library zlib zlib1g-dev
  need_library libzstd libzstd-dev
  need_library libutf8proc libutf8proc-dev
  need_library sqlite3 libsqlite3-dev
  need_library libxml-2.0 libxml2-dev
  need_library libpq libpq-dev
  need_library libmicrohttpd libmicrohttpd-dev
  need_command node nodejs
  need_command npm npm
}

# Installs what the need_* calls found missing. Nothing missing: apt-get is not called.
install_missing() {
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "These Debian packages are missing:$missing" >&2
    echo "There is no apt-get here: please install what they hold by your system's own means." >&2
    exit 1
  fi
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "These Debian packages are missing:$missing" >&2
      echo "Neither root nor sudo is at hand: please have them installed with: apt-get install$missing" >&2
      exit 1
    fi
    as_root=sudo
  fi
  echo "Installing:$missing"
  # shellcheck disable=SC2086 # words are wanted
  if ! { $as_root apt-get update -qq &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$logs/apt.log" 2>&1; then
    tail -20 "$logs/apt.log" >&2
    echo "Installing failed; the whole output is in $logs/apt.log" >&2
    exit 1
  fi
}

# Configures and builds a preset; what cmake says goes to a log, and is shown where it fails.
build_preset() {
  if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"$logs/$1.log" 2>&1; then
    grep -E 'error|FAILED|CMake Error' "$logs/$1.log" | head -30 >&2
    echo "The build failed; the whole output is in $logs/$1.log" >&2
    return 1
  fi
}

logs=build/logs
mkdir -p "$logs"
