/* The statements that are prepared once, in the SQL that both databases take. Columns stand in the order of schema.c. */
#include "store/store_parts.h"

_Static_assert(CASUS_RUN_FAILURES_MAX == 1000, "FAILURES_READ says how many");

/* Of the articles ?1 to ?2; empty: any event, any author. */
#define CORRECTIONS_WANTED \
  " FROM correction WHERE article BETWEEN ?1 AND ?2 AND (?3 = '' OR event = ?3) AND (?4 = '' OR author = ?4)"

static const char *const texts[STATEMENT_COUNT] = {
    [ARTICLE_OF_DIGEST] = "SELECT key FROM article WHERE digest = ?1",
    [ARTICLE_ADD] =
        "INSERT INTO article (key, digest, id, url, source, title, language, date, day, body, text, imported, run, origin,"
        " origin_line, origin_bytes, names) VALUES"
        " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    [ARTICLE_INDEX] = "INSERT INTO article_search (rowid, title, text, names) VALUES (?1, ?2, ?3, ?4)",
    [SIGNATURE_ADD] = "INSERT INTO signature VALUES (?1, ?2)",
    [EVENT_OF_ARTICLE] = "SELECT key FROM event WHERE id = ?2 AND +article = ?1",
    [EVENT_ADD] =
        "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
        " ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, NULL, ?38)",
    [PARTY_ADD] = "INSERT INTO party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [FIGURE_ADD] = "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [JOINING_ADD] = "INSERT INTO joining VALUES (?1, ?2, ?3)",
    [ACTOR_ADD] = "INSERT INTO actor VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [PLACE_ADD] = "INSERT INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [RUN_ADD] = "INSERT INTO run VALUES (?1, ?2, ?3, ?4, 'open', ?5, NULL, 0, 0, 0, 0, 0)",
    [RUN_OPEN] =
        "SELECT key, n_read, n_coded, n_skipped, n_failed, n_events FROM run WHERE command = ?1 AND program = ?2 AND"
        " tables = ?3 AND state = 'open' ORDER BY key",
    [RUN_SAVE] = "UPDATE run SET n_read = ?2, n_coded = ?3, n_skipped = ?4, n_failed = ?5, n_events = ?6 WHERE key = ?1",
    [RUN_CLOSE] = "UPDATE run SET state = 'closed', ended = ?2 WHERE key = ?1",
    [RUN_LAST_OPEN] = "SELECT command, started FROM run WHERE state = 'open' ORDER BY key DESC LIMIT 1",
    [POSITION_OF] = "SELECT n_records FROM run_input WHERE run = ?1 AND input = ?2",
    [POSITION_SAVE] =
        "INSERT INTO run_input VALUES (?1, ?2, ?3) ON CONFLICT (run, input) DO UPDATE SET n_records = excluded.n_records",
    [SKIP_SAVE] = "INSERT INTO run_skip VALUES (?1, ?2, ?3) ON CONFLICT (run, reason) DO UPDATE SET n = excluded.n",
    [FAILURE_ADD] = "INSERT INTO run_failure VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [FAILURE_LAST] = "SELECT max(ordinal) FROM run_failure WHERE run = ?1",
    [NAMES_SAVE] = "UPDATE article SET names = ?2 WHERE key = ?1",
    [NEXT_ARTICLE] =
        "SELECT key, id, url, source, title, language, date, body, text FROM article WHERE key > ?1 AND imported = ''"
        " ORDER BY key LIMIT 1",
    [META_SAVE] = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [META_OF] = "SELECT value FROM meta WHERE name = ?1",
    [REVISION_OF] = "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'revision'",
    [REVISION_RAISE] =
        "INSERT INTO meta VALUES ('revision', '1') ON CONFLICT (name) DO UPDATE SET value ="
        " CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)",
    [ARTICLE_READ] =
        "SELECT id, url, source, title, language, date, body, text, origin, origin_line, origin_bytes FROM article WHERE key = "
        "?1",
    [ARTICLE_TEXT_READ] = "SELECT text FROM article WHERE key = ?1",
    [STORY_READ] =
        "SELECT key, id, representative, n_reports, n_articles, n_groups, n_sources, first_seen, last_seen, agreement, n_actual,"
        " n_negated, contradicted FROM story WHERE key = ?1",
    [RUNS_READ] =
        "SELECT key, command, program, tables, state, started, ended, n_read, n_coded, n_skipped, n_failed, n_events FROM run"
        " ORDER BY key DESC",
    [SKIPS_READ] = "SELECT reason, n FROM run_skip WHERE run = ?1 ORDER BY reason",
    [FAILURES_READ] =
        "SELECT input, line, offset_bytes, message FROM run_failure WHERE run = ?1 AND ordinal <= 1000 ORDER BY ordinal",
    [ACTORS_OF_CODE] = "SELECT key, code, sector, name, office FROM actor WHERE substr(code, 1, 3) = ?1",
    [ACTORS_OF_NAME] = "SELECT key, code, sector, name, office FROM actor WHERE name <> '' OR office <> ''",
    [PLACES_READ] = "SELECT key, name, country, admin1, lat, lon FROM place",
    [WORDS_COUNT] =
        "SELECT count(*) FROM (SELECT rowid FROM article_search WHERE article_search MATCH ?1 LIMIT ?2)", /* of SQLite */
    [ARTICLE_JUDGED] = "SELECT min(article) FROM correction WHERE article > ?1",
    [EVENTS_UNJUDGED] =
        "SELECT count(*) FROM event e WHERE e.article = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM correction c WHERE c.article = ?1 AND c.event = e.id)",
    [VERDICTS_READ] =
        "SELECT c.key, c.verdict, c.record FROM correction c WHERE c.article = ?1 AND (c.event = '' OR NOT EXISTS"
        " (SELECT 1 FROM correction l WHERE l.article = ?1 AND l.event = c.event AND l.key > c.key)) ORDER BY c.key",
    [CORRECTION_ADD] = "INSERT INTO correction VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [CORRECTION_OF] = "SELECT 1 FROM correction WHERE key = ?1",
    [CORRECTION_DELETE] = "DELETE FROM correction WHERE key = ?1",
    [CORRECTIONS_COUNT] = "SELECT count(*) FROM correction WHERE article = ?1",
    [CORRECTIONS_TOTAL] = "SELECT count(*)" CORRECTIONS_WANTED,
    [CORRECTIONS_READ] = "SELECT key, article, event, verdict, record, author, \"time\"" CORRECTIONS_WANTED
                         " ORDER BY key DESC LIMIT ?5 OFFSET ?6",
};

casus_status statement(casus_store *s, statement_name name, sql_query **out, casus_error *error) {
  if (!s->statements[name]) {
    casus_status status = sql_prepare(s->db, texts[name], &s->statements[name], error);
    if (status != CASUS_OK) return status;
  }
  *out = s->statements[name];
  return CASUS_OK;
}

void statements_finish(casus_store *s) {
  for (int i = 0; i < STATEMENT_COUNT; i++) {
    sql_finish(s->statements[i]);
    s->statements[i] = NULL;
  }
}
