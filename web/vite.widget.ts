import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { reglWithoutEval } from './build/regl.ts';
import { OUT } from './vite.config.ts';

/** The same page as one module with its styles inside, for a notebook. */
export default defineConfig({
  plugins: [reglWithoutEval(), svelte({ compilerOptions: { css: 'injected' }, emitCss: false })],
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'es2022',
    rollupOptions: { output: { codeSplitting: false } },
    lib: { entry: 'src/widget.svelte.ts', formats: ['es'], fileName: () => 'widget.js' },
  },
});
