import { ResponseError } from '../soap/ResponseError.ts';

export interface ItemFault {
  /** The item it begins with. */
  readonly fromItem: number;
  /** Only that one, with the rest of the batch left undone. */
  readonly stopsBatch: boolean;
  readonly chance: number;
  readonly code: string;
  readonly messageXml: string;
}

/** Counts the items of one request, and makes the planned ones fail. */
export class ItemFaults {
  private readonly fault: ItemFault | null;
  private readonly random: () => number;
  private done = 0;

  constructor(fault: ItemFault | null, random: () => number) {
    this.fault = fault;
    this.random = random;
  }

  get count(): number {
    return this.done;
  }

  /** Called before each item; answers whether the rest of the batch must be left undone if it fails. */
  begin(): void {
    const index = this.done++;
    const { fault } = this;
    if (fault === null || index < fault.fromItem) return;
    if (fault.stopsBatch && index > fault.fromItem) return;
    if (fault.chance < 1 && this.random() >= fault.chance) return;
    throw new ResponseError(fault.code, { messageXml: fault.messageXml });
  }

  /** True once the planned failure that ends a batch has happened. */
  get isStopped(): boolean {
    return this.fault !== null && this.fault.stopsBatch && this.done > this.fault.fromItem;
  }
}
