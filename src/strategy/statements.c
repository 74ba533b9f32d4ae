/* Option statements: words to postfix (Dijkstra's shunting yard, so that no nesting recurses), postfix to truth values. */
#include "strategy/statements.h"

enum { OP_NOT = 100, OP_AND, OP_OR, OP_IF, OP_IFF, OP_OPEN, OP_CLOSE, OPERAND = 0, NEST_MAX = 60 };

typedef struct {
  const char *word;
  uint8_t op;
} operator_word;

static const operator_word operator_words[] = {{"NOT", OP_NOT}, {"AND", OP_AND}, {"OR", OP_OR},  {"IF", OP_IF},
                                               {"IFF", OP_IFF}, {"(", OP_OPEN},  {")", OP_CLOSE}};

/* How strongly an operator binds; parentheses not at all. */
static const uint8_t binding[] = {
    [OP_NOT] = 5, [OP_AND] = 4, [OP_OR] = 3, [OP_IF] = 2, [OP_IFF] = 1, [OP_OPEN] = 0, [OP_CLOSE] = 0};

/* ---- names */

static bool name_fits(const casus_conflict *c, uint32_t option, str name) {
  const conflict_option *o = &c->options[option];
  if (str_equal(o->name, name)) return true;
  str owner = c->names[o->owner];
  if (name.len <= owner.len || !str_starts(name, owner) || name.ptr[owner.len] != ':') return false;
  return str_equal(str_trim(str_slice(name, owner.len + 1, name.len)), o->name);
}

casus_status option_find(const fields *f, const casus_conflict *c, str name, uint32_t *option) {
  uint32_t found = c->n_options;
  for (uint32_t k = 0; k < c->n_options; k++) {
    if (!name_fits(c, k, name)) continue;
    if (found < c->n_options)
      return field_error(f, "\"%.*s\" is an option of several; write \"%.*s: %.*s\"", (int)name.len, name.ptr,
                         (int)c->names[c->options[k].owner].len, c->names[c->options[k].owner].ptr, (int)name.len, name.ptr);
    found = k;
  }
  if (found == c->n_options)
    return field_error(f, "there is no option \"%.*s\" (operators are AND, OR, NOT, IF, IFF in capitals)",
                       name.len < 80 ? (int)name.len : 80, name.ptr);
  *option = found;
  return CASUS_OK;
}

/* ---- words */

static uint8_t operator_of(str word) {
  for (size_t i = 0; i < sizeof operator_words / sizeof *operator_words; i++)
    if (str_is(word, operator_words[i].word)) return operator_words[i].op;
  return OPERAND;
}

static bool ends_word(char c) { return is_ascii_space((unsigned char)c) || c == '(' || c == ')' || c == '"'; }

/* The word at the head of *rest; parentheses stand alone. */
static str first_word(str rest) {
  size_t n = 0;
  while (n < rest.len && !ends_word(rest.ptr[n])) n++;
  return str_slice(rest, 0, n || !rest.len ? n : 1);
}

static str drop_bytes(str s, size_t n) { return str_slice(s, n, s.len); }

/* The words up to the next operator are an option's name. */
static str take_name(str *rest) {
  const char *begin = rest->ptr, *end = begin;
  for (str left = str_trim(*rest); left.len; left = str_trim(left)) {
    str word = first_word(left);
    if (operator_of(word) != OPERAND || *word.ptr == '"') break;
    end = word.ptr + word.len;
    left = drop_bytes(left, word.len);
    *rest = left;
  }
  return (str){begin, (size_t)(end - begin)};
}

static casus_status take_quoted(const fields *f, str *rest, str *name) {
  str inside = drop_bytes(*rest, 1);
  const char *end = memchr(inside.ptr, '"', inside.len);
  if (!end) return field_error(f, "a quotation mark is not closed");
  *name = str_slice(inside, 0, (size_t)(end - inside.ptr));
  *rest = drop_bytes(inside, name->len + 1);
  return CASUS_OK;
}

/* ---- the yard */

typedef struct {
  const fields *f;
  const casus_conflict *c;
  statement *out;
  uint8_t waiting[NEST_MAX];
  uint32_t n_waiting;
  bool wants_operand;
} yard;

static casus_status put(yard *y, uint8_t code) {
  if (y->out->n == STATEMENT_TOKENS_MAX) return field_too_large(y->f, "words in a statement", STATEMENT_TOKENS_MAX);
  y->out->code[y->out->n++] = code;
  return CASUS_OK;
}

static casus_status hold(yard *y, uint8_t op) {
  if (y->n_waiting == NEST_MAX) return field_too_large(y->f, "nested operators in a statement", NEST_MAX);
  y->waiting[y->n_waiting++] = op;
  return CASUS_OK;
}

/* Lets go the waiting operators that bind at least so strongly. */
static casus_status release(yard *y, uint8_t strength) {
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && y->n_waiting && y->waiting[y->n_waiting - 1] != OP_OPEN &&
         binding[y->waiting[y->n_waiting - 1]] >= strength)
    status = put(y, y->waiting[--y->n_waiting]);
  return status;
}

static casus_status close_parenthesis(yard *y) {
  casus_status status = release(y, 0);
  if (status != CASUS_OK) return status;
  if (!y->n_waiting) return field_error(y->f, "a parenthesis is closed that was not opened");
  y->n_waiting--;
  return CASUS_OK;
}

static casus_status take_operator(yard *y, uint8_t op) {
  bool before_operand = op == OP_NOT || op == OP_OPEN;
  if (before_operand != y->wants_operand)
    return field_error(y->f,
                       before_operand ? "an operator is missing before NOT or (" : "an option is missing before an operator");
  if (before_operand) return hold(y, op);
  if (op == OP_CLOSE) return close_parenthesis(y);
  casus_status status = release(y, binding[op]);
  y->wants_operand = true;
  return status == CASUS_OK ? hold(y, op) : status;
}

static casus_status take_option(yard *y, str name) {
  uint32_t option = 0;
  if (!y->wants_operand) return field_error(y->f, "an operator is missing before \"%.*s\"", (int)name.len, name.ptr);
  casus_status status = option_find(y->f, y->c, name, &option);
  y->wants_operand = false;
  return status == CASUS_OK ? put(y, (uint8_t)option) : status;
}

static casus_status take_part(yard *y, str *rest) {
  str word = first_word(*rest), name;
  uint8_t op = operator_of(word);
  if (op != OPERAND) {
    *rest = drop_bytes(*rest, word.len);
    return take_operator(y, op);
  }
  if (*word.ptr != '"') return take_option(y, take_name(rest));
  casus_status status = take_quoted(y->f, rest, &name);
  return status == CASUS_OK ? take_option(y, name) : status;
}

static casus_status finish(yard *y) {
  if (y->wants_operand) return field_error(y->f, "the statement ends where an option is missing");
  casus_status status = release(y, 0);
  if (status != CASUS_OK) return status;
  return y->n_waiting ? field_error(y->f, "a parenthesis is not closed") : CASUS_OK;
}

casus_status statement_read(const fields *f, const casus_conflict *c, str text, statement *out) {
  out->n = 0;
  yard y = {.f = f, .c = c, .out = out, .wants_operand = true};
  casus_status status = CASUS_OK;
  for (str rest = str_trim(text); status == CASUS_OK && rest.len; rest = str_trim(rest)) status = take_part(&y, &rest);
  return status == CASUS_OK ? finish(&y) : status;
}

/* ---- truth */

/* Option k of the 64 choices that begin at 64 * word. */
static uint64_t option_word(uint8_t k, size_t word) {
  static const uint64_t alternating[] = {0xaaaaaaaaaaaaaaaa, 0xcccccccccccccccc, 0xf0f0f0f0f0f0f0f0,
                                         0xff00ff00ff00ff00, 0xffff0000ffff0000, 0xffffffff00000000};
  if (k < 6) return alternating[k];
  return word >> (k - 6) & 1 ? ~(uint64_t)0 : 0;
}

static uint64_t combine(uint8_t op, uint64_t left, uint64_t right) {
  if (op == OP_AND) return left & right;
  if (op == OP_OR) return left | right;
  if (op == OP_IF) return left | ~right;
  return ~(left ^ right);
}

static uint64_t evaluate_word(const statement *s, size_t word) {
  uint64_t stack[NEST_MAX + 2];
  uint32_t top = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    uint8_t code = s->code[i];
    if (code < OP_NOT) {
      stack[top++] = option_word(code, word);
    } else if (code == OP_NOT) {
      stack[top - 1] = ~stack[top - 1];
    } else {
      top--;
      stack[top - 1] = combine(code, stack[top - 1], stack[top]);
    }
  }
  return stack[0];
}

void statement_evaluate(const statement *s, uint32_t n_options, uint64_t *bits) {
  size_t n = bit_words((size_t)1 << n_options);
  for (size_t word = 0; word < n; word++) bits[word] = evaluate_word(s, word);
}
