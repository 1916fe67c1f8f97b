import type { Figure } from '../../source/types';
import { headOf, marksAt, poseAt, type Point, type View } from './pose';

export interface Ink {
  body: string;
  /** Of the right side, and of the ground. */
  soft: string;
}

/** Draws one frame: ground with marks, bones, a head. */
export function drawFrame(
  pen: CanvasRenderingContext2D,
  figure: Figure,
  frame: number,
  view: View,
  ink: Ink,
): void {
  const { width, height } = pen.canvas;
  const pose = poseAt(figure, frame, view);
  pen.clearRect(0, 0, width, height);
  pen.lineCap = 'round';
  pen.lineWidth = Math.max(1, width / 300);
  pen.strokeStyle = ink.soft;
  line(pen, [0, view.ground], [width, view.ground]);
  for (const x of marksAt(figure, frame, view)) {
    line(pen, [x, view.ground], [x, view.ground + height * 0.03]);
  }
  pen.lineWidth = Math.max(2, width / 90);
  const right = figure.names.map(isRight);
  for (const soft of [true, false]) {
    pen.strokeStyle = soft ? ink.soft : ink.body;
    figure.parents.forEach((parent, joint) => {
      if (parent >= 0 && right[joint] === soft) line(pen, pose[parent]!, pose[joint]!);
    });
  }
  pen.fillStyle = ink.body;
  const [x, y] = pose[headOf(figure)]!;
  const radius = 0.07 * view.scale;
  pen.beginPath();
  pen.arc(x, y - radius * 0.6, radius, 0, 2 * Math.PI);
  pen.fill();
}

/** Whether a joint belongs to the right side, which is drawn softer, so that sides are told apart. */
export function isRight(name: string): boolean {
  return /^right/i.test(name) || /^[rR][A-Z_]/.test(name) || /[_ .][rR](ight)?$/.test(name);
}

function line(pen: CanvasRenderingContext2D, from: Point, to: Point): void {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}
