import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { recentProject } from '../../shared/contract/wizard/project.ts';
import type { RecentEntry, RecentProjects } from '../ports/RecentProjects.ts';

const KEPT = 20;
const entries = z.array(recentProject.omit({ isThere: true }));

/** The list in a small JSON file; one that cannot be read counts as empty, one that cannot be written is not worth an error. */
export function recentProjectsFile(path: string): RecentProjects {
  function list(): readonly RecentEntry[] {
    try {
      return entries.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return [];
    }
  }

  function save(projects: readonly RecentEntry[]): void {
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(projects, null, 2));
      renameSync(`${path}.new`, path);
    } catch {
      // The projects themselves are safe; only the way to them is longer.
    }
  }

  const others = (without: string): readonly RecentEntry[] => list().filter((entry) => entry.path !== without);
  return {
    list,
    note: (entry) => save([entry, ...others(entry.path)].slice(0, KEPT)),
    forget: (forgotten) => save(others(forgotten)),
  };
}
