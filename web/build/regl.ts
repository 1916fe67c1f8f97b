import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const EVAL = 'Function.apply(null, linkedNames.concat(src))';
/** The wrapper for other module systems; here it becomes a plain module. */
const HEAD = /^\(function \(global, factory\)[\s\S]*?\}\(this, \(function \(\) \{ 'use strict';/;
const TAIL = /\}\)\)\);\s*$/;
const COMPILER = fileURLToPath(new URL('../src/regl/compile.ts', import.meta.url));

/**
 * Lets regl draw under a content security policy without 'unsafe-eval'.
 *
 * regl writes a small JavaScript program for every draw command and hands it to `Function`.
 * Here it goes to src/regl/compile.ts, which understands just that much JavaScript.
 */
export function reglWithoutEval(): Plugin {
  return {
    name: 'regl-without-eval',
    enforce: 'pre',
    config: () => ({ resolve: { alias: { regl: 'regl/dist/regl.unchecked.js' } } }),
    transform(code, id) {
      if (!id.includes('regl.unchecked.js')) return null;
      if (!code.includes(EVAL)) throw new Error('regl no longer compiles where it used to.');
      const patched = code
        .replace(EVAL, 'compileDrawCommand(linkedNames, src)')
        .replace(HEAD, "export default (function () { 'use strict';")
        .replace(TAIL, '})();\n');
      return {
        code: `import { compile as compileDrawCommand } from '${COMPILER}';\n${patched}`,
        map: null,
      };
    },
  };
}
