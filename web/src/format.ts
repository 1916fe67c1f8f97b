/** A duration as a person says it: `320 ms`, `4.2 s`, `3:05`, `1:02:03`. */
export function duration(s: number | null | undefined): string {
  if (s === null || s === undefined || !Number.isFinite(s)) return '';
  if (s < 1) return `${Math.round(s * 1000)} ms`;
  if (s < 60) return `${s.toFixed(1)} s`;
  const [hours, minutes, rest] = [
    Math.floor(s / 3600),
    Math.floor(s / 60) % 60,
    Math.floor(s % 60),
  ];
  const two = (n: number): string => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A number with three figures, without needless zeros or exponents. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3))
    return value.toExponential(1);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** `1 sound`, `2 sounds`; thousands apart. */
export function counted(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}

/** What is left: `12 s left`, `3 min left`. */
export function left(s: number | null): string {
  if (s === null) return '';
  return s < 90 ? `${Math.max(1, Math.round(s))} s left` : `${Math.round(s / 60)} min left`;
}
