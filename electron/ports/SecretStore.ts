/** One password or key of a project: which project, and what for. */
export interface SecretName {
  readonly projectId: string;
  readonly slot: string;
}

/**
 * Where secrets outlive the program: the system's own store, or nowhere. Never a file anybody could read.
 * `read` answers null for what is not there or cannot be read any more (another user, another machine).
 */
export interface SecretStore {
  /** Whether it is safe to keep something, and what people call the place. */
  describe(): Promise<{ readonly canStore: boolean; readonly name: string }>;
  read(name: SecretName): Promise<string | null>;
  write(name: SecretName, secret: string): Promise<void>;
  remove(name: SecretName): Promise<void>;
}
