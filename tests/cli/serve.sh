#!/bin/sh
# casus serve: the address, what is asked for, tokens, folders that are watched, signals; wrong usage. The API in full is tested by
# tests/serve.
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || {
  echo "skipped: no python3"
  exit 0
}
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# start OPTION...: the server's number is in $server, its address in $address.
start() {
  "$casus" serve --listen 127.0.0.1:0 "$@" >address 2>server_err &
  server=$!
  for _ in $(seq 100); do
    grep -q "at http" address && break
    kill -0 "$server" 2>/dev/null || fail "the server has ended: $*"
    sleep 0.1
  done
  address=$(sed -n 's/.* at \(http.*\)$/\1/p' address)
  [ -n "$address" ] || fail "no address: $*"
}
stop() { # SIGNAL
  kill -s "$1" "$server"
  wait "$server"
  got=$?
  server=
  [ "$got" -eq 0 ] || fail "exit status $got after $1"
  [ -s server_err ] && fail "the server says: $(head -3 server_err)"
  return 0
}

# ask STATUS PATH [HEADER...]: the answer goes to out.
ask() {
  python3 - "$@" "${address%%\?*}" >out <<'PYTHON' || fail "GET $2: $(head -c 300 out)"
import sys
import urllib.error
import urllib.request

status, path, *headers, address = sys.argv[1:]
data = None
if path.startswith("POST "):
    path, data = path[5:], sys.stdin.buffer.read()
request = urllib.request.Request(address + path.lstrip("/"), headers=dict(h.split(": ") for h in headers), data=data)
try:
    answer = urllib.request.urlopen(request, timeout=60)
except urllib.error.HTTPError as error:
    answer = error
sys.stdout.buffer.write(answer.read())
sys.exit(answer.status != int(status))
PYTHON
}
holds() { grep -q -e "$1" out || fail "the answer does not hold $1: $(head -c 300 out)"; }

# ---- wrong usage
expect 4 "$casus" serve --db nothing.db --listen 127.0.0.1:0
says nothing.db
expect 2 "$casus" serve --listen here
says "cannot listen"
expect 2 "$casus" serve --listen 127.0.0.1:0 --watch .
says "needs --db"
expect 2 "$casus" serve --listen 127.0.0.1:0 --idle-exit 0
echo short >token
expect 2 "$casus" serve --listen 127.0.0.1:0 --token-file token
says "too short"

# ---- without a store
start
ask 200 api/status
holds '"store":null'
ask 409 api/events
holds 'casus serve --db'
ask 200 some/view
holds '<html'
ask 404 assets/nothing.js
ask 404 api/nothing
ask 403 api/status "Host: example.org"
stop INT

# ---- with one
expect 0 "$casus" ingest --quiet --db store.db "$root/samples/strait"
start --db store.db --author Ann
grep -q "serving store.db at http://127.0.0.1:" address || fail "the line of the address"
ask 200 'api/events?actor=Iceland&limit=1'
holds '"code":"ISL'
ask 400 'api/events?type=PARTY'
holds '"parameter":"type"'
ask 200 api/articles/1
holds 'Iceland detains Danish trawler'
ask 200 'api/brief?format=text'
ask 200 api/openapi.json
holds '"openapi": "3.1'
expect 2 "$casus" serve --db store.db --listen "127.0.0.1:$(echo "$address" | sed 's/.*:\([0-9]*\).*/\1/')"
says "in use"
stop TERM

# ---- a token
echo 0123456789abcdef >token
start --db store.db --token-file token --read-only
ask 401 api/status
ask 401 ''
ask 200 api/status "Authorization: Bearer 0123456789abcdef"
holds '"writable":false'
ask 401 api/status "Authorization: Bearer 0123456789abcdee"
stop TERM

expect 2 "$casus" serve --db store.db --listen 127.0.0.1:0 --watch nowhere
says "cannot watch nowhere"

# ---- a folder that is watched, and another process that writes
mkdir incoming
start --db store.db --watch incoming
printf 'LONDON, March 14, 2026 (North Wire) - Norway accused Denmark of breaking the truce.\n' >incoming/new.txt
printf '{"text":"Norway thanked Iceland on 15 March 2026."}\n{broken\n' >incoming/more.jsonl
echo "no article" >incoming/ignored.bin
for _ in $(seq 100); do
  ask 200 api/runs
  grep -q '"closed":true.*"closed":true' out && break
  sleep 0.1
done
holds '"command":"casus serve --watch"'
holds '"n_coded":2'
holds '"n_failed":1'
holds '"input":"incoming/more.jsonl","line":2'
ask 200 'api/articles?text=truce+accused'
holds 'North Wire\|"total":1'
printf 'OSLO, March 16, 2026 - Norway praised Iceland.\n' >other.txt
expect 0 "$casus" ingest --quiet --db store.db other.txt
for _ in $(seq 100); do
  ask 200 api/status
  grep -q '"articles":8' out && break
  sleep 0.1
done
holds '"articles":8'
stop TERM
echo "casus serve: all as it should be"
