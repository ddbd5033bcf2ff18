import type { RequestContext } from '../context.ts';
import type { View } from '../properties/View.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { onlyChild } from '../xml/XmlElement.ts';
import { order, readPath } from './restriction.ts';

export function readSortOrder(element: XmlElement, context: RequestContext): (left: View, right: View) => number {
  const keys = element.children.map((field) => {
    const path = readPath(onlyChild(field), context);
    const sign = field.attributes['Order'] === 'Descending' ? -1 : 1;
    return (left: View, right: View): number => sign * order(path.valueOf(left), path.valueOf(right));
  });
  return (left, right) => {
    for (const key of keys) {
      const result = key(left, right);
      if (result !== 0) return result;
    }
    return left.item.id - right.item.id;
  };
}
