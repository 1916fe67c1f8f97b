import { describe, expect, it } from 'vitest';
import { NotASession, readSession, type Session } from './session';

const session: Session = {
  timbrespace_session: 1,
  atlas: 'drums',
  map: 'umap',
  view: { x: 0.1, y: -0.2, zoom: 3 },
  colour_by: 'label:material',
  ramp: 'cividis',
  hidden: { material: ['wood'] },
  trust: true,
  hover: false,
  volume: 0.4,
  theme: 'light',
  current: 'a1',
  pinned: ['a1'],
  selection: ['a1', 'b2'],
  search: 'snare',
};

describe('readSession', () => {
  it('reads what was written', () => {
    expect(readSession(JSON.stringify(session))).toEqual(session);
  });

  it.each(['', '[]', '{}', 'null', '{"timbrespace_session": 2}', 'RIFF....'])(
    'refuses %s, and says so',
    (text) => expect(() => readSession(text)).toThrow(NotASession),
  );

  it('puts right what is wrong', () => {
    const broken = {
      ...session,
      volume: 7,
      view: { x: 'a' },
      pinned: 'x',
      hidden: [1],
      theme: 'pink',
    };
    expect(readSession(JSON.stringify(broken))).toMatchObject({
      volume: 1,
      view: null,
      pinned: [],
      hidden: {},
      theme: null,
    });
  });
});
