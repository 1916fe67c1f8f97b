/**
 * Runs the programs that regl writes, without `eval`.
 *
 * The language is what regl's code generator uses: one scope of globals, functions one level
 * deep, `var`, `if`, `for`, `return`, and expressions. A program becomes a tree of closures
 * once, when a draw command is made; a frame only calls them.
 */
import { tokenise, type Token } from './tokens';

type Values = unknown[];
/** Computes a value from the globals, the function's own variables, and `this`. */
type Expression = (globals: Values, locals: Values, self: unknown) => unknown;
/** Runs; gives back anything but `NEXT` to return it. */
type Statement = Expression;
type Table = Record<PropertyKey, unknown>;
type Callable = (...args: unknown[]) => unknown;

interface Place {
  read: Expression;
  write: (globals: Values, locals: Values, self: unknown, value: unknown) => void;
}

const NEXT = Symbol('go on');
const KNOWN: Table = { Date, performance, Float32Array, Array, Math, undefined };
const LEVELS = [
  ['||'],
  ['&&'],
  ['|'],
  ['&'],
  ['===', '!==', '==', '!='],
  ['<', '>', '<=', '>=', 'instanceof', 'in'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const BINARY: Record<string, (a: never, b: never) => unknown> = {
  '|': (a: number, b: number) => a | b,
  '&': (a: number, b: number) => a & b,
  '===': (a: unknown, b: unknown) => a === b,
  '!==': (a: unknown, b: unknown) => a !== b,
  '==': (a: unknown, b: unknown) => a == b,
  '!=': (a: unknown, b: unknown) => a != b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
  in: (a: string, b: object) => a in b,
  instanceof: (a: unknown, b: typeof Object) => a instanceof b,
  '<<': (a: number, b: number) => a << b,
  '>>': (a: number, b: number) => a >> b,
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
};

/** Like `Function(...names, program)`, for the programs of regl. */
export function compile(names: string[], program: string): Callable {
  const body = new Parser(tokenise(program), names).program();
  return (...args) => {
    const globals = [...args];
    const value = body(globals, [], undefined);
    return value === NEXT ? undefined : value;
  };
}

class Parser {
  private at = 0;
  private readonly globals = new Map<string, number>();
  private locals: Map<string, number> | null = null;

  constructor(
    private readonly tokens: Token[],
    names: string[],
  ) {
    names.forEach((name, slot) => this.globals.set(name, slot));
  }

  program(): Statement {
    const statements: Statement[] = [];
    while (this.token.kind !== 'end') statements.push(this.statement());
    return inTurn(statements);
  }

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  private is(text: string): boolean {
    return this.token.text === text && this.token.kind !== 'string';
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  private need(text: string): void {
    if (!this.take(text)) throw new SyntaxError(`Expected ${text}, found ${this.token.text}`);
  }

  private name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name') throw new SyntaxError(`Expected a name, found ${text}`);
    this.at += 1;
    return text;
  }

  private statement(): Statement {
    if (this.take('{')) return this.block();
    if (this.take('var')) return this.variables();
    if (this.take('if')) return this.condition();
    if (this.take('for')) return this.loop();
    if (this.take('return')) {
      const value = this.expression();
      this.take(';');
      return value;
    }
    if (this.take(';')) return () => NEXT;
    const value = this.list();
    if (!this.is('}')) this.need(';');
    return (g, l, self) => (value(g, l, self), NEXT);
  }

  /** Expressions with commas between, the value of the last. */
  private list(): Expression {
    let first = this.expression();
    while (this.take(',')) {
      const [before, after] = [first, this.expression()];
      first = (g, l, self) => (before(g, l, self), after(g, l, self));
    }
    return first;
  }

  private block(): Statement {
    const statements: Statement[] = [];
    while (!this.take('}')) statements.push(this.statement());
    return inTurn(statements);
  }

  private variables(): Statement {
    const begun: Statement[] = [];
    do {
      const place = this.variable(this.declare(this.name()));
      if (!this.take('=')) continue;
      const value = this.expression();
      begun.push((g, l, self) => (place.write(g, l, self, value(g, l, self)), NEXT));
    } while (this.take(','));
    this.take(';');
    return inTurn(begun);
  }

  private condition(): Statement {
    this.need('(');
    const test = this.list();
    this.need(')');
    const yes = this.statement();
    const no: Statement = this.take('else') ? this.statement() : () => NEXT;
    return (g, l, self) => (test(g, l, self) ? yes(g, l, self) : no(g, l, self));
  }

  private loop(): Statement {
    this.need('(');
    const begin = this.statement();
    const test = this.expression();
    this.need(';');
    const step = this.list();
    this.need(')');
    const body = this.statement();
    return (g, l, self) => {
      for (begin(g, l, self); test(g, l, self); step(g, l, self)) {
        const value = body(g, l, self);
        if (value !== NEXT) return value;
      }
      return NEXT;
    };
  }

  private expression(): Expression {
    const start = this.at;
    const test = this.binary(0);
    if (this.take('?')) {
      const yes = this.expression();
      this.need(':');
      const no = this.expression();
      return (g, l, self) => (test(g, l, self) ? yes(g, l, self) : no(g, l, self));
    }
    const sign = this.token.text;
    if (!['=', '+=', '-='].some((each) => this.is(each))) return test;
    this.at = start;
    const place = this.place();
    this.at += 1;
    return assignment(place, sign, this.expression());
  }

  private binary(level: number): Expression {
    const signs = LEVELS[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const sign = signs.find((each) => this.is(each));
      if (sign === undefined) return left;
      this.at += 1;
      left = joined(sign, left, this.binary(level + 1));
    }
  }

  private unary(): Expression {
    for (const [sign, apply] of Object.entries(UNARY)) {
      if (!this.take(sign)) continue;
      const value = this.unary();
      return (g, l, self) => apply(value(g, l, self));
    }
    if (this.is('++') || this.is('--')) {
      const by = this.take('++') ? 1 : (this.need('--'), -1);
      return assignment(this.place(), '+=', () => by);
    }
    const start = this.at;
    const value = this.place().read;
    if (!this.is('++') && !this.is('--')) return value;
    const by = this.is('++') ? 1 : -1;
    this.at = start;
    const place = this.place();
    this.at += 1;
    return (g, l, self) => {
      const before = place.read(g, l, self) as number;
      place.write(g, l, self, before + by);
      return before;
    };
  }

  /** A primary with its members and calls. */
  private place(): Place {
    let place = this.primary();
    for (;;) {
      if (this.take('.')) {
        const key = this.name();
        place = this.member(place.read, () => key);
      } else if (this.take('[')) {
        const key = this.list();
        this.need(']');
        place = this.member(place.read, key);
      } else if (this.is('(')) {
        const call = place.read;
        const args = this.arguments();
        place = value((g, l, self) => (call(g, l, self) as Callable)(...all(args, g, l, self)));
      } else {
        return place;
      }
    }
  }

  /** A member, or a call of it: then the object is the `this` of the call. */
  private member(object: Expression, key: Expression): Place {
    if (this.is('(')) {
      const args = this.arguments();
      return value((g, l, self) => {
        const owner = object(g, l, self) as Table;
        const method = owner[key(g, l, self) as string] as Callable;
        return method.apply(owner, all(args, g, l, self));
      });
    }
    return {
      read: (g, l, self) => (object(g, l, self) as Table)[key(g, l, self) as string],
      write: (g, l, self, to) => {
        (object(g, l, self) as Table)[key(g, l, self) as string] = to;
      },
    };
  }

  private arguments(): Expression[] {
    this.need('(');
    return this.until(')');
  }

  private until(close: string): Expression[] {
    const found: Expression[] = [];
    while (!this.take(close)) {
      found.push(this.expression());
      if (!this.is(close)) this.need(',');
    }
    return found;
  }

  private primary(): Place {
    const { kind, text } = this.token;
    if (kind === 'number') return this.constant(Number(text));
    if (kind === 'string') return this.constant(text);
    if (this.take('(')) {
      const inside = this.list();
      this.need(')');
      return value(inside);
    }
    if (this.take('[')) {
      const entries = this.until(']');
      return value((g, l, self) => all(entries, g, l, self));
    }
    if (this.take('{')) return this.object();
    if (this.take('function')) return this.function();
    if (this.take('new')) return this.construction();
    if (this.take('this')) return value((_g, _l, self) => self);
    if (text in CONSTANTS) return this.constant(CONSTANTS[text]);
    return this.variable(this.name());
  }

  private constant(of: unknown): Place {
    this.at += 1;
    return value(() => of);
  }

  private object(): Place {
    const entries: [string, Expression][] = [];
    while (!this.take('}')) {
      const key = this.token.text;
      this.at += 1;
      this.need(':');
      entries.push([key, this.expression()]);
      if (!this.is('}')) this.need(',');
    }
    return value((g, l, self) =>
      Object.fromEntries(entries.map(([key, entry]) => [key, entry(g, l, self)])),
    );
  }

  private construction(): Place {
    const type = this.variable(this.name()).read;
    const args = this.arguments();
    return value((g, l, self) => {
      const Type = type(g, l, self) as new (...args: unknown[]) => unknown;
      return new Type(...all(args, g, l, self));
    });
  }

  private function(): Place {
    if (this.locals) throw new SyntaxError('A function inside a function.');
    this.locals = new Map();
    this.need('(');
    while (!this.take(')')) {
      this.declare(this.name());
      this.take(',');
    }
    this.need('{');
    const body = this.block();
    this.locals = null;
    return value(
      (globals) =>
        function (this: unknown, ...args: unknown[]) {
          const found = body(globals, args, this);
          return found === NEXT ? undefined : found;
        },
    );
  }

  private declare(name: string): string {
    const scope = this.locals ?? this.globals;
    if (!scope.has(name)) scope.set(name, scope.size);
    return name;
  }

  private variable(name: string): Place {
    const local = this.locals?.get(name);
    if (local !== undefined) {
      return { read: (_g, l) => l[local], write: (_g, l, _self, to) => void (l[local] = to) };
    }
    const slot = this.globals.get(name);
    if (slot !== undefined) {
      return { read: (g) => g[slot], write: (g, _l, _self, to) => void (g[slot] = to) };
    }
    if (name in KNOWN) return value(() => KNOWN[name]);
    throw new SyntaxError(`A draw command names ${name}, which is unknown here.`);
  }
}

const CONSTANTS: Table = { true: true, false: false, null: null };

const UNARY: Record<string, (value: unknown) => unknown> = {
  '!': (a) => !a,
  '-': (a) => -(a as number),
  '+': (a) => Number(a),
  typeof: (a) => typeof a,
};

function value(read: Expression): Place {
  const write = (): never => {
    throw new SyntaxError('Only names and members can be assigned to.');
  };
  return { read, write };
}

function all(expressions: Expression[], g: Values, l: Values, self: unknown): unknown[] {
  return expressions.map((each) => each(g, l, self));
}

function inTurn(statements: Statement[]): Statement {
  return (g, l, self) => {
    for (const statement of statements) {
      const value = statement(g, l, self);
      if (value !== NEXT) return value;
    }
    return NEXT;
  };
}

function assignment(place: Place, sign: string, to: Expression): Expression {
  if (sign === '=') {
    return (g, l, self) => {
      const value = to(g, l, self);
      place.write(g, l, self, value);
      return value;
    };
  }
  const factor = sign === '-=' ? -1 : 1;
  return (g, l, self) => {
    const value = (place.read(g, l, self) as number) + factor * (to(g, l, self) as number);
    place.write(g, l, self, value);
    return value;
  };
}

function joined(sign: string, left: Expression, right: Expression): Expression {
  if (sign === '||') return (g, l, self) => left(g, l, self) || right(g, l, self);
  if (sign === '&&') return (g, l, self) => left(g, l, self) && right(g, l, self);
  const apply = BINARY[sign] as (a: unknown, b: unknown) => unknown;
  return (g, l, self) => apply(left(g, l, self), right(g, l, self));
}
