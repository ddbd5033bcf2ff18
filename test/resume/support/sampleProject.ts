import { join } from 'node:path';
import { expect } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../../sample/sampleCompany.ts';
import type { Godwit } from '../../support/godwit.ts';
import { plannedLines, type PlannedLine } from './census.ts';

export const DOMAIN = 'contoso.com';
export const ACCOUNT = { user: 'svc', password: 'secret' };

export interface SampleProject {
  readonly sample: SampleSummary;
  /** Everybody who has a mailbox. */
  readonly addresses: readonly string[];
  readonly planned: readonly PlannedLine[];
  readonly projectPath: string;
  /** The config file; `configWith` writes another one beside it. */
  readonly config: string;
  configWith(name: string, change: { readonly target?: object; readonly project?: string; readonly options?: object }): string;
}

export interface SampleOptions {
  readonly seed?: number;
  /** Address of the target; may be given later by `configWith`. */
  readonly url?: string;
  readonly target?: object;
  readonly options?: object;
}

/** Takes the sample company from its dump to a sealed, silent plan, by the command line. */
export async function prepareSample(godwit: Godwit, given: SampleOptions = {}): Promise<SampleProject> {
  return prepareProject(godwit, await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: given.seed ?? 1 }), given);
}

/** The same from a dump that is already there. */
export async function prepareProject(godwit: Godwit, sample: SampleSummary, given: SampleOptions = {}): Promise<SampleProject> {
  godwit.environment = { ...godwit.environment, EWSPW: ACCOUNT.password };
  const configWith: SampleProject['configWith'] = (name, change) =>
    godwit.config(name, {
      project: change.project ?? 'sample.godwit',
      source: { kind: 'dump', path: sample.path },
      directory: { files: [sample.directoryPath, sample.resourcesPath] },
      mapping: { acceptedDomains: [DOMAIN], rewriteDomains: { 'example.com': DOMAIN } },
      target: {
        kind: 'ews',
        url: given.url ?? 'http://127.0.0.1:9/EWS/Exchange.asmx',
        auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' },
        ...given.target,
        ...change.target,
      },
      options: { timeZone: 'Europe/Berlin', meetings: 'silent', ...given.options, ...change.options },
    });
  const config = configWith('godwit', {});
  await planSample(godwit, config, sample);
  const preview = await godwit.json('preview', '--config', config);
  expect(preview.exit, preview.stderr).toBe(0);
  const { people, rooms, projector } = sample.company;
  return {
    sample,
    addresses: [...people, ...rooms, projector].map(({ shortName }) => `${shortName}@${DOMAIN}`),
    planned: plannedLines(preview.lines),
    projectPath: join(godwit.folder, 'sample.godwit'),
    config,
    configWith,
  };
}

/** From the dump to the sealed plan, in whatever project the config names. */
export async function planSample(godwit: Godwit, config: string, sample: SampleSummary): Promise<void> {
  for (const words of [['snapshot'], ['directory'], ['mapping', 'suggest'], ['plan', '--as-of', sample.asOf]]) {
    const { exit, stderr } = await godwit.json(...words, '--config', config);
    // 2: a home nobody owns leaves a decision open, as in any real company.
    expect([0, 2], `${words.join(' ')}: ${stderr}`).toContain(exit);
  }
}
