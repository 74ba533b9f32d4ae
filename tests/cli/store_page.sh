# docs/store.md lists the tables as a fresh store has them, and its example queries run.
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || exit 0
printf 'The minister met the envoy at the lock.\n' >a.txt
expect 0 "$casus" ingest --no-code --db fresh.db a.txt
expect 0 python3 "$root/tools/schema_page.py" --check fresh.db "$root/docs/store.md"

sed 's/^| `key` | integer primary key | from 1 |$/| `key` | text | wrong |/' "$root/docs/store.md" >page.md
expect 1 python3 "$root/tools/schema_page.py" --check fresh.db page.md
says "not up to date"
expect 0 python3 "$root/tools/schema_page.py" fresh.db page.md
cmp -s page.md "$root/docs/store.md" || fail "the page that is written is not docs/store.md"

cat >examples.py <<'END'
import re, sqlite3, sys
page = open(sys.argv[1], encoding="utf-8").read().split("## By SQL")[1].split("## Tables")[0]
queries = [q for q in re.findall(r"(?m)((?:^    .*\n)+)", page) if q.strip().startswith("SELECT")]
assert len(queries) == 5, len(queries)
for query in queries:
    sqlite3.connect("fresh.db").execute(query).fetchall()
END
expect 0 python3 examples.py "$root/docs/store.md"
