/** How many objects each owner has, by component type: counted by the database, not by reading them. Inbox, trash and the like are left out. */
export interface ObjectCounts {
  byOwner(snapshotId: number): readonly { readonly ownerUid: string; readonly componentType: string; readonly events: number }[];
}
