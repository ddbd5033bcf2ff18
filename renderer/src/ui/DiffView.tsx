import type { ReactElement } from 'react';

export interface DiffRow {
  readonly key: string;
  readonly name: string;
  readonly was: string;
  readonly became: string;
}

export interface DiffViewProps {
  readonly label: string;
  readonly heads: { readonly name: string; readonly was: string; readonly became: string };
  readonly rows: readonly DiffRow[];
}

/** What was and what became of it, side by side. */
export function DiffView({ label, heads, rows }: DiffViewProps): ReactElement {
  return (
    <div className="table-scroll diff-view" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col">{heads.was}</th>
            <th scope="col">{heads.became}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td className="strong">{row.name}</td>
              <td className="quiet">{row.was}</td>
              <td>{row.became}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
