import { z } from 'zod';
import type { ProjectSettings } from '../../ports/ProjectSettings.ts';
import type { ProjectFile } from './projectFile.ts';

const settingRow = z.object({ name: z.string(), value: z.string() });

/** The wizard's settings in the project file. */
export function sqliteProjectSettings(file: ProjectFile): ProjectSettings {
  const { database } = file;
  return {
    all: () => {
      const rows = file.read(() => database.prepare('SELECT name, value FROM setting').all()).map((row) => settingRow.parse(row));
      return new Map(rows.map(({ name, value }) => [name, JSON.parse(value)]));
    },
    set: (name, value) =>
      file.transaction(() => {
        database
          .prepare('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
          .run(name, JSON.stringify(value));
      }),
  };
}
