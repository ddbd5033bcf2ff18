/** What the operator is told about a refusal Exchange gives for single items. */
interface CauseText {
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string;
}

const CAUSES: Readonly<Record<string, CauseText>> = {
  ErrorQuotaExceeded: {
    title: 'Mailbox is full',
    sentence: 'Exchange takes nothing more into this mailbox.',
    remedy: 'Raise the quota or let its owner tidy up, then retry.',
  },
  ErrorMessageSizeExceeded: {
    title: 'Item is too large',
    sentence: 'The item is larger than this server takes.',
    remedy: 'Raise the limit for EWS on the server, or leave these items out; the report lists them.',
  },
  ErrorCalendarDurationIsTooLong: {
    title: 'Event is too long',
    sentence: 'Exchange keeps no event of more than five years.',
    remedy: 'These events stay on the Mac; the report lists them.',
  },
  ErrorInvalidRecipients: {
    title: 'Address is not accepted',
    sentence: 'A guest’s address is none for this server.',
    remedy: 'Correct the address in the mapping, plan again, then retry.',
  },
  ErrorItemSave: {
    title: 'Exchange could not save it',
    sentence: 'The server gave no better reason.',
    remedy: 'Retry once; if it stays, the report lists these items with everything the server said.',
  },
};

/** The words for a cause; where nobody has worded it, those of the server. */
export function causeText(cause: string, message: string): CauseText {
  return (
    CAUSES[cause] ?? {
      title: cause,
      sentence: message === '' ? 'Exchange refused these items without saying more.' : message,
      remedy: 'Retry once; if it stays, look the code up or leave these items: the report lists them.',
    }
  );
}
