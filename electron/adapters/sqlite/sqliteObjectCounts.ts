import { z } from 'zod';
import type { ObjectCounts } from '../../ports/ObjectCounts.ts';
import type { ProjectFile } from './projectFile.ts';

const countRow = z
  .object({ owner_uid: z.string(), component_type: z.string(), events: z.number() })
  .transform((row) => ({ ownerUid: row.owner_uid, componentType: row.component_type, events: row.events }));

/** Counts the objects of a snapshot where they are. */
export function sqliteObjectCounts(file: ProjectFile): ObjectCounts {
  const { database } = file;
  return {
    byOwner: (snapshotId) => {
      const sql = `SELECT place.owner_uid, object.component_type, count(*) AS events
        FROM source_object AS object JOIN source_place AS place
          ON place.snapshot_id = object.snapshot_id AND place.calendar_id = object.calendar_id
        WHERE object.snapshot_id = ? AND object.out_of_calendar IS NULL AND place.out_of_calendar IS NULL
        GROUP BY 1, 2`;
      return file.read(() => database.prepare(sql).all(snapshotId)).map((row) => countRow.parse(row));
    },
  };
}
