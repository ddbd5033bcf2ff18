/** The request is not XML a careful server would read. */
export class XmlError extends Error {
  /** Characters before the place where reading stopped. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Line and position as .NET counts them: from 1. */
export function lineAndPosition(source: string, offset: number): { readonly line: number; readonly position: number } {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, position: offset - before.lastIndexOf('\n') };
}
