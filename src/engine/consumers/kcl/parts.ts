/** What few applications need of the KCL: the leases of 3.x and the Connector Library; a host may load it after the rest. */
import type { Sink } from '../../sink'
import type { World } from '../../state'
import type { KclApplication, KclWorker, ShardConsumer } from './model'
import type { Coordination, EmitAct } from './workerActs'

export interface KclParts {
  /** @returns after how many microseconds it is to be done again. */
  coordinate(world: World, application: KclApplication, worker: KclWorker, what: Coordination, sink: Sink): number
  connector: ConnectorPart
}

export interface ConnectorPart {
  /** Transforms and filters what a slice has worked on. */
  buffer(world: World, application: KclApplication, consumer: ShardConsumer, slice: { fromOrdinal: number; toOrdinal: number }): void
  mustFlush(world: World, application: KclApplication, consumer: ShardConsumer): boolean
  /** Begins a try; the thread is busy until the buffer is emitted or given up. */
  emit(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer): void
  runEmitAct(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer | null, act: EmitAct, sink: Sink): void
  /** At the end of the shard: emits what is left. @returns whether nothing is. */
  isDone(world: World, application: KclApplication, worker: KclWorker, consumer: ShardConsumer, sink: Sink): boolean
}
