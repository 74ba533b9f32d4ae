# casus parse: CoNLL-U that can be read again, given tokens that stay as they are.
. "$(dirname "$0")/lib.sh"

printf 'France condemned Mali on Tuesday. It will not pay.\n' >a.txt
expect 0 "$casus" parse a.txt
mv out parsed
[ "$(grep -c '^# sent_id' parsed)" -eq 2 ] || fail "not two sentences"
[ "$(cut -f2 parsed | grep -v '^#' | tr '\n' ' ' | tr -s ' ')" = "France condemned Mali on Tuesday . It will not pay . " ] || fail "other tokens"
grep -q '^2	condemned	condemn	VERB	VBD	' parsed || fail "condemned is not condemn, VERB, VBD"
awk -F'\t' '/^[0-9]/ && NF != 10 {exit 1}' parsed || fail "not ten columns"
awk -F'\t' '/^1\t/ {if (NR > 9 && roots != 1) exit 1; roots = 0} /^[0-9]/ && $7 == 0 {roots++} END {exit roots != 1}' parsed ||
  fail "not one root in each sentence"

# Parsing its own output again keeps tokens and gives the same trees.
expect 0 "$casus" parse --input conllu parsed
grep '^[0-9]' out | cut -f1-8 >again
grep '^[0-9]' parsed | cut -f1-8 | cmp -s - again || fail "the same tokens give other trees"

# Odd tokens are kept.
printf '1\tU.S.-led\t_\t_\t_\t_\t_\t_\t_\t_\n2\traid s\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t!?\t_\t_\t_\t_\t_\t_\t_\t_\n\n' >odd.conllu
expect 0 "$casus" parse --input conllu odd.conllu
[ "$(grep '^[0-9]' out | cut -f2 | tr '\n' '|')" = "U.S.-led|raid s|!?|" ] || fail "given tokens are changed"

# A broken file is named with its line, the others are done.
printf '1\tonly\n\n' >broken.conllu
expect 1 "$casus" parse --input conllu broken.conllu odd.conllu
says 'broken.conllu:1'
grep -q 'U.S.-led' out || fail "stops at a broken file"

# Weights of one's own need nothing beside them; damaged ones are refused with the reason.
mkdir weights
cp "$root/models/grammar.casus" weights
echo 'France condemned Mali.' >short.txt
expect 0 "$casus" parse --data weights short.txt
head -c 1000000 "$root/models/grammar.casus" >weights/grammar.casus
expect 3 "$casus" parse --data weights short.txt
says 'grammar.casus'
