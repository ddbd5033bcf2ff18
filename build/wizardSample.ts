import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../shared/contract/wizard/settings.ts';
import type { SampleProject } from '../electron/session/Services.ts';
import { writeSampleDump, type SampleSummary } from '../test/sample/sampleCompany.ts';
import { startSimulator, type SimulatorHandle } from '../test/simulator/startSimulator.ts';

const DOMAIN = 'contoso.com';
const ACCOUNT = { user: 'svc', password: 'sample-exchange' };

/** Makes sample projects: an invented company as a dump, and an Exchange of its own in a process of its own. */
export interface SampleMaker {
  make(): Promise<SampleProject>;
  /** Ends the Exchanges and removes what was made. */
  close(): Promise<void>;
}

function addressesOf({ company }: SampleSummary): readonly string[] {
  return [...company.people, ...company.rooms, company.projector].map(({ shortName }) => `${shortName}@${DOMAIN}`);
}

function settingsOf(sample: SampleSummary, url: string): SampleProject['settings'] {
  const { source, target, options } = DEFAULT_SETTINGS;
  return [
    { step: 'project', settings: { title: 'Sample company' } },
    { step: 'source', settings: { ...source, kind: 'dump', dump: { path: sample.path }, attachments: sample.attachmentsPath } },
    { step: 'directory', settings: { ...DEFAULT_SETTINGS.directory, files: [sample.directoryPath, sample.resourcesPath] } },
    { step: 'target', settings: { ...target, url, auth: 'basic', user: ACCOUNT.user } },
    { step: 'mapping', settings: { acceptedDomains: [DOMAIN], rewriteDomains: [{ from: 'example.com', to: DOMAIN }] } },
    { step: 'options', settings: { ...options, timeZone: 'Europe/Berlin' } },
  ];
}

/** `folder`: where samples live; `requestMs`: how long the simulated Exchange takes for a request, so that a run can be watched. */
export function sampleMaker(folder: string, requestMs = 40): SampleMaker {
  const running: SimulatorHandle[] = [];
  const folders: string[] = [];
  mkdirSync(folder, { recursive: true });
  return {
    make: async () => {
      const place = mkdtempSync(join(folder, 'sample-'));
      folders.push(place);
      const asOf = `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;
      const sample = await writeSampleDump(join(place, 'caldav.sql'), { seed: 1, asOf });
      const exchange = await startSimulator({ accounts: [ACCOUNT], mailboxes: addressesOf(sample), model: { requestMs, itemMs: 1 } });
      running.push(exchange);
      return { path: join(place, 'sample.godwit'), settings: settingsOf(sample, exchange.url), targetSecret: ACCOUNT.password };
    },
    close: async () => {
      await Promise.all(running.map((exchange) => exchange.stop()));
      for (const place of folders) rmSync(place, { recursive: true, force: true });
    },
  };
}
