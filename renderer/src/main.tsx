import { config } from 'zod';

// The page's policy forbids code made of strings. zod tries when a schema is made, so it must be told before the contract is loaded.
config({ jitless: true });

const root = document.getElementById('root');
if (root !== null) void import('./start.tsx').then(({ start }) => start(root));
