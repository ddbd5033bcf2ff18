import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

export interface WindowingOptions {
  readonly total: number;
  readonly rowHeight: number;
  readonly overscan: number;
  readonly rowKey: (index: number) => string;
  /** Tells which rows are near the window. */
  readonly onShow: (first: number, last: number) => void;
  /** The row with the tab stop. */
  readonly active: number;
  readonly onActive: ((index: number) => void) | undefined;
  /** Finds, inside the frame, what of a row takes the focus. */
  readonly rowSelector: (index: number) => string;
}

export interface Windowing {
  /** What scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly moveTo: (index: number) => void;
  /** Moves from a row when the key is one that does; says whether it was. */
  readonly moveByKey: (event: KeyboardEvent, from: number) => boolean;
}

/** Rows of any number, of which only those near the window exist; a move takes the focus along. */
export function useWindowing(options: WindowingOptions): Windowing {
  const { total, rowHeight, overscan, rowKey, onShow, active, onActive, rowSelector } = options;
  const frame = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan,
    getItemKey: rowKey,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onShow(first, last), [onShow, first, last]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    virtualizer.scrollToIndex(active);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(rowSelector(active))?.focus());
  }, [active, virtualizer, rowSelector]);

  function moveTo(index: number): void {
    wantsFocus.current = true;
    onActive?.(Math.min(total - 1, Math.max(0, index)));
  }

  function moveByKey(event: KeyboardEvent, from: number): boolean {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -total, End: total };
    const step = steps[event.key];
    if (step === undefined || onActive === undefined) return false;
    event.preventDefault();
    moveTo(from + step);
    return true;
  }

  return { frame, virtualizer, moveTo, moveByKey };
}
