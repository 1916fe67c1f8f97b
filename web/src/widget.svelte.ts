import { mount, unmount, untrack } from 'svelte';
import App from './App.svelte';
import { colourByFrom, colourByText } from './colour/colouring';
import { WidgetSource, type WidgetModel } from './source/widget';
import { Page } from './state/page.svelte';

/** Draws the page in a notebook's cell; selection and colour go both ways. */
function render({ model, el }: { model: WidgetModel; el: HTMLElement }): () => void {
  const source = new WidgetSource(model);
  const page = new Page(source);
  const box = document.createElement('div');
  box.style.cssText = 'position: relative; height: 560px; width: 100%';
  el.append(box);
  const app = mount(App, { target: box, props: { page } });
  const untie = tied(page, model);
  return () => {
    untie();
    void unmount(app);
    page.close();
    source.close();
  };
}

/** Keeps `selection` and `colour_by` of the model and of the page the same. */
function tied(page: Page, model: WidgetModel): () => void {
  const ids = (): string[] => page.chosen.selection.map((item) => page.atlas.idOf(item));
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const put = (name: string, value: unknown): void => {
    if (same(model.get(name), value)) return;
    model.set(name, value);
    model.save_changes();
  };
  const fromModel = (): void => {
    const wanted = (model.get('selection') ?? []) as string[];
    if (page.atlas.n && !same(wanted, ids())) {
      page.chosen.select(wanted.map((id) => page.atlas.indexOf(id)).filter((item) => item >= 0));
    }
  };
  const colour = (): void => {
    const wanted = (model.get('colour_by') ?? '') as string;
    if (wanted && wanted !== colourByText(page.look.colourBy)) {
      void page.chart.colourBy(colourByFrom(wanted));
    }
  };
  model.on('change:selection', fromModel);
  model.on('change:colour_by', colour);
  const stop = $effect.root(() => {
    $effect(() => {
      if (page.atlas.n) untrack(fromModel);
    });
    $effect(() => {
      if (page.atlas.n) put('selection', ids());
    });
    $effect(() => {
      if (page.atlas.n) put('colour_by', colourByText(page.look.colourBy));
    });
  });
  return () => {
    stop();
    model.off('change:selection', fromModel);
    model.off('change:colour_by', colour);
  };
}

export default { render };
