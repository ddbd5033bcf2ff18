import { html, htmlTable, NOTHING, type Html } from './html.ts';
import { doubleBookings, handOffs, meetings } from './meetingSections.ts';
import type { Report, ReportExample } from './model.ts';
import { REPORT_STYLE } from './reportStyle.ts';

function percent(found: number, all: number): string {
  if (found === all) return '100 %';
  return `${(Math.floor((found / all) * 10_000) / 100).toFixed(2)} %`;
}

function tile(label: string, value: string | number, kind: 'good' | 'bad' | 'plain' = 'plain'): Html {
  return html`<div class="tile ${kind}"><strong>${value}</strong><span>${label}</span></div>`;
}

function section(id: string, title: string, intro: string, body: Html): Html {
  return html`<section id="${id}">
    <h2>${title}</h2>
    <p>${intro}</p>
    ${body}
  </section>`;
}

function examples(list: readonly ReportExample[]): Html {
  if (list.length === 0) return NOTHING;
  return html`<ul>
    ${list.map(({ mailbox, subject, start }) => html`<li><span class="mono">${start}</span> ${subject} <em>${mailbox}</em></li>`)}
  </ul>`;
}

function tiles({ counts, verification, meetings: { mailsInside, couldSendOutside, messagesLeft } }: Report): Html {
  const parity =
    verification === null
      ? tile('not verified yet', '–')
      : tile(
          `parity: ${String(verification.instancesFound)} of ${String(verification.instancesSource)} instances found`,
          percent(verification.instancesFound, verification.instancesSource),
          verification.instancesFound === verification.instancesSource ? 'good' : 'bad',
        );
  return html`<div class="tiles">
    ${parity}${tile('items in Exchange', counts.written, 'good')}${tile(
      'refused by Exchange',
      counts.refused,
      counts.refused === 0 ? 'good' : 'bad',
    )}${tile('not written yet', counts.open, counts.open === 0 ? 'good' : 'bad')}${tile(
      'objects somebody may miss',
      counts.losses,
      counts.losses === 0 ? 'good' : 'bad',
    )}${answerTiles(verification)}${tile('mails sent inside', mailsInside)}${tile(
      'requests that could mail outside',
      couldSendOutside,
      couldSendOutside === 0 ? 'good' : 'bad',
    )}${tile('messages left behind', messagesLeft, messagesLeft === 0 ? 'good' : 'bad')}
  </div>`;
}

function answerTiles(verification: Report['verification']): Html {
  if (verification === null || verification.answersSource === 0) return NOTHING;
  const { trackingSource, trackingFound, ownSource, ownFound } = verification;
  const of = (found: number, all: number): string => `${String(found)} of ${String(all)}`;
  return html`${tile('answers in organizers’ tracking', of(trackingFound, trackingSource))}${tile(
    'answers in guests’ own copies',
    of(ownFound, ownSource),
    ownFound === ownSource ? 'good' : 'plain',
  )}`;
}

function mailboxes({ mailboxes: rows }: Report): Html {
  return htmlTable(
    ['Mailbox', 'Items', 'Written', 'Refused', 'Open', 'Parity'],
    rows.map(({ mailbox, items, written, refused, open, instancesSource, instancesFound }) => [
      mailbox,
      items,
      written,
      refused,
      open,
      instancesSource === null || instancesFound === null ? '–' : percent(instancesFound, instancesSource),
    ]),
  );
}

function notes({ notes: list }: Report): Html {
  const note = ({ code, severity, sentence, count, examples: some }: Report['notes'][number]): Html =>
    html`<details>
      <summary><span class="badge ${severity}">${severity}</span> ${sentence} <span class="n">${count}</span></summary>
      <p class="mono">${code}</p>
      ${examples(some)}
    </details>`;
  return html`${list.map(note)}`;
}

function leftOut({ leftOut: list }: Report): Html {
  return htmlTable(
    ['Reason', 'What it means', 'May be missed', 'Objects'],
    list.map(({ reason, sentence, isLoss, count }) => [reason, sentence, isLoss ? 'yes' : 'no', count]),
  );
}

function refused({ refused: list }: Report): Html {
  if (list.length === 0) return html`<p>Exchange took every item.</p>`;
  return htmlTable(
    ['Mailbox', 'Subject', 'Start', 'Code', 'What Exchange said'],
    list.map(({ mailbox, subject, start, code, message }) => [mailbox, subject, start, code, message]),
  );
}

function differences({ verification }: Report): Html {
  if (verification === null) return html`<p>Run <code>godwit verify</code> to read Exchange back.</p>`;
  const { differences: list, moreDifferences, verifiedAt } = verification;
  const { sample } = verification;
  const part =
    sample.mailboxes === null && sample.items === null
      ? NOTHING
      : html`<p>A sample: ${String(sample.mailboxes ?? 'all')} mailboxes, ${String(sample.items ?? 'all')} items of each.</p>`;
  if (list.length === 0)
    return html`${part}
      <p>Verified ${verifiedAt}: no difference between what was planned and what Exchange holds.</p>`;
  const more = moreDifferences === 0 ? NOTHING : html`<p>… and ${moreDifferences} more in the CSV.</p>`;
  return html`${part}${htmlTable(
    ['Mailbox', 'Kind', 'Field', 'Planned or source', 'Exchange'],
    list.map(({ mailbox, kind, field, source, target }) => [mailbox, kind, field, source, target]),
  )}${more}`;
}

/** One self-contained page: no script, no request to anywhere, prints well. */
export function htmlReport(report: Report): string {
  const { plan, runs, endingSeries, people, notices } = report;
  const body = html`<header>
      <h1>${report.title}</h1>
      <p>Made ${report.madeAt}${report.isMasked ? ', titles masked' : ''}</p>
    </header>
    <main>
      ${tiles(report)} ${section('mailboxes', 'Mailboxes', 'What was planned for each mailbox and what is there.', mailboxes(report))}
      ${section('differences', 'Read back', 'Both questions apart: does Exchange hold the plan, and does it show what the old server showed?', differences(report))}
      ${section('meetings', 'Living meetings', 'Meetings that Exchange itself links: sent, delivered, answered, tidied up.', meetings(report))}
      ${section('rooms', 'Rooms booked twice', 'Events that hold a room while another holds it already, as Exchange shows it.', doubleBookings(report))}
      ${section('refused', 'What Exchange refused', 'Look at these one by one; run again after mending them.', refused(report))}
      ${section('left-out', 'What did not come along', 'Every object of the source that became nothing, by reason.', leftOut(report))}
      ${section('notes', 'What changed on the way', 'Every change has a reason; open a line for examples.', notes(report))}
      ${section('ending', 'Series that end', 'These go only to the plan’s horizon, because Exchange cannot repeat them for ever.', examples(endingSeries))}
      ${section(
        'people',
        'People without a mailbox',
        'Unmapped or left out; as guests they are named in the body.',
        htmlTable(
          ['Source', 'Name', 'Decision', 'Events'],
          people.map(({ source, name, decision, events }) => [source, name, decision, events]),
        ),
      )}
      ${section('hand-off', 'Hand-offs', 'What people do by hand: Godwit moves no permissions.', handOffs(report))}
      ${section(
        'notice',
        'What users will notice',
        'Tell them before Monday.',
        html`<ul>
          ${notices.map((sentence) => html`<li>${sentence}</li>`)}
        </ul>`,
      )}
      ${section(
        'fingerprints',
        'Fingerprints',
        'The same values give the same plan on any workstation.',
        htmlTable(
          ['What', 'Value'],
          [
            ...Object.entries(plan),
            ...runs.map(({ runId, startedAt, endedAt }) => [`run ${startedAt}`, `${runId}, ended ${endedAt ?? 'not yet'}`]),
          ],
        ),
      )}
      ${section(
        'uncompared',
        'What is not compared',
        'Everything else of every item is.',
        htmlTable(
          ['Kind', 'Field', 'Why'],
          report.uncompared.map(({ kind, field, reason }) => [kind, field, reason]),
        ),
      )}
    </main>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${html`${report.title}`.markup}</title><style>${REPORT_STYLE}</style></head><body>
${body.markup}
</body></html>
`;
}
