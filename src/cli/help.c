/* Help, man pages and shell completions, all from the table of commands. */
#include <string.h>

#include "cli/cli.h"

static const char about[] = "codes news articles into political events (PLOVER 2.0)";

static bool is_choice_list(const option *o) { return o->value && strchr(o->value, '|'); }

/* ---- help */

void print_help(FILE *out) {
  fprintf(out, "casus %s: %s\n\nUsage: casus COMMAND [OPTIONS] [OPERANDS]\n\nCommands:\n", CASUS_VERSION, about);
  for (size_t i = 0; commands[i]; i++) fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
  fputs(
      "\n`casus COMMAND --help` tells more. Exit status: 0 all done; 1 some inputs failed (each is named);\n"
      "2 wrong usage; 3 model or data table unusable; 4 store unusable; 5 internal.\n",
      out);
}

static void print_option(FILE *out, const option *o) {
  char head[80];
  snprintf(head, sizeof head, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
  fprintf(out, "  %-24s %s", head, o->help);
  if (o->normal) fprintf(out, " [%s]", o->normal);
  fputc('\n', out);
}

static void print_options(FILE *out, const option *list) {
  for (; list && list->name; list++) print_option(out, list);
}

void print_command_help(FILE *out, const command *c) {
  fprintf(out, "casus %s: %s\n\nUsage: casus %s [OPTIONS] %s\n\n%s\n\nOptions:\n", c->name, c->summary, c->name, c->operands,
          c->description);
  print_options(out, c->options);
  print_options(out, common_options);
  if (!c->examples) return;
  fputs("\nExamples:\n", out);
  for (const char *const *e = c->examples; e[0]; e += 2) fprintf(out, "  %s\n      %s\n", e[0], e[1]);
}

/* ---- man pages */

/* Text for roff: dashes and backslashes are kept as they are, an empty line is a paragraph, a dot at a line's head no request. */
static void print_roff(FILE *out, const char *text) {
  bool line_head = true;
  for (const char *p = text; *p; p++) {
    if (line_head && (*p == '.' || *p == '\'')) fputs("\\&", out);
    if (line_head && *p == '\n') fputs(".PP", out);
    if (*p == '\\') fputs("\\e", out);
    else if (*p == '-') fputs("\\-", out);
    else fputc(*p, out);
    line_head = *p == '\n';
  }
  fputc('\n', out);
}

static void print_roff_option(FILE *out, const option *o) {
  fputs(".TP\n.B ", out);
  char head[80];
  snprintf(head, sizeof head, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
  print_roff(out, head);
  char text[400];
  snprintf(text, sizeof text, "%s%s%s%s.", o->help, o->normal ? " (normally: " : "", o->normal ? o->normal : "",
           o->normal ? ")" : "");
  print_roff(out, text);
}

static void print_roff_options(FILE *out, const option *list) {
  for (; list && list->name; list++) print_roff_option(out, list);
}

static void print_exit_statuses(FILE *out) {
  fputs(".SH EXIT STATUS\n", out);
  print_roff(out,
             "0 all done; 1 some inputs failed (each is named, the rest is done); 2 wrong usage; 3 model or data table unusable; "
             "4 store unusable; 5 internal.");
}

static void print_manual_of_casus(FILE *out) {
  fprintf(out, ".TH CASUS 1 \"\" \"casus %s\" \"User Commands\"\n.SH NAME\ncasus \\- %s\n", CASUS_VERSION, about);
  fputs(".SH SYNOPSIS\n.B casus\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIOPERANDS\\fR]\n.SH COMMANDS\n", out);
  for (size_t i = 0; commands[i]; i++) {
    fprintf(out, ".TP\n.BR casus\\-%s (1)\n", commands[i]->name);
    print_roff(out, commands[i]->summary);
  }
  print_exit_statuses(out);
}

static void print_upper(FILE *out, const char *word) {
  for (; *word; word++) fputc(*word >= 'a' && *word <= 'z' ? *word - 32 : *word, out);
}

static void print_manual_examples(FILE *out, const command *c) {
  if (!c->examples) return;
  fputs(".SH EXAMPLES\n", out);
  for (const char *const *e = c->examples; e[0]; e += 2) {
    fputs(".TP\n.B ", out);
    print_roff(out, e[0]);
    print_roff(out, e[1]);
  }
}

static void print_manual_of_command(FILE *out, const command *c) {
  fputs(".TH CASUS\\-", out);
  print_upper(out, c->name);
  fprintf(out, " 1 \"\" \"casus %s\" \"User Commands\"\n.SH NAME\ncasus\\-%s \\- ", CASUS_VERSION, c->name);
  print_roff(out, c->summary);
  fprintf(out, ".SH SYNOPSIS\n.B casus %s\n[\\fIOPTIONS\\fR] ", c->name);
  print_roff(out, c->operands);
  fputs(".SH DESCRIPTION\n", out);
  print_roff(out, c->description);
  fputs(".SH OPTIONS\n", out);
  print_roff_options(out, c->options);
  print_roff_options(out, common_options);
  print_manual_examples(out, c);
  print_exit_statuses(out);
  fputs(".SH SEE ALSO\n.BR casus (1)\n", out);
}

void print_manual(FILE *out, const command *c) {
  if (c) print_manual_of_command(out, c);
  else print_manual_of_casus(out);
}

/* ---- completions */

static void print_words(FILE *out, const char *choices) {
  for (; *choices; choices++) fputc(*choices == '|' ? ' ' : *choices, out);
}

static void print_bash_values(FILE *out, const command *c) {
  fprintf(out, "    %s)\n      case $before in\n", c->name);
  for (const option *o = c->options; o && o->name; o++) {
    if (!o->value) continue;
    fprintf(out, "        --%s) ", o->name);
    if (is_choice_list(o)) {
      fputs("COMPREPLY=($(compgen -W '", out);
      print_words(out, o->value);
      fputs("' -- \"$word\")); return ;;\n", out);
    } else {
      fputs("COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", out);
    }
  }
  fputs("      esac\n      options='", out);
  for (const option *o = c->options; o && o->name; o++) fprintf(out, "--%s ", o->name);
  fputs("--help' ;;\n", out);
}

static void print_bash(FILE *out) {
  fputs(
      "# bash completion for casus, made from its table of commands\n_casus() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W '",
      out);
  for (size_t i = 0; commands[i]; i++) fprintf(out, "%s ", commands[i]->name);
  fputs("--help --version' -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n", out);
  for (size_t i = 0; commands[i]; i++) print_bash_values(out, commands[i]);
  fputs(
      "  esac\n  case $word in\n    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
      "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n  esac\n}\ncomplete -o filenames -F _casus casus\n",
      out);
}

/* Text inside single quotes of a shell. */
static void print_quoted(FILE *out, const char *text) {
  for (; *text; text++) {
    if (*text == '\'') fputs("'\\''", out);
    else if (*text == ':' || *text == '[' || *text == ']') fprintf(out, "\\%c", *text);
    else fputc(*text, out);
  }
}

static void print_zsh_option(FILE *out, const option *o) {
  fprintf(out, " \\\n        '*--%s[", o->name);
  print_quoted(out, o->help);
  fputc(']', out);
  if (is_choice_list(o)) {
    fputs(":value:(", out);
    print_words(out, o->value);
    fputc(')', out);
  } else if (o->value) {
    fprintf(out, ":%s:_files", o->value);
  }
  fputc('\'', out);
}

static void print_zsh(FILE *out) {
  fputs("#compdef casus\n# made from the table of commands of casus\n_casus() {\n  local -a commands=(\n", out);
  for (size_t i = 0; commands[i]; i++) {
    fprintf(out, "    '%s:", commands[i]->name);
    print_quoted(out, commands[i]->summary);
    fputs("'\n", out);
  }
  fputs("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n", out);
  for (size_t i = 0; commands[i]; i++) {
    fprintf(out, "    %s)\n      _arguments", commands[i]->name);
    for (const option *o = commands[i]->options; o && o->name; o++) print_zsh_option(out, o);
    print_zsh_option(out, &common_options[0]);
    fputs(" \\\n        '*:file:_files' ;;\n", out);
  }
  fputs("  esac\n}\n_casus \"$@\"\n", out);
}

static void print_fish_option(FILE *out, const command *c, const option *o) {
  fprintf(out, "complete -c casus -n '__fish_seen_subcommand_from %s' -l %s -d '", c->name, o->name);
  print_quoted(out, o->help);
  fputc('\'', out);
  if (is_choice_list(o)) {
    fputs(" -x -a '", out);
    print_words(out, o->value);
    fputc('\'', out);
  } else if (o->value) {
    fputs(" -r", out);
  }
  fputc('\n', out);
}

static void print_fish(FILE *out) {
  fputs("# fish completion for casus, made from its table of commands\n", out);
  for (size_t i = 0; commands[i]; i++) {
    fprintf(out, "complete -c casus -n __fish_use_subcommand -f -a %s -d '", commands[i]->name);
    print_quoted(out, commands[i]->summary);
    fputs("'\n", out);
    for (const option *o = commands[i]->options; o && o->name; o++) print_fish_option(out, commands[i], o);
    print_fish_option(out, commands[i], &common_options[0]);
  }
}

bool print_completion(FILE *out, const char *shell) {
  static const struct {
    const char *shell;
    void (*print)(FILE *);
  } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
    if (strcmp(shells[i].shell, shell) != 0) continue;
    shells[i].print(out);
    return true;
  }
  return false;
}
