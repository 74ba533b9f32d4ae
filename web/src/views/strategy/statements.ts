// Names of options inside statements: found, replaced, quoted where they need it. What a statement means, only the solver knows.

const pieces = /("[^"]*"|[()]|(?<![^\s()"])(?:NOT|AND|OR|IFF|IF)(?![^\s()"]))/;

/** An option's name as it can stand in a statement. */
export function quoted(name: string): string {
  const plain = !pieces.test(name);
  return plain ? name : `"${name.replaceAll('"', "'")}"`;
}

const isOperator = (piece: string) => /^(NOT|AND|OR|IFF|IF|[()])$/.test(piece);
const bare = (piece: string) => piece.trim().replace(/^"(.*)"$/, "$1").replace(/:\s+/, ": ");

export function namesIn(statement: string): string[] {
  return statement.split(pieces).filter((piece) => piece.trim() && !isOperator(piece)).map(bare);
}

/** The statement with some names replaced: `rename` tells the new one, or null to leave it. */
export function renamed(statement: string, rename: (name: string) => string | null): string {
  const replaced = statement.split(pieces).map((piece) => {
    if (!piece.trim() || isOperator(piece)) return piece;
    const next = rename(bare(piece));
    return next === null ? piece : ` ${quoted(next)} `;
  });
  return replaced.join("").replace(/ {2,}/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")").trim();
}
