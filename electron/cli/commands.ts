import type { Command } from './command.ts';

/** A command's name, and where the rest of it is. */
export interface CommandEntry {
  readonly name: string;
  /** Changes nothing: a reader who has seen enough (`| head`) ends it. The others finish their work unheard. */
  readonly onlyShows?: true;
  readonly load: () => Promise<Command>;
}

/**
 * All commands, in the order a migration needs them. Each is loaded when it is asked for: a plan needs no network and a snapshot no
 * Exchange, and what they do not need would take a quarter of their memory.
 */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'check', load: async () => (await import('./commands/check.ts')).checkCommand },
  { name: 'snapshot', load: async () => (await import('./commands/snapshot.ts')).snapshotCommand },
  { name: 'directory', load: async () => (await import('./commands/directory.ts')).directoryCommand },
  { name: 'mapping', load: async () => (await import('./commands/mapping.ts')).mappingCommand },
  { name: 'handoff', load: async () => (await import('./commands/handoff.ts')).handoffCommand },
  { name: 'plan', load: async () => (await import('./commands/plan.ts')).planCommand },
  { name: 'preview', onlyShows: true, load: async () => (await import('./commands/preview.ts')).previewCommand },
  { name: 'run', load: async () => (await import('./commands/run.ts')).runCommand },
  { name: 'verify', load: async () => (await import('./commands/verify.ts')).verifyCommand },
  { name: 'delta', load: async () => (await import('./commands/delta.ts')).deltaCommand },
  { name: 'undo', load: async () => (await import('./commands/undo.ts')).undoCommand },
  { name: 'report', load: async () => (await import('./commands/report.ts')).reportCommand },
  { name: 'convert', onlyShows: true, load: async () => (await import('./commands/convert.ts')).convertCommand },
  { name: 'schema', onlyShows: true, load: async () => (await import('./commands/schema.ts')).schemaCommand },
];
