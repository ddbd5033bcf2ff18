import type { ProjectMode } from '../adapters/sqlite/projectFile.ts';
import type { LoadedConfig } from '../compose/LoadedConfig.ts';
import { openProjectFile, type OpenProject } from '../compose/openProjectFile.ts';

/** Opens the project, hands it to `work`, and closes it whatever happens. */
export async function withProject<T>(loaded: LoadedConfig, mode: ProjectMode, work: (project: OpenProject) => T | Promise<T>): Promise<T> {
  const project = openProjectFile(loaded.projectPath, mode);
  try {
    return await work(project);
  } finally {
    project.close();
  }
}
