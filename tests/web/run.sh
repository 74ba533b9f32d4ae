#!/bin/sh
# Runs tests of the application by ctest: run.sh CASUS ROOT MODULES FILE. MODULES is a folder of the build in which the packages of package-lock.json
# are put when they are not there. Exit status 77, and a line that says why, where there is no browser or no node.
set -u
CASUS=$1
root=$2
CASUS_MODULES=$3
here=$root/tests/web
export CASUS CASUS_MODULES

skip() {
  echo "skipped: $*"
  exit 77
}

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
export CHROMIUM
[ -n "$CHROMIUM" ] || skip "there is no chromium"
command -v node >/dev/null && command -v npm >/dev/null || skip "there is no node or no npm"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || skip "node is older than 18"
"$CASUS" serve --help >/dev/null 2>&1 || skip "this casus does not serve"

if ! cmp -s "$here/package-lock.json" "$CASUS_MODULES/installed-lock.json"; then
  mkdir -p "$CASUS_MODULES"
  cp "$here/package.json" "$here/package-lock.json" "$CASUS_MODULES" || exit 1
  (cd "$CASUS_MODULES" && npm ci --no-audit --no-fund --loglevel=error) || skip "the packages of tests/web/package-lock.json could not be had"
  cp "$here/package-lock.json" "$CASUS_MODULES/installed-lock.json"
fi
[ $# -gt 3 ] || exit 0
exec node --test --test-reporter=spec "$here/$4"
