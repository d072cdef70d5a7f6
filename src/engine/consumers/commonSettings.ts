/** What can be set of any application. */
export interface CommonSettings {
  /** Unique in the world: its lease table, registered consumer or delivery stream bears it. */
  name: string
  /** Time that one user record keeps one processing thread busy. */
  workUs: number
  /** Null: every record is processed, however often it comes. */
  deduplication: Deduplication | null
}

/** Shared throughput by GetRecords, or enhanced fan-out by SubscribeToShard. */
export type Retrieval = 'polling' | 'fanOut'

/** The set of ids that an application remembers, to tell a record that it has met before. */
export interface Deduplication {
  /** More push out the oldest. */
  idsMax: number
  /** Older ones are forgotten. */
  windowMs: number
  /** Time that looking up one id keeps a thread busy. */
  workUs: number
}
