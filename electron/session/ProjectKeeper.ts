import { openProjectFile, type OpenProject } from '../compose/openProjectFile.ts';

/**
 * The open project file of a session. It holds the writer's lock, lends it to a worker for a job, and reads on meanwhile; what is set while
 * it is lent is kept in memory and written when it is back.
 */
export class ProjectKeeper {
  readonly path: string;
  readonly #values: Map<string, unknown>;
  readonly #unsaved = new Set<string>();
  #project: OpenProject;
  #isLent = false;
  #generation = 0;

  constructor(path: string, mode: 'create' | 'write') {
    this.#project = openProjectFile(path, mode);
    this.path = this.#project.path;
    this.#values = new Map(this.#project.settings.all());
  }

  get project(): OpenProject {
    return this.#project;
  }

  /** Rises whenever the file was opened anew: readers made before are closed. */
  get generation(): number {
    return this.#generation;
  }

  value(name: string): unknown {
    return this.#values.get(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
    if (this.#isLent) this.#unsaved.add(name);
    else this.#project.settings.set(name, value);
  }

  /** Lets `work` have the lock. Only one at a time. */
  async lend<T>(work: () => Promise<T>): Promise<T> {
    this.#reopen('read');
    this.#isLent = true;
    try {
      return await work();
    } finally {
      this.#reopen('write');
      this.#isLent = false;
      for (const name of this.#unsaved) this.#project.settings.set(name, this.#values.get(name));
      this.#unsaved.clear();
    }
  }

  close(): void {
    this.#project.close();
  }

  #reopen(mode: 'read' | 'write'): void {
    this.#project.close();
    this.#project = openProjectFile(this.path, mode);
    this.#generation += 1;
  }
}
