/** HTML as strings, everything escaped but what `html` itself writes. */
export interface Html {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Marks that turn text around would let a title pretend to be another. */
const INVISIBLE = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

function escape(value: string): string {
  return value.replace(INVISIBLE, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

type Part = string | number | Html | readonly Html[];

function write(part: Part): string {
  if (typeof part === 'string') return escape(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** A template whose values are text unless they are Html themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.map((text, index) => text + (index < parts.length ? write(parts[index] ?? '') : '')).join('') };
}

export const NOTHING: Html = { markup: '' };

/** A table; the first cell of each row is its heading, numbers stand to the right. */
export function htmlTable(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): Html {
  const cell = (value: string | number): Html => (typeof value === 'number' ? html`<td class="n">${value}</td>` : html`<td>${value}</td>`);
  return html`<table>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map(cell)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}
