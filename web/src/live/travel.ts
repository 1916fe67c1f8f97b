import { figure } from '../format';
import type { Parameter } from '../source/effects';

/** Settings that are read out at once. */
const MOST_TOLD = 4;

const clip = (share: number): number => Math.min(1, Math.max(0, share));

/** The value in its unit of a knob's travel in 0 to 1, as effects/base.py has it. */
export function valueAt({ low, high, scale }: Parameter, theta: number): number {
  if (scale === 'log') return low * (high / low) ** theta;
  return low + (high - low) * (scale === 'square' ? theta * theta : theta);
}

/** The travel that has this value; values out of range go to the nearer end. */
export function travelOf({ low, high, scale }: Parameter, value: number): number {
  if (scale === 'log') return clip(Math.log(Math.max(value / low, 1e-12)) / Math.log(high / low));
  const travel = clip((value - low) / (high - low || 1));
  return scale === 'square' ? Math.sqrt(travel) : travel;
}

/** Which position of a switch a travel is at; -1 where it is a knob. */
export function choiceAt(parameter: Parameter, theta: number): number {
  const { choices = [] } = parameter;
  const value = valueAt(parameter, theta);
  // What lies under the first belongs to it.
  return choices.length
    ? Math.max(
        0,
        choices.findLastIndex(([low]) => low <= value),
      )
    : -1;
}

/** The travel in the middle of a position of a switch. */
export function travelOfChoice(parameter: Parameter, choice: number): number {
  const { choices = [], low, high } = parameter;
  const ends = [...choices.map(([from]) => from), Math.max(low, high)];
  return travelOf(parameter, (ends[choice]! + ends[choice + 1]!) / 2);
}

/** A setting as a person reads it: `30 %`, `1.2 kHz`, `slow`. */
export function settingText(parameter: Parameter, theta: number): string {
  const choice = choiceAt(parameter, theta);
  if (choice >= 0) return parameter.choices![choice]![1];
  return amount(valueAt(parameter, theta), parameter.unit);
}

/** Some settings as a person reads them: the first few, and how many more there are. */
export function settingsText(parameters: readonly Parameter[], theta: readonly number[]): string {
  const shown = parameters
    .slice(0, MOST_TOLD)
    .map((each, i) => `${each.title} ${settingText(each, theta[i] ?? 0)}`);
  const more = parameters.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A value and its unit; thousands of hertz and of milliseconds become the next larger unit. */
export function amount(value: number, unit: string): string {
  // Three figures, and nothing of what only rounding left over.
  const clean = Math.abs(value) < 1e-9 ? 0 : value;
  if (unit === 'Hz' && Math.abs(clean) >= 1000) return `${figure(clean / 1000)} kHz`;
  if (unit === 'ms' && Math.abs(clean) >= 1000) return `${figure(clean / 1000)} s`;
  return unit ? `${figure(clean)} ${unit}` : figure(clean);
}

/** What somebody typed, as a number in the parameter's own unit; null where it is none. */
export function typed({ unit }: Parameter, text: string): number | null {
  const found = /^\s*([-+−]?[\d.,]+)\s*(\S*)\s*$/.exec(text);
  if (!found) return null;
  const value = Number(found[1]!.replace('−', '-').replace(',', '.'));
  if (!Number.isFinite(value)) return null;
  const said = found[2]!.toLowerCase();
  if (unit === 'Hz' && (said === 'khz' || said === 'k')) return 1000 * value;
  if (unit === 'ms' && said === 's') return 1000 * value;
  return value;
}
