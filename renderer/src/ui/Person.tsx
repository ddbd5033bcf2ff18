import { Avatar } from '@fluentui/react-components';
import { ConferenceRoom20Regular, Box20Regular, People20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';

export type PersonKind = 'user' | 'group' | 'room' | 'resource' | 'unknown';

const ICONS: Partial<Readonly<Record<PersonKind, ReactElement>>> = {
  room: <ConferenceRoom20Regular />,
  resource: <Box20Regular />,
  group: <People20Regular />,
};

export interface PersonAvatarProps {
  readonly name: string;
  readonly kind: PersonKind;
  readonly size?: 20 | 24 | 28 | 32;
}

/** A picture of initials for people, of a thing for rooms. The name stands beside it, so it is hidden from screen readers. */
export function PersonAvatar({ name, kind, size = 28 }: PersonAvatarProps): ReactElement {
  const icon = ICONS[kind];
  const isThing = icon !== undefined;
  // A tail of an identifier has no initials.
  const hasName = name !== '' && !name.startsWith('…');
  return (
    <Avatar
      aria-hidden="true"
      {...(hasName ? { name } : {})}
      size={size}
      color={isThing || !hasName ? 'neutral' : 'colorful'}
      shape={isThing ? 'square' : 'circular'}
      {...(isThing ? { icon, initials: '' } : {})}
    />
  );
}
