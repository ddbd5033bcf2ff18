/** The report's own style: readable on screen in light and dark, and on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --line: #d5d9de; --soft: #f4f6f8; --good: #0b6a3b; --bad: #a4262c; --text: #1b1f24; --quiet: #57606a; }
@media (prefers-color-scheme: dark) { :root { --line: #3b424a; --soft: #22272e; --good: #57c785; --bad: #ff8a80; --text: #e6e9ec; --quiet: #9aa4ae; } }
body { font: 15px/1.5 "Segoe UI", system-ui, -apple-system, sans-serif; color: var(--text); margin: 0 auto; max-width: 68rem; padding: 2rem 1.5rem 4rem; }
header p, section > p, .tile span, em { color: var(--quiet); font-style: normal; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.5rem 0 0.25rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.75rem; margin: 1.5rem 0; }
.tile { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 0.8rem 1rem; }
.tile strong { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.tile.good strong { color: var(--good); } .tile.bad strong { color: var(--bad); }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
th, td { text-align: left; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; } .n { text-align: right; font-variant-numeric: tabular-nums; }
details { border-bottom: 1px solid var(--line); padding: 0.4rem 0; } summary { cursor: pointer; }
summary .n { float: right; } .mono { font-family: ui-monospace, Consolas, monospace; font-size: 0.85em; color: var(--quiet); }
.badge { display: inline-block; min-width: 6.5em; font-size: 0.8em; } .badge.unsupported { color: var(--bad); } .badge.adjusted { color: var(--quiet); }
@media print { body { max-width: none; padding: 0; } details > * { display: block; } }
`;
