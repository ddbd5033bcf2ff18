import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Loaded before the program: compiled once, it starts in a third of the time and with 40 MiB less. Opened by the program itself, the cache
 * would come too late for its first file, and taking the types off a single file costs 18 MiB. Beside its packages: a common temporary
 * folder is everybody's.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/godwit', import.meta.url)));
