import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import type { TargetConfig } from '../../../shared/contract/config.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { afterScript } from '../../usecases/handOff/afterScript.ts';
import { beforeScript } from '../../usecases/handOff/beforeScript.ts';
import { gatherHandOff } from '../../usecases/handOff/gatherHandOff.ts';
import type { ExchangeVariant, HandOff } from '../../usecases/handOff/HandOff.ts';
import { delegatesTable, roomsTable, sharesTable } from '../../usecases/handOff/handOffTables.ts';
import { PROJECT_OPTIONS, text, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { withProject } from '../compose.ts';
import { lineOf } from '../output.ts';
import { readConfig } from '../readConfig.ts';

/** Microsoft's own clouds; every other EWS address is somebody's own Exchange. */
const ONLINE = /(?:^|\.)(?:office365\.com|office365\.us|outlook\.com|outlook\.cn|office\.de|microsoftonline\.\w+)$/i;

function variantOf(context: CommandContext, target: TargetConfig | undefined): ExchangeVariant {
  const given = text(context, 'exchange');
  if (given === 'online' || given === 'on-premises') return given;
  if (given !== undefined) throw new Failure('CONFIG_USAGE', { message: `--exchange takes online or on-premises, not «${given}».` });
  return target !== undefined && ONLINE.test(new URL(target.url).hostname) ? 'online' : 'on-premises';
}

function accountOf(context: CommandContext, target: TargetConfig | undefined): string {
  const given = text(context, 'account');
  if (given !== undefined) return given;
  if (target === undefined)
    throw new Failure('CONFIG_USAGE', { message: 'The config names no target yet: name the service account with --account.' });
  return target.auth.kind === 'oauth' ? target.auth.clientId : target.auth.user;
}

/** Windows PowerShell takes a script without a mark for one in the local code page, and Notepad likes its line ends. */
function writeScript(path: string, script: string): void {
  writeFileSync(path, `\uFEFF${script.replace(/\n/g, '\r\n')}`);
}

interface HandOffFile {
  readonly name: string;
  readonly about: string;
  readonly entries: number;
  readonly write: (path: string) => void | Promise<void>;
}

function filesOf(handOff: HandOff): readonly HandOffFile[] {
  const { mailboxes, rooms, delegates, shares } = handOff;
  const table = (rows: string[][]) => (path: string) => csvTableFile.write(path, rows);
  return [
    {
      name: 'before.ps1',
      about: 'to be read and run by an administrator before the run',
      entries: mailboxes.length,
      write: (path) => writeScript(path, beforeScript(handOff)),
    },
    {
      name: 'after.ps1',
      about: 'puts everything back after the run',
      entries: mailboxes.length,
      write: (path) => writeScript(path, afterScript(handOff)),
    },
    { name: 'rooms.csv', about: 'capacity and automatic answers of rooms', entries: rooms.length, write: table(roomsTable(handOff)) },
    { name: 'delegates.csv', about: 'who acted for whom', entries: delegates.length, write: table(delegatesTable(handOff)) },
    { name: 'shares.csv', about: 'calendars shared with others', entries: shares.length, write: table(sharesTable(handOff)) },
  ];
}

async function writeFiles(folder: string, handOff: HandOff, { output }: CommandContext): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, about, entries, write } of filesOf(handOff)) {
      const path = join(folder, name);
      await write(path);
      output.line(lineOf('handoff', { type: 'file', path, about, entries }));
      output.say(`${path}: ${about} (${String(entries)})`);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      'HANDOFF_UNWRITABLE',
      { path: folder, reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}

/** `handoff`: what Godwit does not do itself, as scripts and lists for an administrator. Nothing of it is ever run here. */
export const handoffCommand: Command = {
  name: 'handoff',
  usage: '--out FOLDER [--exchange online|on-premises] [--account NAME]',
  summary: 'Writes PowerShell for before and after, and lists of rooms, delegates and shares, for an administrator.',
  options: { ...PROJECT_OPTIONS, out: { type: 'string' }, exchange: { type: 'string' }, account: { type: 'string' } },
  run: async (context): Promise<ExitCode> => {
    const { output } = context;
    const loaded = readConfig(context);
    const out = text(context, 'out');
    if (out === undefined) throw new Failure('CONFIG_USAGE', { message: 'handoff needs --out FOLDER.' });
    const { target, options } = loaded.config;
    const variant = variantOf(context, target);
    const account = { name: accountOf(context, target) };
    const scope = options.scope === 'all' ? null : options.scope.map((mailbox) => mailbox.toLowerCase());
    const handOff = await withProject(loaded, 'read', (project) =>
      gatherHandOff({
        version: project.needMapping(),
        snapshot: project.needSnapshot(),
        directory: project.directory,
        scope,
        variant,
        account,
      }),
    );
    await writeFiles(resolve(context.cwd, out), handOff, context);
    const { mailboxes, rooms, delegates, shares } = handOff;
    const counts = { mailboxes: mailboxes.length, rooms: rooms.length, delegates: delegates.length, shares: shares.length };
    output.line(lineOf('handoff', { type: 'summary', exchange: variant, account: account.name, ...counts }));
    output.say(`For Exchange ${variant}, account ${account.name}. Read the scripts before running them; -WhatIf changes nothing.`);
    return 0;
  },
};
