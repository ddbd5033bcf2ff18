import { describe, expect, it } from 'vitest';
import { calendarRoute } from '../../../shared/directory/calendarRoute.ts';
import { routeCalendars } from '../../../shared/directory/routeCalendars.ts';
import type { CalendarRouteRow } from '../../../shared/domain/mappingRows.ts';
import type { SourceCalendar } from '../../../shared/domain/source.ts';
import { guid } from './people.ts';

function calendar(resourceName: string, fields: Partial<SourceCalendar> = {}): SourceCalendar {
  return {
    calendarId: resourceName,
    homeId: '1',
    ownerUid: guid(1),
    resourceName,
    name: resourceName,
    color: null,
    order: null,
    isDefault: false,
    isInbox: false,
    isTrash: false,
    isTransparent: false,
    timeZone: null,
    supportedComponents: [],
    ...fields,
  };
}

const CALENDARS = [
  calendar('calendar', { name: 'Home', isDefault: true }),
  calendar('inbox', { isInbox: true }),
  calendar('bin', { isTrash: true }),
  calendar('B-2', { name: 'Nests, eggs; chicks', isTransparent: true }),
  calendar('A-1', { name: '  ' }),
];

function targets(rows: readonly CalendarRouteRow[]): unknown {
  return rows.map(({ calendar: name, route, target, chosenBy }) => [name, route, target, chosenBy]);
}

describe('routing calendars', () => {
  it('makes categories of all but the default calendar; inbox and trash go nowhere', () => {
    expect(targets(routeCalendars(CALENDARS, 'category', []))).toEqual([
      ['A-1', 'category', 'A-1', 'policy'],
      ['B-2', 'category', 'Nests eggs chicks', 'policy'],
      ['calendar', 'default', '', 'policy'],
    ]);
  });

  it('makes folders with names of their own', () => {
    const twins = [calendar('x', { name: 'Work' }), calendar('y', { name: 'work' }), calendar('z', { name: 'Work', ownerUid: guid(2) })];
    expect(targets(routeCalendars(twins, 'folder', []))).toEqual([
      ['x', 'folder', 'Work', 'policy'],
      ['y', 'folder', 'work (2)', 'policy'],
      ['z', 'folder', 'Work', 'policy'],
    ]);
  });

  it('keeps what the operator chose when the policy changes, and nothing else', () => {
    const first = routeCalendars(CALENDARS, 'category', []);
    const previous = first.map((row) =>
      row.calendar === 'B-2' ? { ...row, route: 'left-out' as const, target: '', chosenBy: 'operator' as const } : row,
    );
    expect(targets(routeCalendars(CALENDARS, 'folder', previous))).toEqual([
      ['A-1', 'folder', 'A-1', 'policy'],
      ['B-2', 'left-out', '', 'operator'],
      ['calendar', 'default', '', 'policy'],
    ]);
  });

  it('does not give a folder the name the operator gave another', () => {
    const chosen: CalendarRouteRow = {
      ownerUid: guid(1),
      calendar: 'x',
      name: 'x',
      route: 'folder',
      target: 'Work',
      isTransparent: false,
      chosenBy: 'operator',
    };
    const rows = routeCalendars([calendar('a', { name: 'Work' }), calendar('x')], 'folder', [chosen]);
    expect(targets(rows)).toEqual([
      ['a', 'folder', 'Work (2)', 'policy'],
      ['x', 'folder', 'Work', 'operator'],
    ]);
  });

  it('says it as the converter needs it', () => {
    const routes = new Map(routeCalendars(CALENDARS, 'category', []).map((row) => [row.calendar, calendarRoute(row)]));
    expect(routes.get('calendar')).toEqual({ folder: { kind: 'default' }, category: null, isTransparent: false });
    expect(routes.get('B-2')).toEqual({ folder: { kind: 'default' }, category: 'Nests eggs chicks', isTransparent: true });
    const [folder] = routeCalendars([calendar('x', { name: 'Work' })], 'folder', []);
    expect(folder === undefined ? null : calendarRoute(folder)).toEqual({
      folder: { kind: 'folder', name: 'Work' },
      category: null,
      isTransparent: false,
    });
    expect(folder === undefined ? null : calendarRoute({ ...folder, route: 'left-out' })).toBeNull();
  });
});
