/** A piece of a program: a name, a number, a string, or a sign. */
export interface Token {
  kind: 'name' | 'number' | 'string' | 'sign' | 'end';
  text: string;
}

const PIECES =
  /\s*(?:([A-Za-z_$][\w$]*)|(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|("(?:[^"\\]|\\.)*")|(===|!==|==|!=|<=|>=|&&|\|\||<<|>>|\+\+|--|\+=|-=|[-+*/%&|!<>=?:;,.()[\]{}~^]))/y;

/** Cuts a program into tokens; throws at the first character it does not know. */
export function tokenise(program: string): Token[] {
  const tokens: Token[] = [];
  const pieces = new RegExp(PIECES);
  const length = program.trimEnd().length;
  while (pieces.lastIndex < length) {
    const at = pieces.lastIndex;
    const [, name, number, string, sign] = pieces.exec(program) ?? [];
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined)
      tokens.push({ kind: 'string', text: JSON.parse(string) as string });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw new SyntaxError(`Unknown piece of a draw command: ${program.slice(at, at + 20)}`);
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}
