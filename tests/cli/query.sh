#!/bin/sh
# casus query: what is found in a store of the samples, in each format; wrong usage.
. "$(dirname "$0")/lib.sh"

lines() { [ "$(wc -l <out)" -eq "$1" ] || fail "$(wc -l <out) lines, not $1: $2"; }
query() {
  wanted=$1
  shift
  expect "$wanted" "$casus" query --db store.db "$@"
}

expect 0 "$casus" ingest --quiet --db store.db "$root/samples"
expect 0 "$casus" code --quiet --format jsonl "$root/samples"
all=$(wc -l <out)
[ "$all" -gt 100 ] || fail "few events in the samples"
# What the store gives is what was coded, but for what stands beside it.
sort out >coded
query 0
lines "$all" "all events"
sed 's/,"article":{"key".*/}/' out | sort >stored
cmp coded stored || fail "the store changes events"
grep -c '"article":{"key":[0-9]*,"id":"' out >/dev/null || fail "no article beside the event"

# ---- conditions
query 0 --type consult,AID
both=$(wc -l <out)
[ "$both" -gt 0 ] && [ "$both" -lt "$all" ] || fail "types: $both of $all"
grep -v -e '"event":"CONSULT"' -e '"event":"AID"' out && fail "another type"
query 0 --status denied
grep -v '"status":"denied"' out && fail "another status"
query 0 --status all
lines "$all" "all statuses"
query 0 --actor DNK
codes=$(wc -l <out)
[ "$codes" -gt 0 ] || fail "no DNK"
query 0 --actor denmark
lines "$codes" "a country by its name"
query 0 --actor 'gustavo petro' --quad 1,2,3,4
grep -q '"name":"Gustavo Petro"' out || fail "no name"
query 0 --dyad DNK,GRL
either=$(wc -l <out)
query 0 --dyad DNK,GRL --directed
[ "$(wc -l <out)" -le "$either" ] || fail "directed finds more"
query 0 --near 52.5,13.4 --radius 30
grep -q '"name":"Berlin"' out || fail "nothing near Berlin"
query 0 --near 0,-150
lines 0 "in the ocean"
query 0 --from 2026-03 --to 2026-03 --limit 3 --newest
lines 3 "a page"
query 0 --from 1800 --to 1801
lines 0 "long ago"
query 0 --text 'ceasefire -ceasefire'
lines 0 "words that exclude one another"
id=$(sed -n 's/.*"id":"\([0-9a-f]\{8\}\).*/\1/p' coded | head -1)
query 0 --id "$id"
lines 1 "an id"

# ---- formats
query 0 --format csv --limit 2
lines 3 "CSV with its header"
head -1 out | grep -q '^id,story,' || fail "no header"
query 0 --format table --limit 2 --width 100
grep -q "^2 of $all events" out || fail "no count below the table"
query 0 --stories --format table --newest --limit 5
grep -q 'report.*agreement' out || fail "no line of a story"
query 0 --stories
grep -v '"story":{"key":[0-9]' out && fail "a story without its counts"

# Nothing found: was anything read? Programs are told by no lines.
query 0 --format table --actor Atlantis
grep -q '^no events found; [1-9][0-9]* articles were read$' out || fail "nothing found is not told"
query 0 --format table --stories --from 1990 --to 1991
grep -q '^no stories found; 0 articles of these days were read$' out || fail "nothing read is not told"
query 0 --format table --source nobody --type AID
grep -q '^no events found; 0 articles of this source were read$' out || fail "no such source is not told"
query 0 --format jsonl --actor Atlantis
lines 0 "nothing found"

# ---- series
query 0 --by month --format csv
head -1 out | grep -q '^begin,n_articles,n_events' || fail "no header of the series"
[ "$(awk -F, 'NR > 1 { n += $3 } END { print n }' out)" -eq "$all" ] || fail "a series loses events"
query 0 --by day --from 2026-03-01 --to 2026-03-31
lines 31 "days of March"
grep -q '"n_articles":0,"n_events":0' out || fail "no day on which nothing was read"
query 0 --by week --format table
grep -q 'no articles, no events: ' out || fail "the table does not tell of gaps"

# ---- runs
printf '{"text":"Nothing."}\n{"text":\n' >broken.jsonl
expect 1 "$casus" ingest --quiet --db store.db broken.jsonl
query 0 --runs
lines 2 "runs"
head -1 out | grep -q '"n_read":2,"n_coded":1,"n_skipped":0,"n_failed":1.*"failures":\[{"input":"broken.jsonl","line":2' || fail "no failure in the run"
query 0 --runs --format table
grep -q '2 read = 1 coded + 0 skipped + 1 failed' out || fail "the run does not add up"
# A failure is told in full, with the places that it has.
printf 'Caf\351\n' >latin.txt
expect 1 "$casus" ingest --quiet --db latin.db latin.txt
expect 0 "$casus" query --db latin.db --runs --format table --width 60
grep -q 'line 0' out && fail "a line in a file without lines"
grep -q '^ *byte 3:$' out || fail "no place of a failure"
grep -q -e '-t UTF-8$' out || fail "a message is cut off"

# ---- wrong usage
query 2 --type TALK
says 'takes some of AGREE, CONSULT'
query 2 --status done
says 'takes some of actual, planned'
query 2 --quad 5
says 'takes some of 1, 2, 3, 4'
query 2 --dyad USA
says 'takes two parties'
query 2 --directed
says 'goes with dyad'
query 2 --actor USA --dyad USA,CHN
says 'stands for actor'
query 2 --near 91,0
says 'latitude and longitude'
query 2 --radius 5
says 'needs near'
query 2 --from 2024-02-31
says 'takes a date'
query 2 --from 2024 --to 2023
says 'ends before'
query 2 --text '-x'
says 'must be there'
query 2 --id zz
says 'hexadecimal'
query 2 --min-confidence 2
says 'over 0'
query 2 --limit 0
says 'takes a number'
query 2 --by day --stories
says 'choose one'
query 2 --by day --limit 3
says 'for events and stories'
query 2 --actor ''
says 'not empty'
expect 2 "$casus" query
says 'needs --db'
expect 4 "$casus" query --db missing.db
says 'missing.db'
[ ! -e missing.db ] || fail "a query made a store"
exit 0
