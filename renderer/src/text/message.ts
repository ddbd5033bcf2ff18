/** A text, or one for each plural form its `count` can take. */
export type Message = string | { readonly one: string; readonly other: string };
export type Catalogue<Key extends string> = Readonly<Record<Key, Message>>;
export type MessageValues = Readonly<Record<string, string | number>>;

/** Fills `{name}`; numbers are written as the language writes them. */
export function fillMessage(message: Message, values: MessageValues, language: string): string {
  const count = values['count'];
  const form =
    typeof message === 'string'
      ? message
      : typeof count === 'number' && new Intl.PluralRules(language).select(count) === 'one'
        ? message.one
        : message.other;
  return form.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}
