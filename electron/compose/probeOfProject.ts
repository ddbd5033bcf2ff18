import { z } from 'zod';
import { targetCapabilities } from '../../shared/contract/targetCapabilities.ts';
import type { TargetCapabilities } from '../../shared/domain/targetCapabilities.ts';
import type { LoadedConfig } from './LoadedConfig.ts';
import type { OpenProject } from './openProjectFile.ts';

/** Where the project's settings keep it. */
const NAME = 'targetProbe';

const storedProbe = z.object({
  /** A probe says nothing about another server. */
  url: z.string(),
  at: z.string(),
  /** As the server said itself. */
  server: z.string().nullable(),
  mailboxes: z.array(z.string()),
  capabilities: targetCapabilities,
  findings: z.array(z.object({ id: z.string(), question: z.string(), answer: z.string(), detail: z.string() })),
});

export type StoredProbe = z.infer<typeof storedProbe>;

export function saveProbe({ settings }: OpenProject, probe: StoredProbe): void {
  settings.set(NAME, probe);
}

/** What a probe of the target the config names found out; null where there was none. */
export function probedCapabilities({ config }: LoadedConfig, { settings }: OpenProject): TargetCapabilities | null {
  const stored = storedProbe.safeParse(settings.all().get(NAME));
  return stored.success && stored.data.url === config.target?.url ? stored.data.capabilities : null;
}
