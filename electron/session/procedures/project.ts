import { existsSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import type { RecentProject } from '../../../shared/contract/wizard/project.ts';
import type { WizardState } from '../../../shared/contract/wizard/state.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';

const ENDING = '.godwit';

/** A new project is never written over anything. */
function newPath(path: string): string {
  if (!isAbsolute(path)) throw new Failure('WIZARD_STEP_INCOMPLETE', { what: `${path} is not a whole path` });
  const whole = extname(path).toLowerCase() === ENDING ? path : `${path}${ENDING}`;
  if (existsSync(whole)) throw new Failure('PROJECT_EXISTS', { path: whole });
  return whole;
}

function recentProjects({ services }: HostContext): readonly RecentProject[] {
  const half = new Set(['running', 'pausing', 'paused', 'stopping', 'stopped']);
  return services.recent
    .list()
    .map((entry) => ({ ...entry, isThere: existsSync(entry.path) }))
    .sort((one, other) => Number(half.has(other.runStatus ?? '')) - Number(half.has(one.runStatus ?? '')));
}

async function createSample(context: HostContext): Promise<WizardState> {
  const { makeSample } = context.services;
  if (makeSample === null) throw new Failure('WIZARD_NOT_HERE', { what: 'a sample project' });
  const sample = await makeSample();
  const session = await context.open(sample.path, 'create');
  for (const settings of sample.settings) session.settings.save(settings);
  session.settings.markSample();
  await session.secrets.set('target', sample.targetSecret, false);
  return session.changed();
}

/** The project as a whole: making, opening, saving, and where the operator is. */
export function projectProcedures(context: HostContext): HandlersOf<'project' | 'job'> {
  const { services } = context;
  return {
    'project.recent': () => ({ projects: recentProjects(context) }),
    'project.forgetRecent': ({ path }) => {
      services.recent.forget(path);
      return {};
    },
    'project.create': async ({ path, title }) => {
      const session = await context.open(newPath(path), 'create');
      session.settings.save({ step: 'project', settings: { title } });
      return session.changed();
    },
    'project.open': async ({ path }) => (await context.open(path, 'write')).changed(),
    'project.createSample': () => createSample(context),
    'project.close': async () => {
      await context.close();
      return {};
    },
    'project.state': () => ({ state: context.current()?.state() ?? null }),
    'project.goTo': ({ step }) => {
      const session = context.session();
      session.settings.goTo(step);
      return session.changed();
    },
    'project.saveStep': (step) => {
      const session = context.session();
      session.settings.save(step);
      // What is wrong in the mapping follows from the domains, whether the plan is up to date from the options.
      if (step.step === 'mapping' || step.step === 'options') session.facts.forget();
      return session.changed();
    },
    'project.validate': ({ step }) => {
      const found = context
        .session()
        .state()
        .steps.find(({ id }) => id === step);
      return { issues: found?.issues ?? [] };
    },
    'project.acknowledge': ({ step, codes }) => {
      const session = context.session();
      session.settings.acknowledge(step, codes);
      return session.changed();
    },
    'project.setSecret': async ({ slot, value, remember }) => {
      const session = context.session();
      await session.secrets.set(slot, value, remember);
      return session.changed();
    },
    'job.stop': ({ kind }) => {
      context.session().jobs.stop(kind);
      return {};
    },
  };
}
