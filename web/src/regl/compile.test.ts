import { describe, expect, it } from 'vitest';
import { compile } from './compile';

/** What `Function` makes of the same program: the reference. */
function both(names: string[], program: string, values: unknown[]): [unknown, unknown] {
  const real = new Function(...names, program) as (...args: unknown[]) => unknown;
  return [compile(names, program)(...values), real(...values)];
}

describe('compile', () => {
  it.each([
    ['1+2*3-4%3', []],
    ['g0.x[1]|0', [{ x: [1, 2.7] }]],
    ['(5<<1)|(~~3>>1)'.replace('~~', '+'), []],
    ['g0===1||!g0&&typeof g0==="number"?"a":{"b":-1}', [0]],
    ['[g0,+"3",g0>=2,g0!==2]', [2]],
    [
      'g0.m(2)+g0["m"](3)',
      [
        {
          k: 4,
          m(this: { k: number }, by: number) {
            return this.k * by;
          },
        },
      ],
    ],
    ['new Float32Array([1,2,g0])', [3]],
    ['"a" in g0', [{ a: 1 }]],
    ['Array.isArray(g0)&&g0 instanceof Array', [[]]],
  ])('computes %s as the engine does', (expression, values) => {
    const [ours, theirs] = both(['g0'], `"use strict";return ${expression}`, values);
    expect(ours).toEqual(theirs);
  });

  it('runs procedures with variables, loops, branches and recursion', () => {
    const program = `"use strict";var v1,v2=0;v1=g0.start;
      return{"add":function(a0){var v3;v3=a0;for(v4=0;v4<a0;++v4){v2+=v4;}
        if(v3>2){v2-=1}else{v2++;v1[0]=v3,v1[1]=9;}return [v2,v1,this.tag];},
        "deep":function(a0){var v5;v5=a0;if(a0>0){g0.again.call(this,a0-1);}g0.seen.push(v5);},}`.replace(
      'var v3;',
      'var v3,v4;',
    );
    const run = (make: (names: string[], text: string) => (...args: unknown[]) => unknown) => {
      const given = { start: [0, 0], seen: [] as number[], again: (_: number) => {} };
      const made = make(['g0'], program)(given) as Record<string, (n: number) => unknown>;
      given.again = made['deep']!;
      const out = [2, 3, 5].map((n) => structuredClone(made['add']!.call({ tag: 'me' }, n)));
      made['deep']!.call({}, 3);
      return [out, given.seen];
    };
    expect(run(compile)).toEqual(run((names, text) => new Function(...names, text) as never));
  });

  it('refuses names it was not given', () => {
    expect(() => compile([], 'return window')).toThrow(/window/);
  });
});
