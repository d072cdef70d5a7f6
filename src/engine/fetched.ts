/** What readers of a shard are handed, and where they stand: plain data that outlives the call. */
/**
 * A GetRecords answer on its way to a worker; ordinals as in `shardLog`, `toOrdinal` excluded. Its records are held by
 * reference: whoever has the batch reads them, and their sequence numbers, where they are stored.
 */
export interface Fetched {
  fromOrdinal: number
  toOrdinal: number
  bytes: number
  millisBehindLatest: number
  /** Where the next call goes on; null at the end of a closed shard. */
  next: ShardIteratorState | null
  childShards: ChildShardRef[] | null
}

/** What one event of a subscription carries; its records, as in `Fetched`, are held by their ordinals. */
export interface SubscriptionEvent {
  sentUs: number
  fromOrdinal: number
  /** Excluded. */
  toOrdinal: number
  bytes: number
  millisBehindLatest: number
  /** The next subscription goes on after this one; null at the end of a closed shard. */
  continuationOrdinal: number | null
  childShards: ChildShardRef[] | null
}

/** An entry of ChildShards. */
export interface ChildShardRef {
  shardIndex: number
  parentShardIndexes: number[]
  startingHashKey: bigint
  endingHashKey: bigint
}

/** What an opaque shard iterator stands for. */
export interface ShardIteratorState {
  streamName: string
  streamCreatedUs: number
  shardIndex: number
  /** Position of the next record; 0 = the trim horizon, whenever it is used. */
  ordinal: number
  issuedAtUs: number
}
