import type {Sound} from './words.ts';

/** The tones of each, in hertz, one after the other. */
const TONES: Readonly<Record<Sound, readonly number[]>> = {
  asked: [660, 880],
  written: [740],
  joined: [523, 659],
};

const LENGTH = 0.12;
const LOUDNESS = 0.06;

let context: AudioContext | null = null;

/** Plays a short sound, softly; none before anything was pressed on the page, since browsers allow none. */
export function play(sound: Sound): void {
  if (!navigator.userActivation?.hasBeenActive || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  TONES[sound].forEach((frequency, index) => {
    const start = context!.currentTime + index * LENGTH;
    const tone = new OscillatorNode(context!, {frequency});
    tone.connect(volume);
    // Not all at once: that would click.
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    tone.start(start);
    tone.stop(start + LENGTH);
  });
}
