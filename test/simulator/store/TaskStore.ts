import type Database from 'better-sqlite3';
import type { Task } from '../messaging/Task.ts';

/** What is still to be done, by when. */
export class TaskStore {
  private readonly insertion;
  private readonly next;
  private readonly deletion;
  private readonly counting;

  constructor(database: Database.Database) {
    this.insertion = database.prepare<[number, string]>('INSERT INTO task (due, task) VALUES (?, ?)');
    this.next = database.prepare<[number], { readonly id: number; readonly task: string }>(
      'SELECT id, task FROM task WHERE due <= ? ORDER BY due, id LIMIT 1',
    );
    this.deletion = database.prepare<[number]>('DELETE FROM task WHERE id = ?');
    this.counting = database.prepare<[], { readonly count: number }>('SELECT count(*) AS count FROM task');
  }

  add(task: Task, due: number): void {
    this.insertion.run(due, JSON.stringify(task));
  }

  /** Takes the first that is due off the list. */
  take(now: number): Task | undefined {
    const row = this.next.get(now);
    if (row === undefined) return undefined;
    this.deletion.run(row.id);
    return JSON.parse(row.task) as Task;
  }

  count(): number {
    return this.counting.get()?.count ?? 0;
  }
}
