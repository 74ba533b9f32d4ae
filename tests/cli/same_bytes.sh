# The same input gives the same bytes, whatever the threads, run, locale or time zone.
. "$(dirname "$0")/lib.sh"

expect 0 "$casus" code --jobs 1 "$root/samples"
mv out one
[ "$(wc -l <one)" -ge 50 ] || fail "fewer than 50 events in samples/"
for jobs in 1 2 5; do
  expect 0 "$casus" code --jobs $jobs "$root/samples"
  cmp -s one out || fail "--jobs $jobs gives other bytes"
done
expect 0 env LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo LANG=tr_TR.UTF-8 "$casus" code "$root/samples"
cmp -s one out || fail "another locale gives other bytes"
[ "$(cut -d'"' -f4 one | sort | uniq -d | wc -l)" -eq 0 ] || fail "two events share an id"

expect 0 "$casus" code --jobs 1 --format table --width 100 "$root/samples"
mv out one
expect 0 "$casus" code --jobs 3 --format table --width 100 "$root/samples"
cmp -s one out || fail "the table depends on threads"

# Articles whose events are more than what is held back for a younger one.
yes 'France condemned Mali on Tuesday. ' | tr -d '\n' | head -c 200000 >long.txt
expect 0 "$casus" code --jobs 1 long.txt long.txt long.txt
[ "$(wc -c <out)" -gt 12000000 ] || fail "too little output to try this"
mv out one
expect 0 "$casus" code --jobs 3 long.txt long.txt long.txt
cmp -s one out || fail "long outputs depend on threads"
