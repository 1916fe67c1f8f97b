/**
 * Keeps what it hears for some seconds, and then sends it to the page as one piece: an audio thread
 * that made something new for every block would have to clear up, and miss its time by that.
 */
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.left = null;
    this.n = 0;
    this.at_s = 0;
    this.port.onmessage = ({ data }) => {
      this.left = new Float32Array(128 * Math.ceil((data * sampleRate) / 128));
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
