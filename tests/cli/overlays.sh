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
