/**
 * What the wizard keeps in the project file: values by name, as JSON. Never a secret. Each `set` is one transaction, on disk when it returns.
 * Contract: test/contract/sessionStores.test.ts.
 */
export interface ProjectSettings {
  all(): ReadonlyMap<string, unknown>;
  set(name: string, value: unknown): void;
}
