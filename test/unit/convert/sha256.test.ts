import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../shared/domain/sha256.ts';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('sha256', () => {
  it('gives the example of FIPS 180-4', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('agrees with OpenSSL at every length around its blocks', () => {
    const texts = Array.from({ length: 200 }, (_unused, length) => 'x'.repeat(length));
    expect(texts.map(sha256)).toEqual(texts.map(digestOf));
  });

  it.each([
    ['umlauts', 'Größe'],
    ['characters of three bytes', '10 € – 日本'],
    ['characters of four bytes', '🎉 party 🎉'],
    ['half a character', 'a\ud83d'],
    ['the other half', '\udf89b'],
    ['two first halves', '\ud83d\ud83d\ude00'],
    ['more than its buffer holds', 'ß🎉'.repeat(20_000)],
  ])('reads %s as UTF-8', (_name, text) => {
    expect(sha256(text)).toBe(digestOf(text));
  });

  it('keeps nothing of a text for the next one', () => {
    const [long, short] = ['y'.repeat(1000), 'z'];
    expect([sha256(long), sha256(short), sha256(long)]).toEqual([digestOf(long), digestOf(short), digestOf(long)]);
  });
});
