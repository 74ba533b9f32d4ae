# Tables and JSON Lines, colour, and readers that go away.
. "$(dirname "$0")/lib.sh"

sample=$root/samples/strait/1-wire.txt
expect 0 "$casus" code "$sample"
head -1 out | grep -q '^{"id":"[0-9a-f]\{32\}","doc":' || fail "a pipe does not get JSON Lines"
cp out events
cat "$sample" | "$casus" code - >piped 2>err || fail "standard input fails"
[ "$(cut -d'"' -f4 piped)" = "$(cut -d'"' -f4 events)" ] || fail "standard input gives other ids"

expect 0 "$casus" code --format table "$sample"
grep -q 'CONSULT\|ACCUSE\|COERCE' out || fail "no table"
grep -q "$(printf '\033')" out && fail "colour in a pipe"
expect 0 "$casus" code --format table --color always "$sample"
grep -q "$(printf '\033')" out || fail "no colour where it is asked for"
for width in 60 80 100 200; do
  expect 0 "$casus" code --format table --width $width "$sample"
  grep -q ' $' out && fail "spaces at the end of a line"
  [ "$(LC_ALL=C.UTF-8 wc -L <out)" -le $width ] || fail "lines wider than $width"
done

# What could steer a terminal does not get through.
printf 'France condemned \033[31mMali\033[0m on Tuesday.\n' >escape.txt
expect 0 "$casus" code --format table escape.txt
grep -q "$(printf '\033')" out && fail "an escape sequence of the article reaches the terminal"

"$casus" code "$root/samples" 2>err | head -1 >out
[ -s err ] && fail "noise when the reader goes away"
[ -e /dev/full ] && expect 5 sh -c '"$0" code "$1" >/dev/full' "$casus" "$sample"
exit 0
