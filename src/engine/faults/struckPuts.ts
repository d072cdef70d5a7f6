/** What experiments do to puts, for whoever draws the stream: which shards they strike now, and puts that they strike as a whole. */
import { applicationCaller, producerCaller, YOU, type CallerName } from '../door/callerName'
import { wasJustDenied } from '../door/tallies'
import type { RecordBatch } from '../recordBatch'
import { producerIdOf } from '../recordId'
import type { Sink } from '../sink'
import type { Stream, World } from '../state'
import { writersTo } from '../writers'
import { isMet } from './faults'

const PUTS = ['PutRecords', 'PutRecord'] as const

/** @returns of a shard: the part, in percent, of the puts into it that the hardest of the running experiments strikes. */
export function putFaultPercents(world: World, stream: Stream | null): (shardIndex: number) => number {
  const { running } = world.guards.faults
  if (running.length === 0 || stream === null) return () => 0
  const callers = putCallers(world, stream)
  const aimed = running.filter((experiment) => callers.some((caller) => PUTS.some((operation) => isMet(world, experiment, { caller, operation, stream }))))
  return (shardIndex) => Math.max(0, ...aimed.map(({ strike: { shardIndexes, percentage } }) => (shardIndexes?.includes(shardIndex) === false ? 0 : percentage)))
}

function putCallers(world: World, stream: Stream): CallerName[] {
  const producers = stream.streamName === world.producing.streamName ? world.producers.filter(({ state }) => state !== 'STOPPED') : []
  return [YOU, ...producers.map(({ producerIndex }) => producerCaller(producerIdOf(producerIndex))), ...writersTo(world, stream).map(({ settings }) => applicationCaller(settings.name))]
}

/** A put was turned away at the door just now. @param caller whose guards may have done it. */
export function tellStruckPut(world: World, stream: Stream, batch: RecordBatch, caller: CallerName, sink: Sink): void {
  if (sink.batchStruck === undefined || world.guards.faults.running.length === 0 || wasJustDenied(world, caller)) return
  sink.batchStruck(world, stream, batch)
}
