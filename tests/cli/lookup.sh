# casus who, where, when: phrases from the command line and from lines, contexts, overlays, and what cannot be read.
. "$(dirname "$0")/lib.sh"

has() { grep -q -e "$1" out || fail "no $1 in: $(cut -c1-300 out)"; }
lacks() { grep -q -e "$1" out && fail "$1 in: $(cut -c1-300 out)"; }

# ---- who: the holder of an office on the day, and before and after
expect 0 "$casus" who 'the French foreign minister' --on 2024-03-22
[ "$(wc -l <out)" -eq 1 ] || fail "not one line"
has '^{"phrase":"the French foreign minister","on":"2024-03-22","date_basis":"published","in":"phrase","actor":\[{"code":"FRAGOV","country":"FRA","sector":"GOV","name":"Stéphane Séjourné","office":"foreign minister","text":"the French foreign minister","begin":0,"end":27}\]'
has '"name":"Catherine Colonna"[^}]*"why":"this office: ended before that day"'
has '"name":"Jean-Noël Barrot"[^}]*"why":"this office: begins after that day"'
expect 0 "$casus" who 'Angela Merkel' --on 2010-01-01
has '"code":"DEUGOV"'
expect 0 "$casus" who 'Angela Merkel' --on 2024-01-01
has '"code":"DEUELI"'
has 'ELI: out of office since 20'
expect 0 "$casus" who 'Angela Merkel' --on 1998-01-01
has '"code":"DEUPTY"'
expect 0 "$casus" who 'the French president'
has '"on":null,"date_basis":"none"'
has 'as of 2026-01-01, since no date is given'
expect 0 "$casus" who 'the French president' --today 2010-01-01
has 'Nicolas Sarkozy'

# Several parties, shared heads, modifiers that are none of their own.
expect 0 "$casus" who 'France and Germany'
has '"actor":\[{"code":"FRA",.*{"code":"DEU"'
expect 0 "$casus" who "Kenya's army"
has '"actor":\[{"code":"KENMIL"[^]{]*}\]'
expect 0 "$casus" who soldiers
has '"code":"---MIL","country":null'

# Case that tells nothing.
for phrase in 'us troops' 'US TROOPS' 'US troops'; do
  expect 0 "$casus" who "$phrase"
  has '"code":"USAMIL"'
  has "\"text\":\"$phrase\""
done
expect 0 "$casus" who 'PRESIDENT MACRON' --on 2024-03-22
has '"name":"Emmanuel Macron".*"text":"PRESIDENT MACRON"'
expect 0 "$casus" who 'the taliban' --on 2024-03-22
has '"code":"AFGGOV"'
for phrase in 'car thieves' 'star' 'let us go'; do # words that are acronyms or names elsewhere
  expect 0 "$casus" who "$phrase"
  lacks '"actor":\[{[^]]*"country":"\(CAF\|USA\)"'
done

# Nobody: an answer, and no failure.
for phrase in 'the weather' xqzt '...' ' '; do
  expect 0 "$casus" who "$phrase"
  has '"actor":\[\],'
done

# ---- a context decides
said='Hezbollah said on Friday that the group would not meet Amal. It blamed Israel.'
expect 0 "$casus" who 'the group' --in "$said"
has '"in":"context","actor":\[{"code":"LBN[A-Z]*","country":"LBN",.*"text":"the group","begin":30,"end":39}'
has 'refers to \\"Hezbollah\\", byte 0'
expect 0 "$casus" who 'the group'
has '"actor":\[\]'
expect 0 "$casus" who Washington --in 'Washington said it would send aid to Kyiv.'
has '"code":"USAGOV"'
expect 0 "$casus" who Washington --in 'Denzel Washington thanked his fans on Sunday.'
has '"actor":\[{"code":"---CVL","country":null'
printf 'The Kenyan army chief spoke. ' >before.txt
expect 0 "$casus" who 'the soldiers' --in-file before.txt
has '"in":"phrase","actor":\[{"code":"KENMIL".*"begin":0,"end":12}'
"$casus" who 'the soldiers' --in-file - <before.txt | cmp -s - out || fail "a context from standard input differs"

# ---- where
expect 0 "$casus" where 'Tripoli, Lebanon'
has '^{"phrase":"Tripoli, Lebanon","in":"phrase","place":{"name":"Tripoli","country":"LBN"'
has '"others":\[{"name":"Lebanon".*"actor":null'
expect 0 "$casus" where Tripoli
has '"place":{"name":"Tripoli","country":"LBY"'
has '"candidates":\[{.*"taken":true,"score":.*"country":"LBN"'
has '"actor":{"code":"LBYGOV"'
expect 0 "$casus" where paris
has '"country":"FRA"'
expect 0 "$casus" where 'Paris, Texas'
has '"place":{"name":"Paris","country":"USA","admin1":"Texas"'
expect 0 "$casus" where France
has '"place":{"name":"France","country":"FRA"'
has '"actor":{"code":"FRA"'
expect 0 "$casus" where 'the Black Sea'
has '"place":{"name":"Black Sea","country":null'
has '"actor":null'
expect 0 "$casus" where xqzt
has '"place":null,"candidates":\[\],"others":\[\],"actor":null'

# ---- when
expect 0 "$casus" when 'last week' --on 2024-03-22
has '"on":"2024-03-22",.*"date":"2024-03-11","enddate":"2024-03-17",.*"date_basis":"relative","text":"last week","begin":0,"end":9'
expect 0 "$casus" when Monday --on 2024-03-22 --in 'The two met on Monday in Cairo.'
has '"date":"2024-03-18"'
expect 0 "$casus" when Monday --on 2024-03-22 --in 'The two will meet on Monday in Cairo.'
has '"date":"2024-03-25"'
expect 0 "$casus" when 'last week'
has '"date":null,"enddate":null'
has '"date_basis":"none"'
expect 0 "$casus" when '3 May 2021'
has '"date":"2021-05-03","enddate":null,.*"date_basis":"absolute"'
expect 0 "$casus" when 'the table' --on 2024-03-22
has '"value":null,"type":null,"date":null'

# ---- lines, several phrases, both formats
printf 'Macron\r\n\nxqzt\nthe UN\n' >phrases
expect 0 "$casus" who --on 2024-03-22 <phrases
[ "$(wc -l <out)" -eq 3 ] || fail "not an answer for each phrase"
cp out lines
"$casus" who --on 2024-03-22 - <phrases | cmp -s - lines || fail "- gives other bytes"
expect 0 "$casus" who --on 2024-03-22 Macron xqzt 'the UN'
cmp -s out lines || fail "operands give other bytes than lines"
expect 0 "$casus" who --format table --width 60 --on 2024-03-22 Macron 'the weather'
has '^Macron  2024-03-22$'
has '^  FRAGOV    Emmanuel Macron, president$'
has '^  nobody '
[ "$(awk '{ if (length($0) > 66) print }' out | wc -l)" -eq 0 ] || fail "lines are wider than the screen"
expect 0 "$casus" where --format table --color always Tripoli
has '^  also  *\|also'
expect 0 "$casus" when --format table --on 2024-03-22 'last week' xqzt
has '2024-03-11 to 2024-03-17'
has '^  never '
expect 0 "$casus" who --format table "$(printf 'a\033[31mb')" # nothing that steers a terminal comes through
lacks "$(printf '\033\[31m')"

# ---- what cannot be read is named; the rest is answered
expect 1 "$casus" who "$(printf 'bad \377')" Macron
[ "$(wc -l <out)" -eq 1 ] || fail "no answer to the good phrase"
says 'phrase 1: the phrase is not valid UTF-8 (byte 4)'
{
  printf 'Macron\nbad\377\n'
  head -c 5000 /dev/zero | tr '\0' a
  printf '\nFrance\n'
} >mixed
expect 1 "$casus" who <mixed
[ "$(wc -l <out)" -eq 2 ] || fail "not two answers"
says '-:2: the phrase is not valid UTF-8 (byte 3)'
says '-:3: is a longer line than allowed'
expect 1 "$casus" where "$(head -c 5000 /dev/zero | tr '\0' a)"
says 'longer than the 4096 bytes allowed'
expect 1 "$casus" when Monday --in "$(printf '\377')"
says 'the context is not valid UTF-8'
head -c 2000000 /dev/zero | tr '\0' ' ' >big.txt
expect 1 "$casus" who Macron --in-file big.txt
says 'big.txt: is longer than the 1048576 bytes'
expect 1 "$casus" who Macron --in-file missing.txt
says 'missing.txt: '

# ---- wrong usage says what to do
for date in 2024-13-01 2024 yesterday ''; do
  expect 2 "$casus" who Macron --on "$date"
  says 'takes a date like 2024-03-22'
done
expect 2 "$casus" who ''
expect 2 "$casus" where --on 2024-03-22 Paris
expect 2 "$casus" who Macron --in a --in-file b
expect 2 "$casus" who --in-file -
expect 2 "$casus" who Macron --format xml

# ---- tables of the user's own
printf 'name\tvariants\tcode\tcountry\tsector\tkind\tfrom\tto\toffice\tsource\n' >own.tsv
printf 'Jane Doe\tJ. Doe\tATLGOV\tATL\tGOV\tperson\t2020-01-01\t2023-12-31\tforeign minister\tour desk\n' >>own.tsv
printf 'Jane Doe\t\tATLGOV\tATL\tGOV\tperson\t2024-01-01\t2025-06-30\tpresident\tour desk\n' >>own.tsv
while read -r date code; do
  expect 0 "$casus" who 'Jane Doe' --actors own.tsv --on "$date"
  has "\"actor\":\[{\"code\":\"$code\""
  has '"row":"own.tsv:2".*"source":"our desk"'
done <<'END'
2019-05-05 ATLPTY
2022-05-05 ATLGOV
2024-05-05 ATLGOV
2026-05-05 ATLELI
END
expect 0 "$casus" who 'Jane Doe' --on 2024-05-05
lacks 'ATL'

# The same bytes on every run.
"$casus" who 'Mr Smith' 'the French president' --on 2015-01-01 >one
"$casus" who 'Mr Smith' 'the French president' --on 2015-01-01 | cmp -s - one || fail "two runs differ"
