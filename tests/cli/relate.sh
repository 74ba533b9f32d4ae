# casus relate: an answer for each line, in order.
. "$(dirname "$0")/lib.sh"

cat >pairs <<'END'
{"id":"a","text":"France condemned Mali on Tuesday.","source":"France","target":"Mali"}
{"id":"b","text":"France condemned Mali on Tuesday.","source":{"begin":0,"end":6},"target":{"begin":17,"end":21}}

{"id":"c","text":"Teachers went on strike on Monday.","source":"Teachers","target":"a recipient"}
END
expect 0 "$casus" relate pairs
[ "$(wc -l <out)" -eq 3 ] || fail "not an answer for each line"
sed -n 1p out | grep -q '^{"id":"a","event":"ACCUSE","of":null,"quad":3,"aux":\[\],"status":"actual","confidence":0\.[0-9]*,"rule":"' ||
  fail "not ACCUSE: $(sed -n 1p out)"
[ "$(sed -n 1p out | cut -d, -f2-)" = "$(sed -n 2p out | cut -d, -f2-)" ] || fail "offsets and words differ"
sed -n 3p out | grep -q '"event":"PROTEST"' || fail "a side that is not named: $(sed -n 3p out)"
cat pairs >more
printf 'not json\n{"text":"x","source":"y","target":"z"}\n{"source":"y"}\n{"text":"ab","source":{"begin":1,"end":9},"target":"a"}\n' >>more
expect 1 "$casus" relate more
[ "$(wc -l <out)" -eq 3 ] || fail "answers to broken lines"
says 'more:5: '
says 'more:6: '
says 'more:7: has no "text"'
says 'more:8: '
"$casus" relate <pairs >piped || fail "standard input"
"$casus" relate pairs | cmp -s - piped || fail "standard input gives other bytes"

# Lines that are made to hurt cost themselves only.
{
  head -c 3000000 /dev/zero | tr '\0' '['
  printf '\n'
  head -c 100000 /dev/zero | tr '\0' '['
  printf '\n{"text":"\\u0000\\ud800","source":"a","target":"b"}\n\377\n'
  head -1 pairs
} >attacks
expect 1 "$casus" relate attacks
[ "$(wc -l <out)" -eq 1 ] || fail "not one answer after four broken lines"
says 'attacks:1: is a longer line than allowed'
for line in 2 3 4; do says "attacks:$line: "; done

# An id may be a number.
printf '{"id":7,"text":"Chad accused Sudan of arming rebels.","source":"Chad","target":"Sudan"}\n' >number
expect 0 "$casus" relate number
grep -q '"id":"7"' out || fail "the number of a record is lost"
