#!/bin/sh
# Tokens a second of the whole `casus parse` on one core, reading and printing included, and its start-up: the best of five rounds
# each, by the processor's clock, since others share the machine.
#
#     bench/parse_speed.sh build/release/casus FILE
set -eu
casus=$1 file=$2
words=$("$casus" parse --jobs 1 --quiet "$file" | grep -c '^[0-9]')
best() { # the smallest user + system time of five runs, in seconds
  for round in 1 2 3 4 5; do
    { TIMEFORMAT='%U %S' bash -c 'time "$@" >/dev/null 2>&1' _ "$@"; } 2>&1
  done | awk '{t = $1 + $2; if (!n++ || t < least) least = t} END {print least}'
}
start=$(printf '' | best "$casus" parse --jobs 1 --quiet -)
spent=$(best "$casus" parse --jobs 1 --quiet "$file")
echo "$words $spent $start" | awk '{printf "parse: %d tokens, %.2f s, %.0f tokens a second; start-up %.0f ms\n", $1, $2, $1 / $2, $3 * 1000}'
