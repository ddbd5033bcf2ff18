import { z } from 'zod';
import type { CalendarRouteRow, MappingRow } from '../../../shared/domain/mappingRows.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';

const kind = z.enum(['user', 'group', 'room', 'resource', 'unknown']);

/** A project file may have been touched by hand: what is read from it is checked. */
export const directoryRecordSchema: z.ZodType<DirectoryRecord> = z.object({
  uid: z.string().nullable(),
  kind,
  shortNames: z.array(z.string()),
  fullName: z.string(),
  emails: z.array(z.string()),
  primaryEmail: z.string().nullable(),
  memberUids: z.array(z.string()),
  disabled: z.boolean(),
  capacity: z.number().nullable(),
  autoSchedule: z.string().nullable(),
  timeZone: z.string().exactOptional(),
  source: z.enum([
    'ldap',
    'plist',
    'dscl-text',
    'dsexport',
    'ldif',
    'resources.xml',
    'augments.xml',
    'csv',
    'target-export',
    'harvest',
    'group-table',
  ]),
  origin: z.string(),
});

export const mappingRowsSchema: z.ZodType<MappingRow[]> = z.array(
  z.object({
    source: z.string(),
    kind,
    name: z.string(),
    shortName: z.string(),
    follows: z.string(),
    decision: z.enum(['mapped', 'external', 'left-out', 'unmapped']),
    email: z.string(),
    targetName: z.string(),
    rule: z.string(),
    confidence: z.enum(['confirmed', 'sure', 'guess', 'none']),
    candidates: z.array(z.string()),
    events: z.number(),
    ownsHome: z.boolean(),
    organizes: z.boolean(),
    memberUids: z.array(z.string()),
  }),
);

export const calendarRowsSchema: z.ZodType<CalendarRouteRow[]> = z.array(
  z.object({
    ownerUid: z.string(),
    calendar: z.string(),
    name: z.string(),
    route: z.enum(['default', 'category', 'folder', 'left-out']),
    target: z.string(),
    isTransparent: z.boolean(),
    chosenBy: z.enum(['policy', 'operator']),
  }),
);
