import type { RecentProject } from '../../shared/contract/wizard/project.ts';

/** A project as the home screen remembers it, without opening its file. */
export type RecentEntry = Omit<RecentProject, 'isThere'>;

/** The projects opened last, newest first; a short list outside any project. */
export interface RecentProjects {
  list(): readonly RecentEntry[];
  note(entry: RecentEntry): void;
  forget(path: string): void;
}
