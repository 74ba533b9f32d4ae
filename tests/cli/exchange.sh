#!/bin/sh
# casus export and casus import: files of other data sets out of a store, read back by their users' means, and into a store again.
. "$2/tests/cli/lib.sh"

expect 0 "$casus" ingest "$root/samples" --db store.db --quiet

# ---- every format, read by pandas where it is (the distribution's python has it), by the csv module elsewhere
for format in gdelt gdelt-mentions icews polecat phoenix csv jsonl geojson; do
  expect 0 "$casus" export --db store.db --to $format --provenance why.$format --quiet
  mv out out.$format
done
python=python3
if [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import pandas' 2>/dev/null; then python=/usr/bin/python3; fi
expect 0 "$python" "$root/tests/cli/read_back.py" .

# ---- the same to a file, and only what is asked for
expect 0 "$casus" export --db store.db --to jsonl -o file.jsonl
cmp -s file.jsonl out.jsonl || fail "-o FILE holds something else than standard output"
says "left out by --status"
[ "$(wc -l <out.jsonl)" -gt 50 ] || fail "there are too few events to tell anything"
expect 0 "$casus" export --db store.db --to jsonl --status all --quiet
[ "$(wc -l <out)" -gt "$(wc -l <out.jsonl)" ] || fail "--status all adds nothing"
grep -q '"status":"planned"' out || fail "--status all leaves planned events out"
! grep -q '"status":"planned"' out.jsonl || fail "planned events are written unasked"
expect 0 "$casus" export --db store.db --to jsonl --status planned,denied --quiet
! grep -q '"status":"actual"' out || fail "--status planned,denied lets actual events in"

# ---- the filters of casus query
expect 0 "$casus" export --db store.db --to csv --actor DNK --from-date 2024-01 --quiet
n=$(wc -l <out)
[ "$n" -gt 1 ] && [ "$n" -lt "$(wc -l <out.csv)" ] || fail "--actor keeps $n lines"
expect 0 "$casus" export --db store.db --to jsonl --actor DNK --to-date 1990 --quiet
[ ! -s out ] || fail "there is an event of 1990"
expect 2 "$casus" export --db store.db --to csv --type KISS
says "type takes some of AGREE"

# ---- rows of a story bear its id, in events and mentions
expect 0 "$casus" export --db store.db --to gdelt --stories --quiet
cut -f 1 out | sort >ids.events
expect 0 "$casus" export --db store.db --to gdelt-mentions --stories --quiet
cut -f 1 out | sort -u >ids.mentions
[ -s ids.events ] && [ -z "$(uniq -d ids.events)" ] || fail "two stories share an id"
[ -z "$(comm -23 ids.events ids.mentions)" ] || fail "a story has no mention"

# ---- out, in, and out again: the same file
for format in gdelt icews polecat; do
  expect 0 "$casus" import --from $format out.$format --db again-$format.db
  says "0 skipped + 0 failed"
  expect 0 "$casus" export --db again-$format.db --to $format --quiet
  sort out >again
  sort out.$format | cmp -s - again || fail "$format does not come back as it was"
  expect 0 "$casus" import --from $format out.$format --db again-$format.db
  says "= 0 coded"
done

# What the records of a store share or drop is no loss: two publishers of one story, the id of a place without a name.
{
  head -1 out.icews
  printf '1\t2024-03-22\tA\t\tKenya\tMake statement\t010\t0.0\tB\tNULL\t\tstory-1\t1\tFirst\t\t\t\t\t\t\n'
  printf '2\t2024-03-22\tA\t\tKenya\tMake statement\t010\t0\tB\tSocial\t\tstory-1\t2\t\tHere\t\t\t\t1.5\tNA\n'
} >hard.icews
{
  head -1 out.polecat
  printf 'x\t2024-03-22\tASSAULT\t\t-9\tfour\todd\tA;B\tKEN\t\t\tGOV;MIL\t\t"Q"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t1\t2\t7\t\t\t\tsoon\t\t\t\t\t\n'
} >hard.polecat
for format in icews polecat; do
  expect 0 "$casus" import hard.$format --db hard-$format.db
  expect 0 "$casus" export --db hard-$format.db --to $format --quiet
  cmp -s out hard.$format || fail "hard rows of $format do not come back as they were"
done

# ---- compressed, told by its first line; a broken row costs itself
{ head -2 out.icews; echo "no	row"; sed -n 3p out.icews; } | gzip >broken.tab.gz
expect 1 "$casus" import broken.tab.gz --db broken.db
says "broken.tab.gz:3: this line has 2 fields, the first line names 20"
says "3 read = 2 coded + 0 skipped + 1 failed"

# ---- wrong usage, and what cannot be done
expect 2 "$casus" export --db store.db
says "needs --to FORMAT"
expect 2 "$casus" export --db store.db --to acled
expect 2 "$casus" export --db store.db --to csv --status maybe
says "status takes some of"
expect 2 "$casus" export --to csv
expect 2 "$casus" import out.icews
expect 4 "$casus" export --db none.db --to csv -o out.csv
[ -s out.csv ] || fail "a file is emptied for a store that is not there"
expect 5 "$casus" export --db store.db --to csv -o no/such/folder
says "cannot be written"
if [ -w /dev/full ]; then
  expect 5 "$casus" export --db store.db --to csv -o /dev/full
  says "/dev/full: cannot be written: No space"
  expect 5 "$casus" export --db store.db --to csv --provenance /dev/full
  says "/dev/full: cannot be written: No space"
fi
expect 1 "$casus" import no.such.file out.icews --db store.db
says "no.such.file"
echo "id,date" >other.csv
expect 1 "$casus" import other.csv --db store.db
says "neither the header of POLECAT"
