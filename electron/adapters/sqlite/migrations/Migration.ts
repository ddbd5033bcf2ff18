/** One numbered step of the project file's format. Once released it is never edited: a change is a new step. */
export interface Migration {
  /** Written to `user_version`; consecutive from 1. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
