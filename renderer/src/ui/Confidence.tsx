import type { ReactElement } from 'react';

/** How sure a guess is: a word with three bars. */
export function Confidence({ bars, text }: { readonly bars: 0 | 1 | 2 | 3; readonly text: string }): ReactElement {
  return (
    <span className="confidence">
      <span className="confidence-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={bar <= bars ? 'confidence-bar is-on' : 'confidence-bar'} />
        ))}
      </span>
      <span>{text}</span>
    </span>
  );
}
