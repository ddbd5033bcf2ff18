import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import type { WriteMode } from '../../domain/plan.ts';
import type { SourceAccess } from '../../domain/source.ts';
import type { EwsMailbox, ResponseType } from '../../ews/item.ts';
import { derivedUid, targetUid } from '../derivedUid.ts';
import { itemKey } from '../itemKey.ts';
import { ownAnswer } from '../people/ownAnswer.ts';
import { responsesBlock } from '../properties/peopleSection.ts';
import type { ContentFrame, ContentInput } from '../properties/rule.ts';
import { cleanLine } from '../xmlText.ts';
import type { CopyPart } from './copyPart.ts';
import type { Planning } from './planning.ts';
import type { ReadableCopy } from './readableCopy.ts';

/** What one person's copy of an object is in Exchange, whatever its parts. */
export interface CopySetting {
  readonly reader: ReadableCopy;
  readonly planning: Planning;
  readonly kind: ContentFrame['kind'];
  readonly mode: WriteMode;
  /** Null on a plain appointment. */
  readonly organizer: EwsMailbox | null;
  /** The stricter of the copy's own and the organizer's. */
  readonly access: SourceAccess;
}

/** The key of a part of this copy; asked for by everything that hangs together with it, worked out once. */
export function keyOf({ reader }: CopySetting, part: string): string {
  const known = reader.keys.get(part);
  if (known !== undefined) return known;
  const key = itemKey({ ...reader.source, part });
  reader.keys.set(part, key);
  return key;
}

/**
 * The series and a guest's single instances carry the object's own UID, by which Exchange knows a meeting's copies again; every
 * other part a UID derived from it, equal in all copies. A plain event's loose instances have nothing to be known by.
 */
export function uidOf({ reader, kind }: CopySetting, part: string): string {
  const { uid, resourceName, owner } = reader.source;
  const keepsUid = part === 'master' || (part.startsWith('orphan:') && kind !== 'appointment');
  const whole = targetUid(uid, `${owner}/${resourceName}`);
  return keepsUid ? whole : derivedUid(whole, part);
}

/** Only in the default Calendar does Exchange process meetings, so nothing else goes by the operator's choice. */
export function folderOf({ reader, kind }: Pick<CopySetting, 'reader' | 'kind'>): string {
  const { folder } = reader.copy.route;
  return kind === 'appointment' && folder.kind === 'folder' ? `Calendar/${cleanLine(folder.name)}` : 'Calendar';
}

/** What the operator's choice of folder means for this copy. */
export function folderNotes({ reader, kind }: CopySetting): readonly Note[] {
  const { folder } = reader.copy.route;
  if (folder.kind === 'default') return [];
  return [
    note(
      PLAN_NOTES,
      kind === 'appointment' ? 'not-in-free-busy' : 'meeting-in-default-calendar',
      'folder',
      folder.name,
      folderOf({ reader, kind }),
    ),
  ];
}

/** What the property rules need to know to say a part's own content. */
export function contentInput(part: CopyPart, setting: CopySetting): ContentInput {
  const { reader, planning, kind, mode, access } = setting;
  const people = planning.peopleOf(part.shared);
  const isAsked = reader.source.role === 'guest';
  const { responsesInBody, target } = planning.context;
  const writesResponses = responsesInBody && mode === 'silent' && kind === 'meeting' && target.answers === 'none';
  const frame: ContentFrame = {
    kind,
    mode,
    role: reader.source.role,
    route: reader.copy.route,
    access,
    asOf: planning.asOf,
    isSeries: part.recurrence !== null,
    dayZone: reader.zones.resolve(null).zone,
    responses: writesResponses ? responsesBlock(people) : null,
  };
  const ownResponse: ResponseType = isAsked ? ownAnswer(people, planning.peopleOf(part.own), reader.owner) : 'Organizer';
  return { shared: part.shared, own: part.own, series: part.own, span: part.span, people, ownResponse, frame };
}
