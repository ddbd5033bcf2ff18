import { contextBridge, ipcRenderer } from 'electron';
import { createPreloadBridge } from './ipc/preloadBridge.ts';

/** The page's only way out of itself: `window.godwit`. */
contextBridge.exposeInMainWorld('godwit', createPreloadBridge(ipcRenderer));
