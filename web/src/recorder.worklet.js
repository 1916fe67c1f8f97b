/**
 * Fills the memory that it is handed with what it hears, and hands it back: an audio thread that made
 * something new would have to clear up, and miss its time by that.
 */
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.left = null;
    this.n = 0;
    this.at_s = 0;
    this.port.onmessage = ({ data }) => {
      this.left = data;
      this.n = 0;
    };
  }

  process([input]) {
    const { left } = this;
    if (!left) return true;
    if (this.n === 0) this.at_s = currentTime;
    if (input[0]) left.set(input[0], this.n);
    this.n += 128;
    if (this.n === left.length) {
      this.left = null;
      this.port.postMessage({ at_s: this.at_s, left }, [left.buffer]);
    }
    return true;
  }
}

registerProcessor('recorder', Recorder);
