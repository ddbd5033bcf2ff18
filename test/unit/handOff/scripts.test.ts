import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterScript } from '../../../electron/usecases/handOff/afterScript.ts';
import { beforeScript } from '../../../electron/usecases/handOff/beforeScript.ts';
import type { ExchangeVariant, HandOff } from '../../../electron/usecases/handOff/HandOff.ts';
import { quotePowerShell } from '../../../electron/usecases/handOff/quotePowerShell.ts';
import { missingForPowerShell, parseErrors, readPowerShell, type PowerShellToken } from '../../support/powerShell.ts';

const missing = missingForPowerShell();
if (missing !== null) process.stderr.write(`PowerShell’s own parser is not asked: ${missing}; our tokenizer judges alone\n`);

const VARIANTS: readonly ExchangeVariant[] = ['online', 'on-premises'];

const HOSTILE = [
  "o'neil@contoso.com",
  "x'; Remove-Mailbox -Identity * -Confirm:$false; '",
  '$(Remove-Item C:\\ -Recurse)',
  '`$env:USERNAME`n',
  '"; exit #',
  'a\n#>\nRemove-Mailbox *\n<#',
  'a\r\nb\u2028c\u0000d',
  '\u2019; whoami; \u2018',
  '\u201a\u201b\u2018\u2019',
  "''''",
  '@"\n$(1)\n"@',
  "@'\nx\n'@",
  '{ } ( ) [ ] | & ; < > % ! ^',
  '{0} {1}',
  'Jürgen 佐藤 🦤',
  '',
];

/** What a text is once control characters became one blank: the only thing that is changed. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}

function handOff(variant: ExchangeVariant, names: readonly string[], account = 'CONTOSO\\svc'): HandOff {
  const rooms = names.map((mailbox) => ({ mailbox, name: mailbox, kind: 'room' as const, capacity: null, autoSchedule: null }));
  return { variant, account: { name: account }, mailboxes: names, rooms, delegates: [], shares: [] };
}

/** Everything that is the same whatever the names are. */
function skeleton(tokens: readonly PowerShellToken[], names: readonly string[]): string {
  return tokens
    .filter(({ kind, text }) => kind !== 'literal' || !names.map(oneLine).includes(text))
    .map(({ kind, text }) => `${kind} ${text.replace(/\s+/g, ' ').trim()}`)
    .join('\n');
}

describe('quoting for PowerShell', () => {
  it.each(HOSTILE)('makes one literal text of %j', (text) => {
    expect(readPowerShell(quotePowerShell(text))).toEqual([{ kind: 'literal', text: oneLine(text) }]);
    expect(quotePowerShell(text)).not.toMatch(/[\r\n]/);
  });

  it('makes one literal text of anything', () => {
    const piece = fc.constantFrom(
      "'",
      '\u2018',
      '\u2019',
      '\u201a',
      '\u201b',
      '"',
      '`',
      '$',
      '(',
      ')',
      '#',
      '\n',
      '\u2028',
      'a',
      '@',
      '{',
      '\\',
    );
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: piece }));
    fc.assert(
      fc.property(text, (value) => {
        expect(readPowerShell(quotePowerShell(value))).toEqual([{ kind: 'literal', text: oneLine(value) }]);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each(VARIANTS)('scripts for Exchange %s', (variant) => {
  const scripts = (names: readonly string[], account?: string): readonly string[] => [
    beforeScript(handOff(variant, names, account)),
    afterScript(handOff(variant, names, account)),
  ];

  it('are whole: every text, comment and bracket ends', () => {
    for (const script of scripts(['ada@contoso.com'])) expect(readPowerShell(script).length).toBeGreaterThan(20);
  });

  it('say the same commands whatever the names are: a name is a literal and nothing else', () => {
    const harmless = ['ada@contoso.com'];
    const [before, after] = scripts(harmless);
    for (const name of HOSTILE.filter((text) => text !== '')) {
      const [hostileBefore = '', hostileAfter = ''] = scripts([name]);
      expect(skeleton(readPowerShell(hostileBefore), [name])).toBe(skeleton(readPowerShell(before ?? ''), harmless));
      expect(skeleton(readPowerShell(hostileAfter), [name])).toBe(skeleton(readPowerShell(after ?? ''), harmless));
      const [hostileAccount = ''] = scripts(harmless, name);
      expect(skeleton(readPowerShell(hostileAccount), [...harmless, name])).toBe(
        skeleton(readPowerShell(before ?? ''), [...harmless, 'CONTOSO\\svc']),
      );
    }
  });

  it('name every mailbox and every room once in their lists, and nobody else', () => {
    const names = ['ada@contoso.com', 'room1@contoso.com'];
    const script = beforeScript({ ...handOff(variant, names), rooms: handOff(variant, ['room1@contoso.com']).rooms });
    const texts = readPowerShell(script)
      .filter(({ kind }) => kind === 'literal')
      .map(({ text }) => text)
      .filter((text) => text.includes('@'));
    expect(texts).toEqual(['ada@contoso.com', 'room1@contoso.com', 'room1@contoso.com']);
  });

  it('change nothing with -WhatIf: every cmdlet that changes something is told so', () => {
    for (const script of scripts(['ada@contoso.com'])) {
      const joined = script.replace(/`\n\s*/g, ' ');
      const changing = joined.split('\n').filter((line) => /(?:^|[\s{(])(?:Set|New|Remove|Update|Add)-(?!Object|Content)\w+ /.test(line));
      expect(changing.length).toBeGreaterThan(5);
      for (const line of changing.filter((text) => !text.includes('Get-Command'))) expect(line).toMatch(/-WhatIf:\$WhatIf/);
    }
  });

  it('take everything back that was made', () => {
    const [before = '', after = ''] = scripts(['ada@contoso.com']);
    const made = [...before.matchAll(/New-(\w+) -Name/g)].map(([, noun]) => noun);
    expect(made.length).toBeGreaterThan(3);
    for (const noun of made) expect(after).toContain(`Remove-${noun ?? ''} -Identity`);
    for (const cmdlet of ['Set-CalendarProcessing', 'Set-Mailbox']) expect(after).toContain(cmdlet);
  });

  it('never ask for a yes in the middle, and never delete a mailbox', () => {
    for (const script of scripts(['ada@contoso.com'])) {
      expect(script.match(/Remove-\w+ -Identity[^\n]*/g)?.every((line) => line.includes('-Confirm:$false')) ?? true).toBe(true);
      expect(script).not.toMatch(/(?:Remove|Disable)-(?:Mailbox|CalendarEvents)/);
    }
  });

  it.skipIf(missing !== null)(`are understood by PowerShell itself ${missing ?? ''}`, () => {
    for (const script of scripts(HOSTILE)) expect(parseErrors(script)).toBe('');
  });
});

describe('the two variants', () => {
  it('differ in who may act: a role on premises, an application’s role online', () => {
    const [online, own] = VARIANTS.map((variant) => beforeScript(handOff(variant, ['ada@contoso.com'])));
    expect(own).toContain('-Role ApplicationImpersonation -User $account');
    expect(own).toContain('New-ThrottlingPolicy');
    expect(online).toContain("-Role 'Application EWS.AccessAsApp'");
    expect(online).not.toContain('ThrottlingPolicy -Name');
    // Set before the switch: an empty list would block everybody.
    expect(online?.indexOf('-EwsAllowedAppIDs ((')).toBeLessThan(online?.indexOf('-EwsEnabled $true') ?? 0);
  });
});
