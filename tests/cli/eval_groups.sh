# Scores of near-duplicates and of stories: what is right, missed and too much, and floors for the sets of the tree.
. "$(dirname "$0")/lib.sh"

has() { grep -q -e "$1" out || { cat out >&2; fail "no line like $1"; }; }
article() { # id date group text
  printf '{"id":"%s","date":"%s","group":"%s","text":"%s"}\n' "$@"
}
brief='Two ships collided off Cape Blue early on Monday, and nine sailors were taken to hospital, the coast guard said.'
{
  article a 2025-03-10 one "$brief"
  article b 2025-03-11 one "NORTHPORT - $brief"
  article c 2025-03-20 one "$brief" # a week later: missed
  article d 2025-03-10 two "$brief He gave no names." # called another article: too much, with a and with b
} >gold.jsonl
expect 0 "$casus" eval duplicates gold.jsonl --errors
has '^-	a	c$'
has '^-	b	c$'
has '^+	a	d$'
has '^+	b	d$'
has '^duplicates: 4 articles, 3 pairs in gold, 3 in ours: precision 33.3, recall 33.3, F1 33.3;'
printf '{"id":"a","text":"x","group":"g"}\n' >bad.jsonl
expect 1 "$casus" eval duplicates bad.jsonl
says 'bad.jsonl:1: is no JSON object with id, text, date and group'

# Edited copies of the samples: the same bytes each time, and nearly all found.
if command -v python3 >/dev/null; then
  expect 0 python3 "$root/tools/make_duplicates.py" "$root"/samples/*.txt "$root"/samples/strait/*.txt
  cp out copies.jsonl
  expect 0 python3 "$root/tools/make_duplicates.py" "$root"/samples/*.txt "$root"/samples/strait/*.txt
  cmp -s out copies.jsonl || fail "make_duplicates.py gives other bytes the second time"
  expect 0 "$casus" eval duplicates copies.jsonl
  sed 's/.* F1 \([0-9.]*\);.*/\1/' out | awk '{ exit !($1 >= 95) }' || { cat out >&2; fail "duplicates below 95 F1"; }
fi

{
  printf '{"id":"a","date":"2025-03-10","source":"x","text":"Kenya met Uganda in Entebbe on Sunday.","stories":{"talks":["Kenya met Uganda"]}}\n'
  printf '{"id":"b","date":"2025-03-10","source":"y","text":"Uganda met Kenya in Entebbe on Sunday.","stories":{"talks":["Uganda met Kenya"]}}\n'
  printf '{"id":"c","date":"2025-03-10","source":"y","text":"Uganda met Kenya in Entebbe on Sunday.","stories":{"others":["met Kenya"]}}\n'
} >stories.jsonl
expect 0 "$casus" eval stories stories.jsonl --errors --verbose
has '^stories: 3 articles, 3 events, 3 of them in gold (3 stretches)$'
has '^pairs: 1 in gold, 3 in ours, precision 33.3, recall 100.0, F1 50.0$'
has '^+$'
has '^story [0-9a-f]*: 3 reports, 3 articles, agreement 1.00$'
expect 1 "$casus" eval stories bad-none.jsonl
printf 'no JSON\n' >bad.jsonl
expect 1 "$casus" eval stories bad.jsonl
says 'bad.jsonl:1: is no JSON object with id and text'

expect 0 "$casus" eval stories "$root/tests/stories/occurrences.jsonl"
sed -n 's/^B-cubed:.* F1 //p' out | awk '{ exit !($1 >= 90) }' || { cat out >&2; fail "stories below 90 B-cubed F1"; }
