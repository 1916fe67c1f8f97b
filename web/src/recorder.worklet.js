/** Sends what it hears to the page, block by block, while it is asked to. */
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.on = false;
    this.port.onmessage = ({ data }) => (this.on = data === 'start');
  }

  process([input]) {
    if (this.on) {
      const left = input[0] ? input[0].slice() : new Float32Array(128);
      this.port.postMessage({ at_s: currentTime, left });
    }
    return true;
  }
}

registerProcessor('recorder', Recorder);
