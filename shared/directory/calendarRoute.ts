import type { CalendarRoute } from '../domain/mapping.ts';
import type { CalendarRouteRow } from '../domain/mappingRows.ts';

/** The row as the converter needs it; null when the calendar is left out. */
export function calendarRoute(row: CalendarRouteRow): CalendarRoute | null {
  const { isTransparent, target } = row;
  switch (row.route) {
    case 'default':
      return { folder: { kind: 'default' }, category: null, isTransparent };
    case 'category':
      return { folder: { kind: 'default' }, category: target, isTransparent };
    case 'folder':
      return { folder: { kind: 'folder', name: target }, category: null, isTransparent };
    case 'left-out':
      return null;
  }
}
