import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCalendarBytes } from '../../../shared/ical/decodeCalendarBytes.ts';

const text = (bytes: readonly number[]): string => decodeCalendarBytes(Uint8Array.from(bytes)).text;

describe('bytes of iCalendar files', () => {
  it('decodes any Unicode text as Node does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        const bytes = Buffer.from(written.replace(/\n[ \t]/g, '\n.').replace(/^[\ufeff\ufffe]/, ''), 'utf8');
        expect(decodeCalendarBytes(bytes)).toEqual({ text: bytes.toString('utf8'), notes: [] });
      }),
    );
  });

  it('decodes UTF-16 with a byte order mark', () => {
    const little = Buffer.from('\ufeffBEGIN:é🎸', 'utf16le');
    expect([text([...little]), text([...Buffer.from(little).swap16()])]).toEqual(['BEGIN:é🎸', 'BEGIN:é🎸']);
  });

  it('unfolds before it decodes, also after CRCRLF and LF', () => {
    expect(text([0xc3, 13, 10, 32, 0xbc, 0xc3, 10, 9, 0xbc, 65, 13, 13, 10, 32, 66, 13, 10, 67])).toBe('üüAB\r\nC');
  });

  it('takes only the line that is no UTF-8 for Windows-1252', () => {
    const { text: decoded, notes } = decodeCalendarBytes(
      Buffer.concat([Buffer.from('A:é\nLOCATION:'), Uint8Array.of(0xe9, 0x80, 10), Buffer.from('C:é')]),
    );
    expect([decoded, notes.map(({ code, property }) => [code, property])]).toEqual([
      'A:é\nLOCATION:é€\nC:é',
      [['encoding-guessed', 'LOCATION']],
    ]);
  });

  it.each([
    ['an overlong form', [0xc0, 0x80]],
    ['an overlong form of three bytes', [0xe0, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe2, 0x82]],
    ['what lies beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('does not take %s for UTF-8', (_, bytes) => {
    expect(text(bytes)).toHaveLength(bytes.length);
  });
});
