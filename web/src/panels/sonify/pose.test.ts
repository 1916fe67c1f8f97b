import { describe, expect, it } from 'vitest';
import type { Figure } from '../../source/types';
import { isRight } from './draw';
import { frameAt, headOf, marksAt, poseAt, viewOf } from './pose';

/** A root that goes along X, a head above it, and a foot on the ground. */
function walker(n_frames: number): Figure {
  const places = Array.from({ length: n_frames }, (_, i) => [
    ...[i / 10, 1, 0],
    ...[i / 10, 1.6, 0],
    ...[i / 10 + 0.2, 0, 0],
  ]).flat();
  return {
    n_frames,
    n_joints: 3,
    rate_hz: 30,
    parents: [-1, 0, 0],
    names: ['Hips', 'Head', 'RightFoot'],
    places: Float32Array.from(places),
  };
}

describe('frameAt', () => {
  it('goes from the first frame to the last while the sound lasts', () => {
    const frames = Array.from({ length: 101 }, (_, i) => frameAt(i / 10, 10, 60));
    expect(frames[0]).toBe(0);
    expect(frames.at(-1)).toBe(59);
    expect([...frames].sort((a, b) => a - b)).toEqual(frames);
    expect(frameAt(5, 10, 60)).toBe(30);
  });

  it('keeps within the clip whatever it is told', () => {
    expect(frameAt(-1, 10, 60)).toBe(0);
    expect(frameAt(99, 10, 60)).toBe(59);
    expect(frameAt(1, 0, 60)).toBe(0);
    expect(frameAt(1, NaN, 60)).toBe(0);
  });
});

describe('a pose', () => {
  const figure = walker(20);
  const view = viewOf(figure, 300, 200);

  it('keeps the root in the middle, and every joint on the canvas', () => {
    for (let frame = 0; frame < 20; frame++) {
      const pose = poseAt(figure, frame, view);
      expect(pose[0]![0]).toBeCloseTo(150);
      for (const [x, y] of pose) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(300);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(200);
      }
    }
  });

  it('has up above down, and the lowest joint on the ground', () => {
    const [hips, head, foot] = poseAt(figure, 3, view);
    expect(head![1]).toBeLessThan(hips![1]);
    expect(foot![1]).toBeCloseTo(view.ground);
  });

  it('lets the ground pass by, against the way that the body goes', () => {
    const [first, second] = [marksAt(figure, 0, view), marksAt(figure, 1, view)];
    const nearest = (marks: number[]): number =>
      marks.reduce((a, b) => (Math.abs(a - 150) < Math.abs(b - 150) ? a : b));
    expect(nearest(first)).toBeCloseTo(150);
    expect(nearest(second)).toBeLessThan(150);
  });

  it('survives a figure that lies flat', () => {
    const flat = { ...figure, places: new Float32Array(figure.places.length) };
    expect(
      poseAt(flat, 0, viewOf(flat, 300, 200))
        .flat()
        .every(Number.isFinite),
    ).toBe(true);
  });
});

it('finds the head by its name, or as what is highest', () => {
  expect(headOf(walker(2))).toBe(1);
  expect(headOf({ ...walker(2), names: ['a', 'b', 'c'] })).toBe(1);
});

it('knows right from left, whatever they are called', () => {
  for (const name of ['RightArm', 'right_hip', 'UpperArm_R', 'forearm_r', 'RThumb', 'Arm.R'])
    expect(isRight(name), name).toBe(true);
  for (const name of ['LeftArm', 'root', 'Neck', 'rib', 'UpperArm_L', 'chest', 'Root'])
    expect(isRight(name), name).toBe(false);
});
