import { mount } from 'svelte';
import App from './App.svelte';
import { HttpSource } from './source/http';
import { Page } from './state/page.svelte';

const page = new Page(new HttpSource());
if (new URLSearchParams(location.search).has('probe')) {
  const { probe } = await import('./probe');
  await probe(page);
}
mount(App, { target: document.getElementById('page')!, props: { page } });
