// Chance that can be repeated: the same seed gives the same story.

export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** Return a number from 0 up to 1 (mulberry32, by Tommy Ettinger, in the public domain). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  /** Return one of [[weight, thing], ...]. */
  weighed(choices) {
    let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, thing] of choices) {
      left -= weight;
      if (left < 0) return thing;
    }
    return choices.at(-1)[1];
  }
}
