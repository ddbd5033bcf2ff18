import { expect, it } from 'vitest';
import { StayingMeetings, WAVES, waveOf } from '../../../shared/run/undo/stays.ts';

it('removes guests’ copies first, then travel, then everything else', () => {
  const kinds = ['meeting', 'travel', 'appointment', 'guest-copy', 'task', ''];
  expect(WAVES.map((wave) => kinds.filter((kind) => waveOf(kind) === wave))).toEqual([
    ['guest-copy'],
    ['travel'],
    ['meeting', 'appointment', 'task', ''],
  ]);
});

it('keeps the first reason why a meeting stays', () => {
  const staying = new StayingMeetings();
  staying.add('uid', 'jimi@contoso.com: touched');
  staying.add('uid', 'janis@contoso.com: moved');
  expect([staying.because('uid'), staying.because('other')]).toEqual(['jimi@contoso.com: touched', null]);
});
