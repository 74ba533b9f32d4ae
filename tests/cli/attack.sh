# Inputs that are made to hurt end in time, and cost nobody else.
. "$(dirname "$0")/lib.sh"

size=${ATTACK_BYTES:-1000000}
repeat() { yes "$1" | tr -d '\n' | head -c "$size"; }

: >empty.txt
head -c "$size" /dev/zero >nuls.txt
repeat 'France condemned Mali ' >line.txt
repeat '"' >quotes.txt
repeat '(' >brackets.txt
repeat 'He said that ' >clauses.txt
repeat 'x' >word.txt
repeat 'and France ' >and.txt
repeat 'France, ' >commas.txt
repeat 'the attack of ' >of.txt
repeat 'Mr. ' >dots.txt
repeat "$(printf '\303\251')" >letters.txt
printf '\357\273\277France condemned Mali.' >mark.txt
for file in *.txt; do
  timeout 100 "$casus" code --quiet "$file" >out 2>err
  status=$?
  [ $status -le 1 ] || fail "$file: exit status $status"
done
"$casus" code mark.txt | grep -q ACCUSE || fail "a byte order mark hides the first sentence"
