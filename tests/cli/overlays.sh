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

# The same tables from a folder give the same bytes.
mkdir data
cp -r "$root/data/." data/ && cp "$root/models/grammar.casus" data/
expect 0 "$casus" code "$root/samples"
mv out one
expect 0 "$casus" code --data data "$root/samples"
cmp -s one out || fail "--data with the same tables gives other events"
