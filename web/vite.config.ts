import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { reglWithoutEval } from './build/regl.ts';

/** Where the server looks for the page. */
export const OUT = fileURLToPath(new URL('../src/timbrespace/app/static', import.meta.url));

/** Empties the output folder, but for the file that keeps it in the repository. */
function emptied(): Plugin {
  return {
    name: 'empty-own-output',
    buildStart() {
      for (const name of readdirSync(OUT)) {
        if (name !== '.gitkeep') rmSync(`${OUT}/${name}`, { recursive: true });
      }
    },
  };
}

/** For `npm run dev`: where `timbrespace serve` answers. */
const SERVER = process.env['TIMBRESPACE_SERVER'] ?? 'http://127.0.0.1:8765';

export default defineConfig({
  base: './',
  server: {
    proxy: {
      '/api': { target: SERVER, ws: true, changeOrigin: true, headers: { origin: SERVER } },
    },
  },
  plugins: [emptied(), reglWithoutEval(), svelte()],
  // Modules, as the audio thread takes them; also where one is only asked for by its address.
  worker: { format: 'es' },
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 700,
  },
});
