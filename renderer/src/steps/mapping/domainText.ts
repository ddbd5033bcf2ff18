interface Rewrite {
  readonly from: string;
  readonly to: string;
}

/** «contoso.com, mail.contoso.com» as a list; an @ before it is forgiven. */
export function parseDomains(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map((domain) => domain.replace(/^@/, '').toLowerCase())
    .filter((domain) => domain !== '');
}

/** «example.com = contoso.com, old.example = contoso.com». */
export function parseRewrites(text: string): readonly Rewrite[] {
  return text.split(/[,;\n]+/).flatMap((pair) => {
    const [from = '', to = ''] = pair.split(/=|→|->/).map((side) => side.trim().replace(/^@/, '').toLowerCase());
    return from === '' || to === '' ? [] : [{ from, to }];
  });
}

export function writeRewrites(rewrites: readonly Rewrite[]): string {
  return rewrites.map(({ from, to }) => `${from} = ${to}`).join(', ');
}
