import type { RequestContext } from '../context.ts';
import { readExtendedPath } from '../properties/extendedPath.ts';
import { canonicalValue } from '../properties/extendedValue.ts';
import type { Comparable } from '../properties/Field.ts';
import { findField } from '../properties/fieldTable.ts';
import { extendedValueOf, isNative } from '../properties/nativeProperties.ts';
import { readInstant } from '../properties/readTime.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { isTrue, onlyChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

export interface Search {
  readonly matches: (view: View) => boolean;
  /** Set where the search is «has this extended property» and nothing else: the store can answer that by itself. */
  readonly mark: string | null;
}

/** How one side of a comparison is got from an item, and how the other side, text in the request, is read. */
export interface Path {
  readonly key: string | null;
  readonly valueOf: (view: View) => Comparable | readonly string[];
  readonly parse: (text: string) => Comparable;
}

/** Reads a Restriction. Traversal of everything else is refused rather than guessed at. */
export function readRestriction(element: XmlElement, context: RequestContext): Search {
  const inner = onlyChild(element);
  const path = inner.name === 'Exists' ? readPath(onlyChild(inner), context) : null;
  const key = path?.key ?? null;
  return { matches: readExpression(inner, context), mark: key === null || isNative(key) ? null : key };
}

function readExpression(element: XmlElement, context: RequestContext): (view: View) => boolean {
  switch (element.name) {
    case 'And':
    case 'Or': {
      const parts = element.children.map((part) => readExpression(part, context));
      return element.name === 'And' ? (view) => parts.every((part) => part(view)) : (view) => parts.some((part) => part(view));
    }
    case 'Not': {
      const part = readExpression(onlyChild(element), context);
      return (view) => !part(view);
    }
    case 'Exists': {
      const path = readPath(onlyChild(element), context);
      return (view) => {
        const value = path.valueOf(view);
        return value !== null && value !== '';
      };
    }
    case 'Contains':
      return readContains(element, context);
    default:
      return readComparison(element, context);
  }
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  IsEqualTo: (order) => order === 0,
  IsNotEqualTo: (order) => order !== 0,
  IsGreaterThan: (order) => order > 0,
  IsGreaterThanOrEqualTo: (order) => order >= 0,
  IsLessThan: (order) => order < 0,
  IsLessThanOrEqualTo: (order) => order <= 0,
};

function readComparison(element: XmlElement, context: RequestContext): (view: View) => boolean {
  const holds = COMPARISONS[element.name];
  const [left, right] = element.children;
  if (holds === undefined || left === undefined || right === undefined) throw new ResponseError('ErrorUnsupportedQueryFilter');
  const path = readPath(left, context);
  const operand = onlyChild(right);
  if (operand.name !== 'Constant') {
    const other = readPath(operand, context);
    return (view) => holds(order(path.valueOf(view), other.valueOf(view)));
  }
  const constant = path.parse(operand.attributes['Value'] ?? '');
  return (view) => {
    const value = path.valueOf(view);
    // Nothing compares with a property that is not there, except that it differs.
    return value === null ? element.name === 'IsNotEqualTo' : holds(order(value, constant));
  };
}

function readContains(element: XmlElement, context: RequestContext): (view: View) => boolean {
  const [left, constant] = element.children;
  if (left === undefined) throw new ResponseError('ErrorUnsupportedQueryFilter');
  const path = readPath(left, context);
  const ignoresCase = /IgnoreCase|Loose/.test(element.attributes['ContainmentComparison'] ?? 'Exact');
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const wanted = fold(constant?.attributes['Value'] ?? '');
  const mode = element.attributes['ContainmentMode'] ?? 'FullString';
  return (view) => {
    const value = path.valueOf(view);
    if (typeof value !== 'string') return false;
    const text = fold(value);
    if (mode === 'FullString') return text === wanted;
    return mode.startsWith('Prefix') ? text.startsWith(wanted) : text.includes(wanted);
  };
}

export function readPath(element: XmlElement, context: RequestContext): Path {
  if (element.name === 'ExtendedFieldURI') {
    const { key, type } = readExtendedPath(element);
    const isNumber = /^(Integer|Short|Long|Double|Float|Currency)$/.test(type);
    const convert = (text: string): Comparable => (isNumber ? Number(text) : text);
    return {
      key,
      valueOf: (view) => {
        const value = extendedValueOf(view, key);
        return typeof value === 'string' ? convert(value) : value;
      },
      parse: (text) => convert(canonicalValue(type, text)),
    };
  }
  const field = element.name === 'FieldURI' ? findField(element.attributes['FieldURI'] ?? '') : undefined;
  const compare = field?.compare;
  // calendar:UID is the best known of those that cannot be searched.
  if (field === undefined || compare === undefined || field.uri === 'calendar:UID') throw new ResponseError('ErrorUnsupportedPathForQuery');
  return { key: null, valueOf: compare, parse: (text) => parseLike(field.uri, text, context) };
}

const TIMES = /:(Start|End|DateTime\w+|LastModifiedTime)$/;
const BOOLEANS = /:(Is\w+|ReminderIsSet|HasAttachments|AllowNewTimeProposal)$/;

function parseLike(uri: string, text: string, context: RequestContext): Comparable {
  if (TIMES.test(uri)) return readInstant(text, context);
  if (BOOLEANS.test(uri)) return isTrue(text.toLowerCase());
  return /^item:(Size|ReminderMinutesBeforeStart)$/.test(uri) ? Number(text) : text;
}

/** Text compares as Exchange's index does: without regard to case. */
export function order(left: Comparable | readonly string[], right: Comparable | readonly string[]): number {
  const [one, other] = [comparable(left), comparable(right)];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function comparable(value: Comparable | readonly string[]): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null) return '';
  return typeof value === 'string' ? value.toLowerCase() : value.join('\n').toLowerCase();
}
