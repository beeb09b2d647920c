// Records a voice in whatever form the browser has, and stops by itself after two minutes.

export const LONGEST = 120;
const FORMS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];
const SHORTEST = 500;
// Speech needs no more; what is recorded stays far under what the server takes.
const BITS = 32000;

export function canRecord() {
  return Boolean(self.MediaRecorder && navigator.mediaDevices?.getUserMedia);
}

export class Recorder {
  /** `on` has tick(seconds), ended({blob, full}) and failed(reason): "refused", "absent" or "short". */
  constructor(on) {
    this.on = on;
  }

  async start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      this.on.failed(['NotAllowedError', 'SecurityError'].includes(error.name) ? 'refused' : 'absent');
      return;
    }
    if (this.cancelled) {
      hangUp(stream);
      return;
    }
    const mimeType = FORMS.find((form) => MediaRecorder.isTypeSupported(form));
    const parts = [];
    this.machine = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: BITS });
    this.machine.addEventListener('dataavailable', (event) => event.data.size && parts.push(event.data));
    this.machine.addEventListener('stop', () => {
      clearInterval(this.clock);
      hangUp(stream);
      if (this.cancelled) return;
      if (!parts.length || Date.now() - this.began < SHORTEST) this.on.failed('short');
      else this.on.ended({ blob: new Blob(parts, { type: this.machine.mimeType || mimeType || '' }), full: this.full });
    });
    this.began = Date.now();
    this.full = false;
    // In pieces, so that a phone that runs out of power in the middle has lost little memory to one large one.
    this.machine.start(1000);
    this.on.tick(0);
    this.clock = setInterval(() => this.look(), 250);
  }

  look() {
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    this.on.tick(Math.min(seconds, LONGEST));
    this.full = seconds >= LONGEST;
    if (this.full) this.stop();
  }

  stop() {
    if (this.machine?.state === 'recording') this.machine.stop();
  }

  /** The screen is left while the recording goes on: nothing of it is kept, and the microphone goes off. */
  cancel() {
    this.cancelled = true;
    this.stop();
  }
}

function hangUp(stream) {
  for (const track of stream.getTracks()) track.stop();
}
