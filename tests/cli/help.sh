# Help, man page and completion come from the table of commands.
. "$(dirname "$0")/lib.sh"

"$casus" --help >help
for command in $(sed -n 's/^  \([a-z]*\)  .*/\1/p' help); do
  expect 0 "$casus" "$command" --help
  grep -q "^Usage: casus $command" out || fail "$command --help has no usage"
  grep -q -e '--help' out || fail "$command --help has no options"
  expect 0 "$casus" --manual "$command"
  grep -q '^.SH OPTIONS' out || fail "man page of $command has no options"
  "$casus" --completion bash | grep -q "$command)" || fail "bash completion lacks $command"
  "$casus" --completion zsh | grep -q "$command)" || fail "zsh completion lacks $command"
  "$casus" --completion fish | grep -q -e "-a $command" || fail "fish completion lacks $command"
done
expect 0 "$casus" --completion bash
if command -v bash >/dev/null; then
  bash -n out || fail "bash completion is no bash"
  printf '. ./out\nCOMP_WORDS=(casus code --form) COMP_CWORD=2\n_casus\necho "${COMPREPLY[*]}"\n' >complete.sh
  [ "$(bash complete.sh)" = "--format" ] || fail "bash does not complete --form"
fi
expect 2 "$casus" --completion tcsh
