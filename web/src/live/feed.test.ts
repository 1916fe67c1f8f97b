import { describe, expect, it } from 'vitest';
import { Feed, FIRST_TARGET, LEAST_TARGET } from './feed';

const BLOCK = 128;

/** Frames that count up, left and right of opposite sign. */
function counting(from: number, n: number): Float32Array {
  return Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 ? -1 : 1) * (from + (i >> 1)));
}

function pulled(feed: Feed): { left: Float32Array; right: Float32Array; turned: boolean } {
  const [left, right] = [new Float32Array(BLOCK), new Float32Array(BLOCK)];
  return { turned: feed.pull(left, right), left, right };
}

describe('the feed', () => {
  it('waits until it has enough in hand, then gives every frame once and in order', () => {
    const feed = new Feed(4096);
    const heard: number[] = [];
    let sent = 0;
    for (let round = 0; round < 200; round++) {
      if (feed.buffered < FIRST_TARGET) {
        feed.push(counting(sent, 256));
        sent += 256;
      }
      const { left, right } = pulled(feed);
      if (feed.played === 0) expect(Math.max(...left)).toBe(0);
      else heard.push(...left);
      expect(right[40]).toBeCloseTo(-left[40]!);
    }
    expect(feed.underruns).toBe(0);
    expect(heard.length).toBe(feed.played);
    // But for the first, which are faded in.
    heard.slice(128).forEach((value, i) => expect(value).toBe(128 + i));
  });

  it('counts a gap once, fades into it and out of it, and wants more in hand', () => {
    const feed = new Feed();
    feed.push(new Float32Array(2 * FIRST_TARGET).fill(0.5));
    const heard: number[] = [];
    for (let round = 0; round < 20; round++) heard.push(...pulled(feed).left);
    expect([feed.underruns, feed.flowing, feed.buffered]).toEqual([1, false, 0]);
    expect(feed.target).toBeGreaterThan(FIRST_TARGET);
    feed.push(new Float32Array(2 * feed.target).fill(0.5));
    for (let round = 0; round < 3; round++) heard.push(...pulled(feed).left);
    const steps = heard.slice(1).map((value, i) => Math.abs(value - heard[i]!));
    expect(Math.max(...steps)).toBeLessThan(0.02);
    expect(feed.underruns).toBe(1);
  });

  it('takes silence that was announced for no gap', () => {
    const feed = new Feed();
    feed.push(counting(0, 600));
    feed.push(new Float32Array(0));
    const turns = Array.from({ length: 10 }, () => pulled(feed).turned);
    expect(turns.filter(Boolean).length).toBe(2);
    expect([feed.underruns, feed.played]).toEqual([0, 600]);
  });

  it('wants less again after a calm time, and never too little', () => {
    const feed = new Feed();
    const seconds = (n: number): void => {
      for (let round = 0; round < n * 375; round++) {
        while (feed.buffered < feed.target) feed.push(new Float32Array(512));
        pulled(feed);
      }
    };
    seconds(4);
    expect(feed.target).toBe(FIRST_TARGET);
    seconds(26);
    expect(feed.underruns).toBe(0);
    expect(feed.target).toBe(LEAST_TARGET);
  });

  it('keeps what it needs where sound comes unevenly', () => {
    const feed = new Feed();
    // 16 ms late, then all that was due at once.
    for (let round = 0; round < 60 * 375; round++) {
      if (round % 6 === 0) while (feed.buffered < feed.target) feed.push(new Float32Array(512));
      pulled(feed);
    }
    expect(feed.underruns).toBe(0);
    expect(feed.target).toBeGreaterThan(6 * BLOCK);
    expect(feed.target).toBeLessThan(FIRST_TARGET);
  });

  it('keeps no more than it can hold, and counts the rest as played', () => {
    const feed = new Feed(1000);
    feed.push(counting(0, 1500));
    expect([feed.buffered, feed.played]).toEqual([1000, 500]);
  });

  it('forgets what came over a connection that is gone, but not how much it wants in hand', () => {
    const feed = new Feed();
    feed.push(new Float32Array(2 * FIRST_TARGET));
    for (let round = 0; round < 20; round++) pulled(feed);
    const { target } = feed;
    feed.push(counting(0, 100));
    feed.reset();
    expect(feed.report()).toEqual({
      played: 0,
      buffered: 0,
      target,
      underruns: 0,
      flowing: false,
    });
  });
});

describe('what is taken back', () => {
  const flowing = (value: number): Feed => {
    const feed = new Feed();
    feed.push(new Float32Array(2 * 4800).fill(value));
    pulled(feed);
    return feed;
  };

  it('is never heard: what takes its place is, from where one is, without a step', () => {
    const feed = flowing(0.5);
    for (let round = 0; round < 5; round++) pulled(feed);
    const { played } = feed;
    // All that was not played when the server thought so; ten frames were, meanwhile.
    const back = 4800 - played + 10;
    feed.push(new Float32Array(2 * 1024).fill(-0.5), back);
    expect([feed.buffered, feed.played]).toEqual([1014, played]);
    const heard: number[] = [];
    for (let round = 0; round < 6; round++) heard.push(...pulled(feed).left);
    expect(heard[0]).toBeCloseTo(0.5, 2);
    expect(heard[700]).toBe(-0.5);
    const steps = heard.slice(1).map((value, i) => Math.abs(value - heard[i]!));
    expect(Math.max(...steps)).toBeLessThan(0.01);
    expect(heard.findIndex((value) => value < 0)).toBeLessThan(300);
    expect(feed.underruns).toBe(0);
  });

  it('goes over in what there is, where that is short', () => {
    const feed = flowing(0.5);
    while (feed.buffered > 200) pulled(feed);
    const left = feed.buffered;
    feed.push(new Float32Array(2 * 1024).fill(-0.5), left);
    const heard = [...pulled(feed).left, ...pulled(feed).left, ...pulled(feed).left];
    expect(heard[left]).toBe(-0.5);
    const steps = heard.slice(1).map((value, i) => Math.abs(value - heard[i]!));
    expect(Math.max(...steps)).toBeLessThan(1.6 * (Math.PI / 2 / left));
  });

  it('keeps count over several messages, and of frames that come too late', () => {
    const feed = flowing(0);
    while (feed.buffered > 300) pulled(feed);
    const { played, buffered } = feed;
    feed.push(counting(0, 100), buffered + 250);
    expect(feed.buffered).toBe(0);
    feed.push(counting(100, 1000));
    expect(feed.buffered).toBe(850);
    const heard = [...pulled(feed).left, ...pulled(feed).left, ...pulled(feed).left];
    // Behind the fade, frames are where their number says.
    expect([heard[buffered], heard[383]]).toEqual([250 + buffered, 633]);
    expect(feed.played).toBe(played + 384);
  });

  it('says nothing about how much is needed in hand', () => {
    const feed = new Feed();
    const seconds = (n: number): void => {
      for (let round = 0; round < n * 375; round++) {
        if (round % 188 === 0) feed.push(new Float32Array(512), feed.buffered);
        while (feed.buffered < feed.target) feed.push(new Float32Array(512));
        pulled(feed);
      }
    };
    seconds(30);
    expect([feed.underruns, feed.target]).toEqual([0, LEAST_TARGET]);
  });
});
