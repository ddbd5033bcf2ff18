import type { EventHub } from '../ipc/EventHub.ts';
import type { LoadedConfig } from '../compose/LoadedConfig.ts';
import type { openTarget, openTargetProbe } from '../compose/openTarget.ts';
import type { Clock } from '../ports/Clock.ts';
import type { Desktop } from '../ports/Desktop.ts';
import type { RecentProjects } from '../ports/RecentProjects.ts';
import type { SecretStore } from '../ports/SecretStore.ts';
import type { StepSettings } from '../../shared/contract/wizard/settings.ts';
import type { RunJob } from '../worker/startJob.ts';
import type { Redactor } from './Redactor.ts';

/** An invented company with an Exchange of its own, for those who want to see the whole way first. Development hosts only. */
export interface SampleProject {
  readonly path: string;
  readonly settings: readonly StepSettings[];
  readonly targetSecret: string;
}

/** What a host gives its sessions. Everything that differs between desktop, loopback and tests is here. */
export interface Services {
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly redactor: Redactor;
  readonly secretStore: SecretStore;
  readonly desktop: Desktop;
  readonly recent: RecentProjects;
  readonly runJob: RunJob;
  readonly newId: () => string;
  readonly openTarget: (loaded: LoadedConfig) => ReturnType<typeof openTarget>;
  readonly openTargetProbe: (loaded: LoadedConfig) => ReturnType<typeof openTargetProbe>;
  /** Makes a new sample; null where there is none. */
  readonly makeSample: (() => Promise<SampleProject>) | null;
}
