import type { RowFields } from './RowFields.ts';

/** One row of ATTACHMENT. */
export interface AttachmentRow {
  readonly attachmentId: string;
  readonly dropboxId: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** Reads a row of ATTACHMENT; before schema v13 an attachment has no id of its own and is known by dropbox and name. */
export function readAttachment(fields: RowFields): AttachmentRow {
  const dropboxId = fields.text('dropbox_id');
  const name = fields.required('path');
  return {
    attachmentId: fields.optional('attachment_id') ?? `${dropboxId}/${name}`,
    dropboxId,
    name,
    contentType: fields.text('content_type'),
    sizeBytes: fields.integer('size', 0),
    md5: fields.text('md5').toLowerCase(),
  };
}

/** One row of ATTACHMENT_CALENDAR_OBJECT: which object names an attachment, and by which managed id. */
export interface AttachmentLinkRow {
  readonly attachmentId: string;
  readonly managedId: string;
  readonly objectId: number;
}

export function readAttachmentLink(fields: RowFields): AttachmentLinkRow {
  return {
    attachmentId: String(fields.id('attachment_id')),
    managedId: fields.required('managed_id'),
    objectId: fields.id('calendar_object_resource_id'),
  };
}
