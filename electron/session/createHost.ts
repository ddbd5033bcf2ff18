import { Failure } from '../../shared/domain/failure.ts';
import { createRouter, type Handlers, type Router } from '../ipc/router.ts';
import type { HostContext } from './HostContext.ts';
import { directoryProcedures } from './procedures/directory.ts';
import { hostProcedures } from './procedures/host.ts';
import { mappingProcedures } from './procedures/mapping.ts';
import { optionsProcedures } from './procedures/options.ts';
import { planProcedures, previewProcedures } from './procedures/preview.ts';
import { projectProcedures } from './procedures/project.ts';
import { runProcedures } from './procedures/run.ts';
import { sourceProcedures } from './procedures/source.ts';
import { targetProcedures } from './procedures/target.ts';
import { deltaProcedures } from './procedures/delta.ts';
import { undoProcedures } from './procedures/undo.ts';
import { verifyProcedures } from './procedures/verify.ts';
import type { Services } from './Services.ts';
import { Session } from './Session.ts';

/** The wizard's main-process half, whatever it is hosted in: desktop program, loopback, test. */
export interface Host {
  readonly router: Router;
  /** The project that is open; for the shell, which asks before it closes a run. */
  current(): Session | null;
  /** Stops what runs and closes the project. */
  close(): Promise<void>;
}

/** One project at a time: opening another closes the one before. */
class OpenProjects implements HostContext {
  readonly services: Services;
  #session: Session | null = null;
  /** Opening and closing take a moment; they happen one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.services = services;
  }

  session(): Session {
    if (this.#session === null) throw new Failure('WIZARD_NO_PROJECT');
    return this.#session;
  }

  current(): Session | null {
    return this.#session;
  }

  open(path: string, mode: 'create' | 'write'): Promise<Session> {
    return this.#inTurn(async () => {
      await this.#close();
      this.#session = await Session.open(this.services, path, mode);
      return this.#session;
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  async #close(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    this.#session = null;
    await session.close();
    this.services.hub.emit('state.changed', { state: null });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work);
    this.#turn = next.catch(() => undefined);
    return next;
  }
}

/** Puts the procedures together over a host's services. */
export function createHost(services: Services, onBug: (name: string, error: unknown) => void): Host {
  const context = new OpenProjects(services);
  const handlers: Handlers = {
    ...hostProcedures(context),
    ...projectProcedures(context),
    ...sourceProcedures(context),
    ...directoryProcedures(context),
    ...targetProcedures(context),
    ...mappingProcedures(context),
    ...optionsProcedures(context),
    ...planProcedures(context),
    ...previewProcedures(context),
    ...runProcedures(context),
    ...verifyProcedures(context),
    ...undoProcedures(context),
    ...deltaProcedures(context),
  };
  const router = createRouter(handlers, { redact: services.redactor.redact, onBug });
  return { router, current: () => context.current(), close: () => context.close() };
}
