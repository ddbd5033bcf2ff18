import type { ExternalPage, HostInfo, OpenPurpose, SavePurpose } from '../../shared/contract/wizard/host.ts';

/** What the wizard asks of the system around it. The loopback host has no dialogs and keeps nothing awake. */
export interface Desktop {
  info(): Promise<HostInfo>;
  /** Empty when cancelled. */
  chooseFiles(purpose: OpenPurpose, multiple: boolean): Promise<readonly string[]>;
  /** Null when cancelled. */
  chooseSavePath(purpose: SavePurpose, suggestedName: string): Promise<string | null>;
  copy(text: string): void;
  openPage(page: ExternalPage): Promise<void>;
  showFile(path: string): void;
  /** While something runs, closing asks first; `keepAwake` keeps the computer from sleeping. */
  setBusy(isBusy: boolean, keepAwake: boolean): void;
}
