# casus strategy build: models of tests/proposal and their evidence, the solver takes them, order and threads make no difference,
# and what is said where nothing can be proposed.
. "$(dirname "$0")/lib.sh"

# The model without its evidence: what tests/proposal/*.json holds.
bare() {
  python3 -c '
import json, sys
model = json.load(open(sys.argv[1], encoding="utf-8"))
del model["proposal"]
json.dump(model, sys.stdout, indent=1, ensure_ascii=False)
print()' "$1"
}

for article in harbour valley; do
  expect 0 "$casus" strategy build --quiet "$root/tests/proposal/$article.txt"
  mv out "$article.json"
  bare "$article.json" >bare
  diff -u "$root/tests/proposal/$article.json" bare >&2 || fail "$article.txt proposes another model than tests/proposal/$article.json"
  expect 0 "$casus" strategy solve "$article.json" --format table --sensitivity
  grep -q '^Equilibria' out || fail "no equilibria of $article"
done

# Each option and each statement that is not assumed has its sentence, where the article has it.
python3 - "$root/tests/proposal" <<'PY' || fail "evidence does not stand in the article"
import json, sys
for name in ("harbour", "valley"):
    article = open(f"{sys.argv[1]}/{name}.txt", "rb").read()
    proposal = json.load(open(f"{name}.json", encoding="utf-8"))["proposal"]
    assert proposal["note"] and proposal["articles"] == 1
    for part in proposal["options"] + proposal["statements"] + proposal["left_open"]:
        evidence = part["evidence"]
        if isinstance(evidence, dict): evidence = [evidence]
        assert evidence or part["why"].startswith("assumed"), part
        for e in evidence:
            begin, end = e["span"]
            assert article[begin:end].decode() == e["text"], e
            assert begin <= e["trigger"][0] < e["trigger"][1] <= end, e
            assert len(e["event"]) == 32 and e["date"] and e["doc"], e
PY

# Articles in another order, by more threads, out of a store.
both="$root/tests/proposal/harbour.txt $root/tests/proposal/valley.txt"
expect 0 "$casus" strategy build --quiet $both
mv out both.json
expect 0 "$casus" strategy build --quiet --jobs 3 "$root/tests/proposal/valley.txt" "$root/tests/proposal/harbour.txt"
cmp -s out both.json || fail "the order of articles changes the model"
expect 0 "$casus" ingest --quiet --db crisis.db $both
expect 0 "$casus" strategy build --db crisis.db
bare out >stored
bare both.json >coded
diff -u coded stored >&2 || fail "a store gives another model than its articles"
expect 0 "$casus" strategy build --db crisis.db --about trawler
grep -q 'San Lucas' out && fail "--about takes articles that do not hold the word"
expect 0 "$casus" strategy build --db crisis.db --to 2026-03
grep -q 'Colombia' out && fail "--to takes later events from a store"
expect 0 "$casus" strategy build --quiet --to 2026-03 $both
grep -q 'Colombia' out && fail "--to takes later events from articles"
expect 0 "$casus" strategy build --quiet --format table "$root/tests/proposal/harbour.txt"
grep -q '^What they could do' out || fail "no table"
"$casus" strategy build --quiet "$root/tests/proposal/harbour.txt" | "$casus" strategy solve - >out 2>err || fail "the pipe breaks"

# Too little, or nothing.
expect 1 "$casus" strategy build --quiet "$root/tests/proposal/visit.txt"
says 'nothing that a party could still choose'
[ -s out ] && fail "a model of nothing"
: >empty.txt
expect 1 "$casus" strategy build --quiet empty.txt
says 'there are no reports'
expect 1 "$casus" strategy build --quiet --about nowhere "$root/tests/proposal/harbour.txt"
says 'there are no reports'
expect 2 "$casus" strategy build --db crisis.db article.txt
expect 2 "$casus" strategy build --from yesterday empty.txt
expect 4 "$casus" strategy build --db absent.db
expect 2 "$casus" strategy draw empty.txt
says 'solve and build'
