import type { ReactElement } from 'react';

/** A bar-tailed godwit in flight. */
export function Mark({ size }: { readonly size: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" className="mark">
      <rect width="64" height="64" rx="14" fill="#08525B" />
      <path d="M25 37C21 28 13.5 19.5 5.5 14C18 15.5 30 22 34.5 34Z" fill="#79B3BA" />
      <path d="M28.5 36C30 26 28 15.5 22.5 6C33.5 13 39.5 23.5 38.5 34.5Z" fill="#FFF" />
      <path d="M3.5 49.6L17 43.6L18 45.2L4 50.6Z" fill="#C9713F" />
      <path
        d="M9 44.5C16 41.8 21 37.5 28 35C33.5 33 37.5 32.6 40.2 31C41.6 28.8 45.2 28.6 46.8 30.4C52 30.2 57 28.8 61.5 26.4C57.6 30.2 52.6 32.4 47 33C44.6 39 37 45.6 27.5 46C21 46.2 14.5 46 9 44.5Z"
        fill="#E8976B"
      />
      <circle cx="44" cy="31.1" r="0.9" fill="#0B3338" />
    </svg>
  );
}
