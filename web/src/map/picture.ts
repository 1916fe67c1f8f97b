import type { Legend } from '../colour/colouring';
import { toCss } from '../colour/rgb';
import type { Ink } from './overlay';

const MOST_LEVELS = 24;
const FONT = 'system-ui, sans-serif';

/** The map's picture with a title and its legend drawn on it. */
export function captioned(
  picture: HTMLCanvasElement,
  title: string,
  legend: Legend,
  ink: Ink,
): HTMLCanvasElement {
  const pen = picture.getContext('2d')!;
  const unit = window.devicePixelRatio;
  pen.scale(unit, unit);
  const height = picture.height / unit;
  pen.fillStyle = toCss(ink.text);
  pen.font = `600 15px ${FONT}`;
  pen.fillText(title, 16, 28);
  pen.font = `12px ${FONT}`;
  if (legend.kind === 'levels') levels(pen, legend, height, ink);
  if (legend.kind === 'ramp') ramp(pen, legend, height);
  if (legend.kind === 'cube') pen.fillText(legend.title, 16, height - 16);
  return picture;
}

function levels(
  pen: CanvasRenderingContext2D,
  legend: Extract<Legend, { kind: 'levels' }>,
  height: number,
  ink: Ink,
): void {
  const shown = legend.levels.slice(0, MOST_LEVELS);
  const more = legend.levels.length - shown.length;
  const lines = shown.length + Number(more > 0);
  const top = height - 16 - 17 * lines;
  pen.fillText(legend.title, 16, top);
  shown.forEach(({ name, colour }, i) => {
    const y = top + 17 * (i + 1);
    pen.fillStyle = toCss(colour);
    pen.beginPath();
    pen.arc(21, y - 4, 5, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = toCss(ink.text);
    pen.fillText(name, 34, y);
  });
  if (more > 0) pen.fillText(`and ${more} more`, 34, top + 17 * lines);
}

function ramp(
  pen: CanvasRenderingContext2D,
  legend: Extract<Legend, { kind: 'ramp' }>,
  height: number,
): void {
  const { colours, low, high, title, unit } = legend;
  pen.fillText(unit ? `${title} (${unit})` : title, 16, height - 46);
  const digits = (value: number): string => value.toPrecision(3);
  pen.fillText(digits(low), 16, height - 12);
  pen.fillText(digits(high), 190, height - 12);
  colours.forEach((colour, i) => {
    pen.fillStyle = toCss(colour);
    pen.fillRect(16 + (200 * i) / colours.length, height - 40, 200 / colours.length + 0.5, 10);
  });
}
