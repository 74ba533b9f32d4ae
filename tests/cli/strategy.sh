# casus strategy solve: both formats, what may be asked, and what is said of models that make no sense.
. "$(dirname "$0")/lib.sh"

cat >cuba.json <<'END'
{"decision_makers":[{"name":"US","options":["air strike","blockade"]},{"name":"USSR","options":["withdraw","escalate"]}],
 "infeasible":["--YY"],
 "irreversible":[{"option":"air strike","direction":"N->Y"}],
 "preferences":{"US":[4,6,5,7,2,1,3,0,11,9,10,8],"USSR":[0,4,6,2,5,1,7,3,11,9,10,8]}}
END
expect 0 "$casus" strategy solve cuba.json
grep -q '"equilibria": {"Nash": \[5\], "GMR": \[0, 1, 2, 4, 5, 6, 7\], .*"SEQ": \[4, 5, 6\], "SSEQ": \[4, 5, 6\], "SIM": \[5\]}' out ||
  fail "other equilibria: $(cat out)"
cp out json
expect 0 "$casus" strategy solve --form matrix - <cuba.json
cmp -s out json || fail "the matrix form answers otherwise, or standard input is read otherwise"
expect 0 "$casus" strategy solve cuba.json --format table --width 100
grep -q '^  5      yes    yes .* US: air strike; USSR: withdraw$' out || fail "the table lacks state 5"
grep -q 'Sensitivity' out && fail "a sensitivity that nobody asked for"
expect 0 "$casus" strategy solve cuba.json --format table --sensitivity --coalitions --explain YNYN --wish 6 --status-quo 0
for words in Sensitivity 'US + USSR' 'Why state 5' 'To make stable state 6' 'From the status quo'; do
  grep -q "$words" out || fail "the table lacks \"$words\""
done
expect 0 "$casus" strategy solve cuba.json --concepts nash,L --horizon 2 --format json
grep -q '"equilibria": {"Nash": \[5\], "L": \[[0-9, ]*\]}, "horizon": 2}' out || fail "other concepts than asked for: $(cat out)"
expect 0 "$casus" strategy solve cuba.json --graph
grep -q '"moves": {"US": \[\[0, 1, "better"\], ' out || fail "no moves: $(cat out)"
grep -q '\[1, 0, ' out && fail "an air strike taken back"
grep -q '"moves"' json && fail "moves that nobody asked for"
expect 0 "$casus" strategy solve cuba.json --dot graph
grep -q '^digraph' graph || fail "no graph"
expect 0 "$casus" strategy solve cuba.json --dot -
cmp -s out graph || fail "the graph differs on standard output"
expect 1 "$casus" strategy solve cuba.json --dot no/such/folder/graph

sed 's/,11,9,10,8\],"USSR"/,11,9,10],"USSR"/' cuba.json >missing.json
expect 1 "$casus" strategy solve missing.json
says 'missing.json:4: preferences.US: a rank is missing for state "8"'
[ -s out ] && fail "an answer to a bad model"
echo '{"decision_makers":[' >broken.json
expect 1 "$casus" strategy solve broken.json
says 'broken.json:[12]: is no JSON'
expect 1 "$casus" strategy solve absent.json
says 'absent.json: '

expect 2 "$casus" strategy
expect 2 "$casus" strategy solve
expect 2 "$casus" strategy dissolve cuba.json
says 'cannot "dissolve"'
expect 2 "$casus" strategy solve cuba.json --concepts Nash,Hash
says '"Hash"'
expect 2 "$casus" strategy solve cuba.json --explain 12
says 'no feasible state "12"'
expect 2 "$casus" strategy solve cuba.json --horizon 0
sed 's/"US","options"/"us","options"/; s/"US":/"us":/; 1s/}\],$/},{"name":"UN"}],/; s/"USSR":\[0/"UN":[[0,1,2,3,4,5,6,7,8,9,10,11]],"USSR":[0/' cuba.json >three.json
expect 0 "$casus" strategy solve three.json
expect 2 "$casus" strategy solve three.json --concepts SIM
says 'take two decision makers'
