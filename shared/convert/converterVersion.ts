/**
 * Part of every sealed plan. Raised whenever the same text, mapping and context can give a different item, key or note,
 * so that a plan sealed by another Godwit is recognised instead of being written differently.
 */
export const CONVERTER_VERSION = '2';
