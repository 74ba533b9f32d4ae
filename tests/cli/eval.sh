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

# Places of events: offsets in code points, no place, several places, and places given as numbers of tokens.
{
  printf '{"text":"“Güle,” he said. Police arrested two men in Oslo.","spans":[{"label":"VERB","start":24,"end":32},{"label":"LOCATION","start":44,"end":48}]}\n'
  printf '{"text":"Rebels attacked Homs and Palmyra.","spans":[{"label":"VERB","start":7,"end":15},{"label":"LOCATION","start":25,"end":32},{"label":"LOCATION","start":16,"end":20}]}\n'
  printf '{"text":"Washington condemned the vote.","spans":[{"label":"VERB","start":11,"end":20}]}\n'
  printf '{"text":"  Two men were shot in Lima.","spans":[{"label":"VERB","start":15,"end":19},{"label":"LOCATION","start":6,"end":6}]}\n'
  printf '{"text":"The mayor of Paris resigned in Rome.","spans":[{"label":"VERB","start":19,"end":27},{"label":"LOCATION","start":13,"end":18}]}\n'
} >event-places.jsonl
expect 0 "$casus" eval places event-places.jsonl --errors
has '^event places: 80.0 % right or rightly none (4 of 5)$'
has 'with a place: 4; right 75.0 %, another place 25.0 %, missed 0.0 %$'
has 'without one: 1; rightly none 100.0 %, invented 0.0 %$'
has 'token numbers, read as such: in 1 rows$'
has '^WRONG	Paris	Rome	The mayor of Paris \[resigned\] in Rome.$'
gzip -k event-places.jsonl
expect 0 "$casus" eval places event-places.jsonl.gz
has '(4 of 5)$'
printf '{"text":"x"}\n' >bad.jsonl
expect 1 "$casus" eval places bad.jsonl
says 'span of a VERB'
# Times: a folder and an archive of it score the same; one value is wrong, one time is missed by gold.
mkdir -p times/inner
cat >times/inner/a.tml <<'XML'
<?xml version="1.0"?><TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2024-03-20" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>
<TEXT>The ministers met <TIMEX3 tid="t1" type="DATE" value="2024-W11">last week</TIMEX3>. They will meet again on
<TIMEX3 tid="t2" type="DATE" value="2024-03-23">Friday</TIMEX3> for <TIMEX3 tid="t3" type="DURATION" value="P3D">three days</TIMEX3>.
Talks began in May 2019.</TEXT></TimeML>
XML
expect 0 "$casus" eval time times --errors
has '^value right given the span: 66.7 % (spelled as in gold: 66.7 %)$'
has '^  DATE     50.0 % of 2$'
has '^interval right given the span: 50.0 % of 2 dates and times$'
has '^spans found, overlap: P 75.0 R 100.0 F1 85.7 (gold 3, ours 4)$'
has '^value end to end: P 50.0 R 66.7 F1 57.1 (gold 3, ours 4)$'
has '^value	2024-03-23	2024-03-22	2024-03-20	.*\[Friday\]'
has '^extra		2019-05	.*\[May 2019\]'
if command -v tar >/dev/null && command -v gzip >/dev/null; then
  tar cf - times | gzip >times.tar.gz
  expect 0 "$casus" eval time times.tar.gz
  has '^value end to end: P 50.0 R 66.7 F1 57.1 (gold 3, ours 4)$'
fi
printf 'no archive' >bad.tar.gz
expect 1 "$casus" eval time bad.tar.gz
says 'is no tar archive'
rm times/inner/a.tml
expect 1 "$casus" eval time times
says 'holds no .tml file'
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
has '^pages/1.txt missed \[Zorro\]'
expect 0 "$casus" eval places pages
mv out one
tar czf pages.tar.gz pages
expect 0 "$casus" eval places pages.tar.gz
cmp -s one out || fail "an archive gives other scores than its folder"
mkdir above && mv pages above/ && cp above/pages/1.ann above/.1.ann
expect 0 "$casus" eval places above
cmp -s one out || fail "pages in a folder within the folder are not found"
mv above/pages . && rm -f above/.1.ann
expect 1 "$casus" eval places above
says 'no page'
printf 'T1\tLiteral 41\tParis\n' >pages/1.ann
expect 1 "$casus" eval places pages
says 'pages/1.ann:1: should be'
rm pages/1.txt
expect 1 "$casus" eval places pages
says 'pages/1.ann: has no .txt'
expect 1 "$casus" eval places no-such-file.tar.gz
says 'no-such-file.tar.gz: cannot open'
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

# Sources and targets as phrases: one right, one of whose target only half is gold, one mutual act, and silence.
{
  printf 'Masked B-S\ngunmen I-S\nattacked O\na B-T\nfarm I-T\nin I-T\nGhana I-T\n. O\n\n'
  printf 'Kenya B-S\ncondemned O\nthe O\nUgandan B-T\narmy I-T\n. O\n\n'
  printf 'Kenya B-R\nmet O\nUganda B-R\n. O\n\n'
  printf 'Rain O\n! O\n'
} >sides.iob2
expect 0 "$casus" eval spans sides.iob2 --errors
has '^spans: P 91.7 R 100.0 F1 95.7 (tokens: gold 11, ours 12, right 11)$'
has '^sources: P 100.0 R 100.0 F1 100.0 (tokens: gold 3, ours 3, right 3)$'
has '^ACCUSE	 Kenya/SS condemned the/-T Ugandan/TT army/TT .$'
has '^no event found in 1 of 4 sentences$'
printf 'Kenya B-S\nmet\n' >bad.iob2
expect 1 "$casus" eval spans bad.iob2
says 'bad.iob2'
printf '\377 O\n' >bad.iob2
expect 1 "$casus" eval spans bad.iob2
