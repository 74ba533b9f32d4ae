# casus explain finds every event by its id, and by a part of it that is unique.
. "$(dirname "$0")/lib.sh"

sample=$root/samples/strait/1-wire.txt
"$casus" code "$sample" >events
for id in $(cut -d'"' -f4 events); do
  expect 0 "$casus" explain "$id" "$sample"
  grep -q "id  *$id" out || fail "no chain for $id"
  grep -q '^   *1  ' out || fail "no steps for $id"
done
first=$(head -1 events | cut -d'"' -f4)
short=$(echo "$first" | cut -c1-12)
expect 0 "$casus" explain "$short" "$sample"
grep -q "$first" out || fail "the first digits are not enough"
expect 0 "$casus" explain --format jsonl "$first" "$sample"
grep -q '"steps":\[{"stage":' out || fail "no steps in JSON"
expect 1 "$casus" explain 0123456789abcdefx "$sample"
says 'no event'
expect 2 "$casus" explain '' "$sample"

# Some first digit is shared by two of more than sixteen events.
"$casus" code "$root/samples" | cut -d'"' -f4 | cut -c1 | sort | uniq -d | head -1 >shared
expect 2 "$casus" explain "$(cat shared)" "$root/samples"
says 'more than one event'

# From a store, which has the articles.
"$casus" ingest --quiet --db store.db "$sample" || fail "ingest"
for id in $(cut -d'"' -f4 events); do
  expect 0 "$casus" explain --db store.db "$id"
  cp out stored
  expect 0 "$casus" explain "$id" "$sample"
  cmp out stored || fail "another chain from a store for $id"
done
few=$(cut -d'"' -f4 events | cut -c1 | sort | uniq -d | head -1)
if [ -n "$few" ]; then
  expect 2 "$casus" explain --db store.db "$few"
  says 'more than one event'
fi
expect 2 "$casus" explain --db store.db "$first" "$sample"
says 'either articles or --db'
expect 1 "$casus" explain --db store.db ffffffffffffffff
says 'no event of this store'
expect 2 "$casus" explain --db store.db nothex
says 'hexadecimal'
expect 4 "$casus" explain --db missing.db "$first"
expect 0 "$casus" export --quiet --db store.db --to gdelt -o events.csv
expect 0 "$casus" import --quiet --db imported.db events.csv
expect 0 "$casus" query --db imported.db --limit 1
expect 1 "$casus" explain --db imported.db "$(cut -d'"' -f4 out)"
says 'does not give it now'

# Words that are cut short in a step are cut between letters, wherever these begin.
for word in outbreak xoutbreak fever 'new fever' 'bad fever'; do
  {
    printf 'France will send doctors to Niger if the %s spreads to ' "$word"
    for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do printf 'Ségoué, '; done
    printf 'and Ségou.\n'
  } >letters.txt
  "$casus" code letters.txt >events || fail "letters"
  for id in $(cut -d'"' -f4 events); do expect 0 "$casus" explain --format jsonl "$id" letters.txt; done
done
