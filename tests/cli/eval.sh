# Scores against gold: what matches, what is missed, what is extra, what counts neither way.
. "$(dirname "$0")/lib.sh"

mkdir articles
cat >articles/a.txt <<'END'
France condemned Mali. Kenya met Uganda. Germany praised Japan.

The harvest was good. The minister said so. Peru condemned Chile.
END
gold() { # sentence event actor recipient sure
  printf '{"doc":"a","sentence":"%s","trigger":"t","event":"%s","of":null,"status":"actual","actor":[%s],"recipient":[%s],"sure":%s}\n' "$@"
}
{
  gold 'France condemned Mali.' ACCUSE '{"code":"FRAGOV"}' '{"code":"MLI"}' true
  gold 'Kenya  met Uganda.' CONSULT '{"code":"UGA"}' '{"code":"KEN"}' true # swapped sides are right for CONSULT
  gold 'Germany praised Japan.' SUPPORT '{"code":"DEU"}' '{"code":"FRA"}' true # another country: missed, and ours is too much
  gold 'Peru condemned Chile.' ACCUSE '{"code":"PER"}' '{"code":"CHL"}' false # counts neither way
  gold 'The harvest was good.' PROTEST '' '' true # missed
} >gold.jsonl
printf '{"doc":"a","sentence":"The minister said so."}\n' >none.jsonl

expect 0 "$casus" eval events gold.jsonl --none none.jsonl --errors --verbose
has() { grep -q -e "$1" out || { cat out >&2; fail "no line like $1"; }; }
has '^events: P 66.7 R 50.0 F1 57.1 (gold 4, ours 3, right 2)$'
has '^events, type alone: P 100.0 R 75.0 F1 85.7 (gold 4, ours 3, right 3)$'
has '^status right: 100.0 % of matches'
has '^extra: 0.0 % of our 4 events'
has '^no event where gold has none: 100.0 % (1 of 1 sentences)$'
has '^MISSED	a	SUPPORT.actual DEU>FRA '
has '^MISSED	a	PROTEST.actual ->- '
has '^EXTRA	a	SUPPORT.actual DEU>JPN '
has '^confidence: .*said 0\.[0-9]*, right [01]\.[0-9]* ([1-3]);'
has '^CONSULT  *1  *1  *100.0'

rm articles/a.txt && echo text >articles/b.txt
expect 1 "$casus" eval events gold.jsonl
says 'not there'

{
  printf 'id\tsentence\tmarked_sentence\tsource\ttarget\troot\tquad\n'
  printf '1\t\t<s>France</s> condemned <t>Mali</t>.\tFrance\tMali\tACCUSE\t3\n'
  printf '2\t\t<t>Mali</t> was condemned by <s>France</s>.\tFrance\tMali\tREJECT\t3\n'
  printf '3\t\t<s>France</s> freed <t>three prisoners</t>.\tFrance\tthree prisoners\tYIELD\t2\n'
} >pairs.tsv
expect 0 "$casus" eval relate pairs.tsv --errors
has '^2	REJECT	ACCUSE	'
has '^relate: 3 pairs, 100.0 % answered, roots macro-F1 55.6 (accuracy 66.7), quads macro-F1 100.0 (accuracy 100.0)$'
printf 'id\tsentence\n1\tx\n' >bad.tsv
expect 3 "$casus" eval relate bad.tsv

# Toponyms of pages: the title is not scored, a missed position counts as wrong, bodies' names count neither way.
mkdir pages
printf 'TITLE: Talks in Rome LINK: x\nThey met in Paris and in Nairobi. Then Zorro left the Chicago Centre.\n' >pages/1.txt
{
  printf 'T1\tLiteral 41 46\tParis\n#1\tAnnotatorNotes T1\t2988507\n'
  printf 'T2\tLiteral 54 61\tNairobi\n#2\tAnnotatorNotes T2\t-1.5, 36.5\n'
  printf 'T3\tMetonymic 68 73\tZorro\n#3\tAnnotatorNotes T3\t-20.5, 20.5\n'
  printf 'T4\tCoercion 83 97\tChicago Centre\n'
} >pages/1.ann
expect 0 "$casus" eval places pages --errors
has '^toponyms  *P 100.0 R 66.7 F1 80.0 (gold 3, ours 2)$'
has '^within 161 km  *100.0 % of 2 '
has 'missed are wrong  *66.7 % of 3'
has '^1.txt missed \[Zorro\]'
mv out one
tar czf pages.tar.gz pages
expect 0 "$casus" eval places pages.tar.gz --errors
cmp -s one out || fail "an archive gives other scores than its folder"
mkdir above && mv pages above/ && cp above/pages/1.ann above/.1.ann
expect 0 "$casus" eval places above --errors
cmp -s one out || fail "pages in a folder within the folder are not found"
mv above/pages . && rm -f above/.1.ann
expect 1 "$casus" eval places above
says 'no page'
printf 'T1\tLiteral 41\tParis\n' >pages/1.ann
expect 1 "$casus" eval places pages
says '1.ann:1: should be'
rm pages/1.txt
expect 1 "$casus" eval places pages
says '1.ann: has no .txt'
expect 1 "$casus" eval places no-such-file.tar.gz
says 'no-such-file.tar.gz: cannot open'
