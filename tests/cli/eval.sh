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

# Pronouns: two names each, of which one, the other or none is meant; then trees with clusters.
{
  printf 'ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n'
  printf 'a\tPeter Kolar met Anna Weber. She left.\tShe\t28\tPeter Kolar\t0\tFALSE\tAnna Weber\t16\tTRUE\t-\n'
  printf 'b\tÉmile Dahl met Anna Weber. He left.\tHe\t27\tÉmile Dahl\t0\tTRUE\tAnna Weber\t15\tFALSE\t-\n' # offsets are of characters
  printf 'c\tPeter Kolar saw him.\tHim\t16\tPeter Kolar\t0\tTRUE\tsaw\t12\tFALSE\t-\n' # the gold is wrong here: nobody is found
} >gap.tsv
expect 0 "$casus" eval coref gap.tsv --errors
has '^all  *P 100.0 R 66.7 F1 80.0 (gold 3, ours 2, right 2)$'
has '^UNRESOLVED	want Peter Kolar	found nobody	c'
has '^pronouns 3, unresolved 1, to a third name 0; '

printf '# newdoc id = d\n1\tKenya\tKenya\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-place-new-nnnnn-cf1-1-coref)\n2\tvoted\tvote\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-place-giv:act-nnnnn-cf1-1-ana)\n2\tborders\tborder\tVERB\tVBZ\t_\t0\troot\t_\t_\n3\tUganda\tUganda\tPROPN\tNNP\t_\t2\tobj\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl)|SpaceAfter=No\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n' >clusters.conllu
expect 0 "$casus" eval coref clusters.conllu
has '^it  *P 100.0 R 100.0 F1 100.0 (gold 1, ours 1, right 1)$'
printf 'ID\tText\n1\tShe left.\n' >gap.tsv
expect 3 "$casus" eval coref gap.tsv
says 'Pronoun'
sed 's/Entity=(1/Entity=))((1/' clusters.conllu >crossed.conllu # brackets that do not match are no matter
expect 0 "$casus" eval coref crossed.conllu
