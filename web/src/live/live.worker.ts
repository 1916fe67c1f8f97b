import type { FromWorker, ToWorker } from './link';
import { backOf, HEAD_BYTES, type Report } from './feed';

/**
 * The wire to the server, on a thread of its own: what the page draws does not delay the sound.
 *
 * Sound goes straight on to the audio thread, whose reports go straight back.
 */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};

/** Of a message with sound: one sample for each ear. */
const FRAME_BYTES = 8;
const PING_MS = 1000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5000;
/** The server's own words for "another page plays", and for "the engine failed". */
const TAKEN = 4001;
const FAILED = 1011;

let socket: WebSocket | null = null;
let wire: MessagePort | null = null;
let address = '';
let wait_ms = FIRST_WAIT_MS;
let over = false;
/** Milliseconds from here to the server, and from the audio thread to the loudspeakers. */
let way_ms = 0;
let device_ms = 0;
let rate_hz = 48_000;
/** Frames that went to the audio thread, gaps of the device, and what an audio thread before said. */
let passed = 0;
let device_gaps = 0;
let before = { played: 0, underruns: 0 };
let underruns = 0;

scope.onmessage = ({ data }) => {
  if (data.type === 'open') {
    [address, over] = [data.address, false];
    socket?.close();
    open(data.take);
  } else if (data.type === 'say') say(data.message);
  else if (data.type === 'wire') listen(data.wire, data.rate_hz);
  else if (data.type === 'device') [device_ms, device_gaps] = [data.ms, data.gaps];
  else {
    over = true;
    socket?.close();
  }
};

setInterval(() => say({ do: 'ping', at: performance.now() }), PING_MS);

function open(take: boolean): void {
  const own = new WebSocket(take ? `${address}?take=1` : address);
  own.binaryType = 'arraybuffer';
  socket = own;
  own.onopen = () => {
    wait_ms = FIRST_WAIT_MS;
    passed = 0;
    before = { played: 0, underruns: 0 };
    wire?.postMessage('reset');
    scope.postMessage({ type: 'up' });
    say({ do: 'ping', at: performance.now() });
  };
  own.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (typeof data === 'string') hear(JSON.parse(data) as Record<string, unknown>);
    else pass(data);
  };
  own.onclose = ({ code }) => {
    if (socket !== own) return;
    socket = null;
    const final = over || code === TAKEN || code === FAILED;
    scope.postMessage({ type: 'down', final });
    if (final) return;
    setTimeout(() => !over && !socket && open(false), wait_ms);
    wait_ms = Math.min(1.6 * wait_ms, LONGEST_WAIT_MS);
  };
}

function hear(message: Record<string, unknown>): void {
  if (message['type'] === 'pong') way_ms = (performance.now() - Number(message['at'])) / 2;
  else scope.postMessage({ type: 'told', message } as FromWorker);
}

function pass(sound: ArrayBuffer): void {
  passed += (sound.byteLength - HEAD_BYTES) / FRAME_BYTES - backOf(sound);
  wire?.postMessage(sound, [sound]);
}

/** An audio thread; what another one before it had in hand will not be heard any more. */
function listen(port: MessagePort, rate: number): void {
  if (wire) {
    wire.onmessage = null;
    before = { played: passed, underruns };
  }
  [wire, rate_hz] = [port, rate];
  wire.onmessage = ({ data }: MessageEvent<Report>) => {
    const played = before.played + data.played;
    underruns = before.underruns + data.underruns;
    const report = { ...data, played, underruns: underruns + device_gaps };
    const delay_ms = way_ms + (1000 * data.buffered) / rate_hz + device_ms;
    say({ do: 'heard', ...report, delay_ms });
    scope.postMessage({ type: 'report', report, delay_ms });
  };
}

function say(message: object): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
