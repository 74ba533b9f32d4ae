# A broken input costs that document and no other, and is named with its place.
. "$(dirname "$0")/lib.sh"

printf 'France condemned Mali.\n' >good.txt
printf 'France condemned \377 Mali.\n' >bytes.txt
printf '{"id":"a","text":"France condemned Mali."}\n{"text": oops}\n{"id":"c","text":"France condemned Mali."}\n' >lines.jsonl
gzip -c lines.jsonl | head -c 60 >cut.jsonl.gz
printf '{"id":"d"}\n' >empty.jsonl

expect 1 "$casus" code good.txt bytes.txt lines.jsonl cut.jsonl.gz empty.jsonl none.txt good.txt
[ "$(grep -c '"ACCUSE"' out)" -ge 4 ] || fail "the good ones are not done"
says 'bytes.txt.*byte 17'
says 'lines.jsonl:2: .*byte '
says 'cut.jsonl.gz'
says 'empty.jsonl:1'
says 'none.txt'
says 'failed$'
expect 1 "$casus" parse bytes.txt good.txt
grep -q 'condemned' out || fail "parse stops at a broken file"

# Another encoding is named, with what to do.
printf '\377\376K\000e\000' >utf16.txt
expect 1 "$casus" code utf16.txt
says 'utf16.txt: is UTF-16, not UTF-8'
says 'iconv'
