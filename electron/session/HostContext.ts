import type { Handlers } from '../ipc/router.ts';
import type { Services } from './Services.ts';
import type { Session } from './Session.ts';

/** What every procedure can reach. */
export interface HostContext {
  readonly services: Services;
  /** The open project. Throws WIZARD_NO_PROJECT. */
  session(): Session;
  current(): Session | null;
  /** Closes what is open, then opens or makes another. */
  open(path: string, mode: 'create' | 'write'): Promise<Session>;
  close(): Promise<void>;
}

/** The procedures whose names begin with one of the areas. */
export type HandlersOf<Area extends string> = Pick<Handlers, Extract<keyof Handlers, `${Area}.${string}`>>;
