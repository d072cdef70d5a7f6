/** What the world has promised itself to do at an instant: plain data, one member for each kind of work. */
import type { Refusal } from '../kinesis/exceptions'
import type { ApplicationTimer } from './consumers/application'
import type { Coordination, EmitAct } from './consumers/kcl/workerActs'
import type { Fetched } from './fetched'
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
  /** CloudWatch judges its alarms; once a minute while there are any. */
  | { type: 'EvaluateAlarms' }
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
  | { type: 'ReaderActs'; applicationIndex: number; life: number; readerNumber: number; act: ReaderAct }
  | { type: 'ApplicationTimer'; applicationIndex: number; life: number; timer: ApplicationTimer }
  | { type: 'WorkerBoot'; applicationIndex: number; workerId: string }
  | { type: 'TakeLeases'; applicationIndex: number; workerId: string }
  | { type: 'RenewLeases'; applicationIndex: number; workerId: string }
  | { type: 'DispatchShardConsumers'; applicationIndex: number; workerId: string }
  | { type: 'CleanUpLeases'; applicationIndex: number; workerId: string }
  | { type: 'AuditLeases'; applicationIndex: number; workerId: string }
  | { type: 'WorkerCoordinates'; applicationIndex: number; workerId: string; what: Coordination }
  /** `serial` tells a shard consumer from a later one of the same shard in the same worker. */
  | { type: 'FetchRecords'; applicationIndex: number; workerId: string; shardIndex: number; serial: number }
  | { type: 'RecordsFetched'; applicationIndex: number; workerId: string; shardIndex: number; serial: number; fetched: Fetched }
  | { type: 'SliceProcessed'; applicationIndex: number; workerId: string; shardIndex: number; serial: number; fromOrdinal: number; toOrdinal: number; hasThrown: boolean }
  | { type: 'EmitActs'; applicationIndex: number; workerId: string; shardIndex: number; serial: number; act: EmitAct }

/** What an application's reader of one shard does next, or hears. */
export type ReaderAct =
  /** GetRecords or SubscribeToShard is due. */
  | { act: 'call' }
  | { act: 'answered'; fetched: Fetched }
  | { act: 'pushed'; fetched: Fetched }
  /** `refusal`: KMS would not open a record. */
  | { act: 'subscriptionEnded'; refusal?: Refusal }
