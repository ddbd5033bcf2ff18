/**
 * A PowerShell string that means exactly this text. Between single quotes nothing is expanded: no `$()`, no backtick, no variable; only the
 * quote itself is doubled, and PowerShell takes the typographic ones for quotes as well (about_Quoting_Rules). Line breaks would be kept, but
 * a name with one in it is a trap for whoever reads the script; they and other control characters become blanks.
 */
export function quotePowerShell(text: string): string {
  const oneLine = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return `'${oneLine.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
