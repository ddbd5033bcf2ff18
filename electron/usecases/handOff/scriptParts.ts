import type { HandOff } from './HandOff.ts';
import { quotePowerShell } from './quotePowerShell.ts';

/** Names of what the scripts make, the same in both; nothing else in an organisation is likely to bear them. */
export const NAMES = {
  group: 'Godwit mailboxes',
  rule: 'Godwit: calendar messages stay inside',
  scope: 'Godwit mailboxes',
  assignment: 'Godwit calendars',
  policy: 'Godwit calendars',
} as const;

function list(name: string, values: readonly string[]): string {
  if (values.length === 0) return `$${name} = @()`;
  return `$${name} = @(\n${values.map((value) => `  ${quotePowerShell(value)}`).join('\n')}\n)`;
}

/** Everything in a script that is not the same for everybody: single-quoted texts, and nothing else. */
export function dataBlock({ mailboxes, rooms, account }: HandOff): string {
  return [
    `$account = ${quotePowerShell(account.name)}`,
    ...Object.entries(NAMES).map(([name, value]) => `$${name}Name = ${quotePowerShell(value)}`),
    list('mailboxes', mailboxes),
    list(
      'rooms',
      rooms.map(({ mailbox }) => mailbox),
    ),
  ].join('\n');
}

/**
 * What both scripts begin with. What was found is written down before it is changed, and never written over: running `before` twice must not
 * take its own doing for what was there.
 */
export const COMMON = String.raw`$ErrorActionPreference = 'Stop'
$stateFile = Join-Path $PSScriptRoot 'before.state.json'
$failed = New-Object 'System.Collections.Generic.List[string]'

function Invoke-Step([string]$Name, [scriptblock]$Work) {
  try {
    & $Work
    Write-Host "ok      $Name"
  } catch {
    $failed.Add($Name)
    Write-Warning "${'$'}{Name}: $($_.Exception.Message)"
  }
}

function Stop-WhereFailed {
  if ($failed.Count -eq 0) { return }
  Write-Warning "$($failed.Count) steps failed; run the script again when their causes are gone."
  exit 1
}
`;

/** Fails before anything is done where the cmdlets are not at hand. */
export function connectionCheck({ variant }: Pick<HandOff, 'variant'>): string {
  const how = variant === 'online' ? 'Connect-ExchangeOnline' : 'the Exchange Management Shell, or a session imported from it';
  return `if (-not (Get-Command Set-CalendarProcessing -ErrorAction SilentlyContinue)) {\n  throw ${quotePowerShell(`First connect to Exchange: ${how}.`)}\n}\n`;
}

/** A step for each of a list. */
export function forEach(variable: string, listName: string, step: string, work: readonly string[]): string {
  const body = work.map((line) => `    ${line}`).join('\n');
  return `foreach ($${variable} in $${listName}) {\n  Invoke-Step "${step} $${variable}" {\n${body}\n  }\n}\n`;
}

export function step(name: string, work: readonly string[]): string {
  return `Invoke-Step ${quotePowerShell(name)} {\n${work.map((line) => `  ${line}`).join('\n')}\n}\n`;
}
