import { describe, expect, it } from 'vitest';
import { projectArgument } from '../../../electron/mainArguments.ts';

describe('a double-clicked project', () => {
  it.each<[readonly string[], string | null]>([
    [['godwit'], null],
    [['godwit', '/home/me/contoso.godwit'], '/home/me/contoso.godwit'],
    [['godwit', 'contoso.GODWIT'], '/projects/contoso.GODWIT'],
    [['godwit', '--flag', '--path=/x.godwit', '/home/me/notes.txt'], null],
    [['electron', 'dist/electron/main.js', 'a.godwit', 'b.godwit'], '/projects/b.godwit'],
    [['/opt/name.godwit'], null],
  ])('of %j is %s', (words, path) => {
    expect(projectArgument(words, '/projects')).toBe(path);
  });
});
