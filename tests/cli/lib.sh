# For the tests of the commands (POSIX sh, sourced): each is called with the program and the root of the source, in a folder of its own.
set -u
casus=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() {
  echo "FAILED: $*" >&2
  [ -f err ] && head -5 err >&2
  exit 1
}

# expect STATUS COMMAND...: standard output goes to out, standard error to err.
expect() {
  wanted=$1
  shift
  "$@" >out 2>err
  got=$?
  [ "$got" -eq "$wanted" ] || fail "exit status $got, not $wanted: $*"
}

says() { grep -q -e "$1" err || fail "standard error does not say \"$1\""; }
