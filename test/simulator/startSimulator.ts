import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Disagreement } from './messaging/repairCalendars.ts';
import type { GivenFault, GivenSettings, SimulatorSettings } from './settings.ts';
import type { MailboxState } from './state/describeState.ts';
import type { SentMail } from './store/SentMailStore.ts';

export interface SimulatorCounters {
  readonly requests: number;
  readonly items: number;
  readonly operations: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly connections: number;
  readonly openConnections: number;
  readonly mostConnections: number;
  readonly mostInFlight: number;
  readonly waitingMs: number;
  readonly ntlmHandshakes: number;
  readonly unauthorized: number;
  readonly anchorMismatches: number;
  readonly backEndCookies: number;
  readonly abandoned: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly responseViolations: readonly string[];
  readonly requestViolations: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  /** Mails on their way and Attendant's work not yet done. */
  readonly tasks: number;
  readonly mailsInside: number;
  readonly mailsOutside: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** A running simulator: its address for the product, and its other side for the test. */
export interface SimulatorHandle {
  readonly url: string;
  readonly processId: number;
  readonly state: (mailbox?: string) => Promise<readonly MailboxState[]>;
  readonly counters: () => Promise<SimulatorCounters>;
  readonly sent: () => Promise<{ readonly inside: readonly SentMail[]; readonly outside: readonly SentMail[] }>;
  /** Changes what is given, leaves the rest. */
  readonly change: (settings: GivenSettings) => Promise<SimulatorSettings>;
  /** Replaces the fault rules. */
  readonly setFaults: (faults: readonly GivenFault[]) => Promise<void>;
  /** Lets the Calendar Repair Assistant make its round: what it found; for all but responses it sends mail. */
  readonly repairCalendars: () => Promise<readonly Disagreement[]>;
  readonly advanceClock: (milliseconds: number) => Promise<void>;
  /** SIGKILL: what it had not committed is lost, the store stays. */
  readonly kill: () => Promise<void>;
  /** Rejects where Microsoft's schema was at hand (GODWIT_EWS_XSD) and refused an answer. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  /** The store's file; without it one in a temporary folder that stop() removes. */
  readonly storeFile?: string;
  readonly port?: number;
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts a simulator in a process of its own. */
export async function startSimulator(settings: GivenSettings = {}, options: StartOptions = {}): Promise<SimulatorHandle> {
  const folder = mkdtempSync(join(tmpdir(), 'ews-simulator-'));
  const settingsFile = join(folder, 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const store = options.storeFile ?? join(folder, 'store.sqlite');
  const args = [MAIN, '--port', String(options.port ?? 0), '--store', store, '--settings', settingsFile];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = await firstLine(child.stdout, ended).catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  return {
    ...controlOf(url),
    ...{ url, processId: child.pid ?? 0 },
    kill: () => end('SIGKILL'),
    stop: async () => {
      const { responseViolations } = await controlOf(url)
        .counters()
        .finally(() => end('SIGTERM'));
      if (responseViolations.length > 0) throw new Error(`The simulator gave answers the schema refuses: ${responseViolations.join(' ')}`);
    },
  };
}

async function firstLine(stream: NodeJS.ReadableStream | null, ended: Promise<void>): Promise<string> {
  const line = new Promise<string>((resolve) => {
    let text = '';
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
  });
  const first = await Promise.race([line, ended]);
  if (typeof first !== 'string') throw new Error('The simulator ended before it was ready.');
  return (JSON.parse(first) as { readonly url: string }).url;
}

/** The other side of a simulator that is already running. */
export function controlOf(url: string): Omit<SimulatorHandle, 'url' | 'processId' | 'kill' | 'stop'> {
  const ask = async <Answer>(path: string, given?: unknown): Promise<Answer> => {
    const request = given === undefined ? {} : { method: 'POST', body: JSON.stringify(given) };
    const response = await fetch(new URL(`/control/${path}`, url), request);
    if (!response.ok) throw new Error(`control ${path}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    state: async (mailbox) => {
      const query = mailbox === undefined ? '' : `?mailbox=${encodeURIComponent(mailbox)}`;
      return (await ask<{ readonly mailboxes: readonly MailboxState[] }>(`state${query}`)).mailboxes;
    },
    counters: () => ask('counters'),
    sent: () => ask('sent'),
    change: (settings) => ask('settings', settings),
    setFaults: async (faults) => {
      await ask('faults', faults);
    },
    repairCalendars: () => ask('repair'),
    advanceClock: async (advanceMs) => {
      await ask('clock', { advanceMs });
    },
  };
}
