/** What the world has promised itself to do at an instant: plain data, one member for each kind of work. */
import type { ProducerTimer } from './producers/producer'

export type Task =
  | { type: 'FinishCreateStream'; streamIndex: number; shardCount: number }
  /** What a stream is UPDATING for takes effect. */
  | { type: 'FinishStreamUpdate'; streamIndex: number }
  | { type: 'FinishDeleteStream'; streamIndex: number }
  /** Carry out those steps of a reshard whose second has come. */
  | { type: 'ReshardStep'; streamIndex: number }
  /** Sample the meters, expire what is past retention. */
  | { type: 'MeterTick' }
  | { type: 'FinishRegisterConsumer'; streamIndex: number; consumerName: string; createdAtUs: number }
  | { type: 'FinishDeregisterConsumer'; streamIndex: number; consumerName: string; createdAtUs: number }
  /** Look for what a subscription may push now; one is pending for each open subscription. */
  | { type: 'PushSubscriptionEvent'; streamIndex: number; consumerName: string; shardIndex: number; subscriptionNumber: number }
  | { type: 'ProducerTick'; producerIndex: number }
  /** A PutRecord or PutRecords request reaches the service; then its answer the producer, or nothing until its timeout. */
  | { type: 'RequestArrives'; producerIndex: number; requestNumber: number }
  | { type: 'RequestAnswered'; producerIndex: number; requestNumber: number }
  | { type: 'RequestTimedOut'; producerIndex: number; requestNumber: number }
  | { type: 'ProducerTimer'; producerIndex: number; life: number; timer: ProducerTimer }
  | { type: 'WorkerBoot'; applicationIndex: number; workerId: string }
  | { type: 'TakeLeases'; applicationIndex: number; workerId: string }
  | { type: 'RenewLeases'; applicationIndex: number; workerId: string }
  | { type: 'DispatchShardConsumers'; applicationIndex: number; workerId: string }
  | { type: 'CleanUpLeases'; applicationIndex: number; workerId: string }
  | { type: 'AuditLeases'; applicationIndex: number; workerId: string }
  /** `serial` tells a shard consumer from a later one of the same shard in the same worker. */
  | { type: 'FetchRecords'; applicationIndex: number; workerId: string; shardIndex: number; serial: number }
  | { type: 'RecordsFetched'; applicationIndex: number; workerId: string; shardIndex: number; serial: number; fetched: Fetched }
  | { type: 'SliceProcessed'; applicationIndex: number; workerId: string; shardIndex: number; serial: number; fromOrdinal: number; toOrdinal: number }

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
