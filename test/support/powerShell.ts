import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One token that matters here: what the script calls a text, and what it merely says. */
export interface PowerShellToken {
  readonly kind: 'literal' | 'expandable' | 'comment' | 'code';
  /** A literal's value with doubled quotes undone; everything else as it stands. */
  readonly text: string;
}

/** PowerShell takes these for each other, in pairs of any two (about_Quoting_Rules). */
const SINGLE = "'\u2018\u2019\u201a\u201b";
const DOUBLE = '"\u201c\u201d\u201e';
const OPENING: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** A tokenizer of just enough PowerShell to tell texts, comments and code apart. Throws where a text, comment or bracket does not end. */
export function readPowerShell(script: string): PowerShellToken[] {
  const tokens: PowerShellToken[] = [];
  const open: string[] = [];
  let code = '';
  let at = 0;
  const flush = (): void => {
    if (code.trim() !== '') tokens.push({ kind: 'code', text: code });
    code = '';
  };
  const until = (end: string, from: number): number => {
    const found = script.indexOf(end, from);
    if (found < 0) throw new Error(`no ${end} after ${script.slice(from, from + 40)}`);
    return found;
  };
  while (at < script.length) {
    const char = script.charAt(at);
    if (script.startsWith('<#', at)) {
      flush();
      const end = until('#>', at) + 2;
      tokens.push({ kind: 'comment', text: script.slice(at, end) });
      at = end;
    } else if (char === '#') {
      flush();
      const end = (script.indexOf('\n', at) + 1 || script.length + 1) - 1;
      tokens.push({ kind: 'comment', text: script.slice(at, end) });
      at = end;
    } else if (SINGLE.includes(char) || DOUBLE.includes(char)) {
      flush();
      const read = readText(script, at, SINGLE.includes(char) ? SINGLE : DOUBLE);
      tokens.push({ kind: SINGLE.includes(char) ? 'literal' : 'expandable', text: read.text });
      at = read.end;
    } else {
      if (char === '`') code += script.charAt(at++);
      else if (OPENING[char] !== undefined) open.push(OPENING[char] ?? '');
      else if (')}]'.includes(char) && open.pop() !== char) throw new Error(`a ${char} too many: ${script.slice(at - 40, at)}`);
      code += script.charAt(at++);
    }
  }
  flush();
  if (open.length > 0) throw new Error(`${open.join('')} missing at the end`);
  return tokens;
}

function readText(script: string, start: number, quotes: string): { readonly text: string; readonly end: number } {
  let text = '';
  for (let at = start + 1; at < script.length; at += 1) {
    const char = script.charAt(at);
    if (quotes === DOUBLE && char === '`') text += char + script.charAt(++at);
    else if (!quotes.includes(char)) text += char;
    else if (quotes.includes(script.charAt(at + 1)) && at + 1 < script.length) text += script.charAt(at++);
    else return { text, end: at + 1 };
  }
  throw new Error(`a text does not end: ${script.slice(start, start + 40)}`);
}

/** PowerShell 7, where there is one. */
const PROGRAM = 'pwsh';

/** Why PowerShell itself cannot judge here, or null when it can. */
export function missingForPowerShell(): string | null {
  try {
    execFileSync(PROGRAM, ['-NoProfile', '-NonInteractive', '-Command', 'exit 0'], { stdio: 'ignore' });
    return null;
  } catch {
    return `${PROGRAM} is not installed`;
  }
}

/** What PowerShell's own parser finds wrong with a script; '' when nothing. */
export function parseErrors(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pwsh-'));
  try {
    const path = join(folder, 'script.ps1');
    writeFileSync(path, `\uFEFF${script}`);
    const command = `$e = $null; [void][System.Management.Automation.Language.Parser]::ParseFile('${path}', [ref]$null, [ref]$e); $e | ForEach-Object { $_.Message }`;
    return execFileSync(PROGRAM, ['-NoProfile', '-NonInteractive', '-Command', command]).toString().trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
