import { sqliteMappingStore } from '../../electron/adapters/sqlite/mappingStore.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqlitePlanStore } from '../../electron/adapters/sqlite/SqlitePlanStore.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import { convertText } from '../../electron/usecases/convert/convertText.ts';
import { openPlanning } from '../../electron/usecases/plan/planning.ts';
import type { SourceCopy } from '../../shared/convert/model.ts';
import type { PlannedItem } from '../../shared/domain/plan.ts';
import { calendarText } from '../support/calendarText.ts';
import { CONTEXT, FLOATING_ZONE } from './context.ts';

/** One copy of an object, as its owner sees it, and what it becomes. */
export interface Case {
  readonly name: string;
  /** Its times alone, per-user data merged: what another program expands. */
  readonly text: string;
  readonly items: readonly PlannedItem[];
  readonly className: string;
}

export interface Cases {
  /** Every file on its own. */
  readonly alone: readonly Case[];
  /** Every copy as it is planned among the others. */
  readonly planned: readonly Case[];
}

/** The copies of a planned project that become something. */
export function readCases(path: string): Cases {
  const file = openProject(path, 'read');
  try {
    const snapshot = new SqliteSnapshotStore(file).newest();
    const plan = sqlitePlanStore(file).newest();
    const version = plan === null ? null : sqliteMappingStore(file).version(plan.info().sealed.mappingVersion);
    if (snapshot === null || plan === null || version === null) throw new Error('there is no plan');
    const { sealed } = plan.info();
    const planning = openPlanning(snapshot, version, sealed);
    const alone: Case[] = [];
    const planned: Case[] = [];
    for (const objects of snapshot.objectsByUid()) {
      const { items, classes } = planning.convert(objects);
      for (const copy of planning.copies(objects)) {
        const { ical, object } = copy;
        if (ical === null) continue;
        const own = items.filter(({ source }) => isOf(source, copy));
        const zone = sealed.context.mailboxTimeZones[own[0]?.mailbox ?? ''] ?? copy.calendar.timeZone ?? sealed.context.defaultTimeZone;
        const className = classes.get(object.objectId) ?? 'nothing';
        const name = object.resourceName;
        if (own.length > 0) planned.push({ name, text: calendarText(ical, zone), items: own, className });
        const converted = convertText({ name, text: snapshot.text(object.md5), owner: object.ownerUid, context: CONTEXT });
        if (converted.items.length > 0) alone.push({ name, text: calendarText(ical, FLOATING_ZONE), items: converted.items, className });
      }
    }
    return { alone, planned };
  } finally {
    file.close();
  }
}

function isOf(source: PlannedItem['source'], { object }: SourceCopy): boolean {
  return source.owner === object.ownerUid && source.calendar === object.calendar && source.resourceName === object.resourceName;
}
