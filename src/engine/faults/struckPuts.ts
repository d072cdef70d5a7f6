/** What experiments do to puts, for whoever draws the stream: which shards they strike now, and puts that they strike as a whole. */
import { applicationCaller, producerCaller, YOU, type CallerName } from '../door/callerName'
import type { RecordBatch } from '../recordBatch'
import { producerIdOf } from '../recordId'
import type { Sink } from '../sink'
import type { Stream, World } from '../state'
import { writersTo } from '../writers'
import { isMet, isPut } from './faults'
import type { Experiment } from './model'

/** @returns of a shard: the part, in percent, of the puts into it that the hardest of the running experiments strikes. */
export function putFaultPercents(world: World, stream: Stream | null): (shardIndex: number) => number {
  const { running } = world.guards.faults
  if (running.length === 0 || stream === null) return () => 0
  const callers = putCallers(world, stream)
  const aimed = running.filter((experiment) => meetsPuts(world, experiment, stream, callers))
  return (shardIndex) => Math.max(0, ...aimed.map(({ strike: { shardIndexes, percentage } }) => (shardIndexes?.includes(shardIndex) === false ? 0 : percentage)))
}

/** It has met puts of theirs, by the operation that they use, and would again. A person's count where it strikes everybody at this stream. */
function meetsPuts(world: World, experiment: Experiment, stream: Stream, callers: readonly CallerName[]): boolean {
  const { strike } = experiment
  const known = strike.callers === null && strike.streamName === stream.streamName ? [...callers, YOU] : callers
  return [...experiment.clients.values()].some(({ caller, operation }) => isPut(operation) && known.includes(caller) && isMet(world, experiment, { caller, operation, stream }))
}

function putCallers(world: World, stream: Stream): CallerName[] {
  const producers = stream.streamName === world.producing.streamName ? world.producers.filter(({ state }) => state !== 'STOPPED') : []
  return [...producers.map(({ producerIndex }) => producerCaller(producerIdOf(producerIndex))), ...writersTo(world, stream).map(({ settings }) => applicationCaller(settings.name))]
}

/** A put was turned away at the door just now, perhaps by an experiment. */
export function tellStruckPut(world: World, stream: Stream, batch: RecordBatch, sink: Sink): void {
  if (world.guards.faults.struckBy !== null) sink.batchStruck?.(world, stream, batch)
}
