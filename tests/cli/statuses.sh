# Exit statuses and messages of wrong usage.
. "$(dirname "$0")/lib.sh"

expect 0 "$casus" --help
grep -q '^  code ' out || fail "help lists no command"
expect 0 "$casus" --version
expect 2 "$casus"
expect 2 "$casus" nonsense
says 'no command "nonsense"'
expect 2 "$casus" code --nonsense
says 'no option --nonsense'
expect 2 "$casus" code --format xml
says 'table|jsonl'
expect 2 "$casus" code --format
expect 2 "$casus" code --quiet=yes
expect 2 "$casus" code --date 2024-13-01
expect 2 "$casus" code --date 2024
expect 2 "$casus" code --jobs 0
expect 2 "$casus" code --jobs 2x
expect 2 "$casus" explain
expect 2 "$casus" eval
expect 2 "$casus" eval nonsense gold
expect 2 "$casus" train nonsense data --out w
expect 3 "$casus" code --data "$work" -
says "$work"
expect 3 "$casus" code --actors "$work/none.tsv" -
expect 3 "$casus" code --lexicon "$work/none.tsv" -
expect 1 "$casus" code none.txt
says 'none.txt'
expect 1 "$casus" eval events none.jsonl
says 'none.jsonl'
[ ! -s out ] || fail "output of a failed run"
: >empty.txt
expect 0 "$casus" code empty.txt
[ ! -s out ] || fail "events of an empty file"
