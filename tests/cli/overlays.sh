# Tables of the user's own: --actors and --lexicon, and --data in place of the built-in ones.
. "$(dirname "$0")/lib.sh"

printf 'The Silver Brigade attacked French soldiers on Monday. France frobbed Mali on Tuesday.\n' >a.txt
printf 'name\tvariants\tcode\tcountry\tsector\tkind\tfrom\tto\tsource\n' >actors.tsv
printf 'Silver Brigade\tBrigade of Silver\tMLIREB\tMLI\tREB\tarmed\t\t\tus\n' >>actors.tsv
head -20 "$root/data/lexicon/accuse.tsv" | grep '^trigger' >lexicon.tsv
printf 'frob\tv\t!A=subj R=obj\tSANCTION\t\t\t\t163\t\n' >>lexicon.tsv

expect 0 "$casus" code a.txt
grep -q 'MLIREB\|"SANCTION"' out && fail "known without the tables"
expect 0 "$casus" code --actors actors.tsv --lexicon lexicon.tsv a.txt
grep -q '"actor":\[{"code":"MLIREB","country":"MLI","sector":"REB","name":"Silver Brigade"' out || fail "--actors does nothing"
grep '"event":"SANCTION"' out | grep -q '"rule":"frob/' || fail "--lexicon does nothing"
id=$(grep frob out | tail -1 | cut -d'"' -f4)
expect 0 "$casus" explain --actors actors.tsv --lexicon lexicon.tsv "$id" a.txt
grep -q 'lexicon.tsv:2' out || fail "the chain does not name the row"

# A table that cannot be used is named with its line.
printf 'x\tv\tA=subj\tMEET\t\t\t\t\t\n' >>lexicon.tsv
expect 3 "$casus" code --lexicon lexicon.tsv a.txt
says 'lexicon.tsv:3: '
printf 'name\tcode\n' >broken.tsv
expect 3 "$casus" code --actors broken.tsv a.txt
says 'broken.tsv:1: '
printf 'name\xff\n' >bytes.tsv
expect 3 "$casus" code --actors bytes.tsv a.txt
says 'bytes.tsv'

# Places of the user's own are found, and win over those that casus knows.
printf 'Rebels attacked soldiers in Umberfell on Monday.\nRebels attacked soldiers near Bamako on Tuesday.\n' >where.txt
printf 'name\tvariants\tcountry\tfeature\tlat\tlon\n' >places.tsv
printf 'Umberfell\tOld Umberfell|Umberfels\tMLI\tPPL\t14.25\t-5.5\n' >>places.tsv
printf 'Bamako\t\tSEN\tPPL\t13.5\t-12.25\n' >>places.tsv
expect 0 "$casus" code where.txt
grep -q '"lat":14.25\|"lat":13.5,' out && fail "known without the table"
expect 0 "$casus" code --places places.tsv where.txt
grep -q '"place":{"name":"Umberfell","country":"MLI",.*"lat":14.25,"lon":-5.5' out || fail "--places does nothing"
grep -q '"place":{"name":"Bamako","country":"SEN",.*"lat":13.5,"lon":-12.25' out || fail "its row does not win"
printf '\357\273\277' | cat - places.tsv | sed 's/$/\r/' >dos.tsv
mv out one
expect 0 "$casus" code --places dos.tsv where.txt
cmp -s one out || fail "a table with a byte order mark and CRLF gives other places"
printf 'name\tcountry\tfeature\tlat\tlon\nUmberfell\tFRA\tPPL\t47.5\t3\n' >first.tsv
expect 0 "$casus" code --places first.tsv --places places.tsv where.txt
grep -q '"name":"Umberfell","country":"FRA"' out || fail "of two tables the first does not win"

# A bad row is named with its line and what should stand there.
bad_place() {
  printf 'name\tcountry\tfeature\tlat\tlon\tpopulation\tgeonames\n# two\n%b\n' "$1" >bad.tsv
  expect 3 "$casus" code --places bad.tsv where.txt
  says "$2"
}
bad_place 'X\tFRA\tPPL\tnorth\t3' 'bad.tsv:3: lat "north": should be degrees'
bad_place 'X\tFRA\tPPL\t91\t3' 'bad.tsv:3: lat "91"'
bad_place 'X\tFRA\tPPL\t45\t' 'bad.tsv:3: lon ""'
bad_place 'X\tFrance\tPPL\t45\t3' 'bad.tsv:3: country "France": should be a code'
bad_place 'X\tFRA\ttown\t45\t3' 'bad.tsv:3: feature "town": should be PPL'
bad_place 'X\tFRA\tPPL\t45\t3\tmany' 'bad.tsv:3: population "many"'
bad_place 'X\tFRA\tPPL\t45\t3\t\t-7' 'bad.tsv:3: geonames "-7"'
bad_place '\tFRA\tPPL\t45\t3' 'bad.tsv:3: name ""'
bad_place 'X\tFRA\tPPL\t45\t3\t\t\tmore' 'bad.tsv:3: has more fields'
bad_place 'X\tFRA\tPPL\t45\t3\nY\377\tFRA\tPPL\t45\t3' 'bad.tsv.*UTF-8'
printf 'name\tcountry\tlat\tlon\n' >bad.tsv
expect 3 "$casus" code --places bad.tsv where.txt
says 'bad.tsv:1: has no column "feature"'
: >bad.tsv
expect 3 "$casus" code --places bad.tsv where.txt
says 'bad.tsv: has no row of column names'
expect 3 "$casus" code --places none.tsv where.txt
says 'none.tsv: cannot open'
printf 'name\tcountry\tfeature\tlat\tlon\n' >bad.tsv
expect 0 "$casus" code --places bad.tsv where.txt

# The same tables from a folder give the same bytes.
mkdir data
cp -r "$root/data/." data/ && cp "$root/models/grammar.casus" data/
expect 0 "$casus" code "$root/samples"
mv out one
expect 0 "$casus" code --data data "$root/samples"
cmp -s one out || fail "--data with the same tables gives other events"

# ---- what a user's table may hold, and what a message says where it may not
head='name\tvariants\tcode\tcountry\tsector\tkind\tfrom\tto\toffice\tsource\n'
printf 'The Silver Brigade attacked French soldiers on Monday.\n' >b.txt
table() { { printf "$head"; printf "$@"; } >t.tsv; }
refused() { expect 3 "$casus" code --actors t.tsv b.txt && says "$1"; }
taken() { expect 0 "$casus" who "$1" --on "$2" --actors t.tsv && { grep -q "\"actor\":\[{\"code\":\"$3\"" out || fail "not $3: $(cut -c1-200 out)"; }; }

# As spreadsheets write it: byte order mark, CRLF, no end of the last line, columns in another order.
printf '\357\273\277# ours\r\nkind\tname\tcode\tvariants\tsector\tcountry\tto\tfrom\r\narmed\tSilver Brigade\tMLIREB\t\tREB\tMLI\t\t' >t.tsv
taken 'the Silver Brigade' 2024-01-01 MLIREB
: >t.tsv
refused 't.tsv: is empty: the first line names name, variants'
printf '# nothing but a comment\n' >t.tsv
refused 'has no row of column names'
printf 'name,code\nSilver,MLI\n' >t.tsv
refused 't.tsv:1: has no column "name": .*parted by tabs'
printf 'name\tvariants\tcode\tcountry\tsector\tkind\tfrom\nx\n' >t.tsv
refused 't.tsv:1: has no column "to"'
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t03/2024\t\t\t\n'
refused 't.tsv:2: "from" has "03/2024": write 2024, 2024-03 or 2024-03-22'
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t\t2024-02-30\t\t\n'
refused 't.tsv:2: "to" has "2024-02-30"'
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t2024\t2023-05\t\t\n'
refused 'ends (2023-05) before it begins (2024)'
table '\t\tMLIREB\tMLI\tREB\tarmed\t\t\t\t\n'
refused 't.tsv:2: has no name'
table 'Silver Brigade\t\t\t\t\tarmed\t\t\t\t\n'
refused 'needs a code'
table 'Silver Brigade\t\tMLIREB\tMali\tREB\tarmed\t\t\t\t\n'
refused 'the country "Mali" is no ISO 3166'
table 'Silver Brigade\t\tFRAREB\tMLI\tREB\tarmed\t\t\t\t\n'
refused 'does not begin with its country MLI'
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t\t\tpresident\t\n'
refused 'has an office but is no person'
table 'Silver Brigade|Brigade\t\tMLIREB\tMLI\tREB\tarmed\t\t\t\t\n'
refused 'further names stand in the column "variants"'
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t\t\t\t\tmore\tand more\n'
refused 't.tsv:2: has more fields than'

# Twice the same name: only at different times, or of different countries.
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t2020\t2024\t\t\nSilver brigade\t\tMLIGOV\tMLI\tGOV\tarmed\t2024-03\t\t\t\n'
refused 't.tsv:3: "Silver brigade" stands in line 2 for the same time'
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t2020\t2023\t\t\nSilver Brigade\t\tMLIGOV\tMLI\tGOV\tarmed\t2024-01-01\t\t\t\n'
taken 'the Silver Brigade' 2022-05-05 MLIREB
taken 'the Silver Brigade' 2025-05-05 MLIGOV
table 'Silver Brigade\t\tMLIREB\tMLI\tREB\tarmed\t\t\t\t\nSilver Brigade\t\tNERREB\tNER\tREB\tarmed\t\t\t\t\n'
taken 'the Silver Brigade' 2022-05-05 MLIREB

# A code is made of country and sector, a sector of the code.
table 'Silver Brigade\t\t\tMLI\tREB\tarmed\t\t\t\t\nGold Brigade\t\tMLIREB\tMLI\t\tarmed\t\t\t\t\n'
taken 'the Silver Brigade' 2022-05-05 MLIREB
taken 'the Gold Brigade' 2022-05-05 MLIREB

# A body of ours replaces a built-in one of its name; while its row does not hold, the built-in one does.
table 'Hamas\t\tXXXREB\tXXX\tREB\tarmed\t2022\t\t\tour desk\n'
taken Hamas 2024-05-05 XXXREB
taken Hamas 2010-05-05 "$("$casus" who Hamas --on 2010-05-05 | sed 's/.*"actor":\[{"code":"\([A-Z]*\)".*/\1/')"

# A person has terms and offices, before and behind which she is none of the government, and replaces the built-in one.
table 'Jane Doe\tJ. Doe\t\tFRA\tGOV\tperson\t2027-05-14\t\tpresident\tours\nEmmanuel Macron\t\t\tFRA\tGOV\tperson\t2017-05-14\t2027-05-13\tpresident\tours\n'
taken 'Jane Doe' 2025-01-01 FRAPTY
taken 'Jane Doe' 2028-01-01 FRAGOV
taken 'Emmanuel Macron' 2028-01-01 FRAELI
taken 'the French president' 2028-01-01 FRAGOV
grep -q '"name":"Jane Doe","office":"president"' out || fail "the office is not hers: $(cut -c1-200 out)"
taken 'the French president' 2026-01-01 FRAGOV
grep -q '"name":"Emmanuel Macron"' out || fail "not the president of the table: $(cut -c1-200 out)"
grep -q '"row":"people.tsv:[^}]*an overlay has rows of its own' out || fail "the rows replaced are not said to be: $(cut -c1-2000 out)"
