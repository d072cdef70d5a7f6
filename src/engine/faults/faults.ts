/** What running experiments of fault injection do to calls: a small part of AWS FIS, on the service's side of the door. */
import { nextBelow } from '../../base/prng'
import type { OperationName } from '../../kinesis/api/types'
import { refused, type Refused } from '../../kinesis/exceptions'
import type { AskedCall } from '../door/caller'
import { YOU } from '../door/callerName'
import { keyAt } from '../encryption'
import { principalOf } from '../iam/principal'
import { hashWordsOf } from '../keySpace'
import type { RecordBatch } from '../recordBatch'
import { routeWords, routingOf } from '../routing'
import { tell, type Sink } from '../sink'
import type { Stream, World } from '../state'
import type { EndedExperiment, Experiment, Strike } from './model'
import { noteClient, tellClients } from './struckClients'

const ENDED_KEPT_MAX = 20
const PERCENT = 100

/** Without an experiment nothing is drawn: runs that have none are as they were. */
export function refuseByFault(world: World, asked: AskedCall, where: Strike['where']): Refused | null {
  const { faults } = world.guards
  if (faults.running.length === 0) return null
  faults.put = isPut(asked.operation) ? { operation: asked.operation, attempt: asked.attempt ?? 1 } : null
  for (const experiment of faults.running) {
    const { strike } = experiment
    if (strike.where !== where || (strike.shardIndexes !== null && isPut(asked.operation))) continue
    if (!isMet(world, experiment, asked) || !strikes(world, experiment, asked)) continue
    faults.struckBy = experiment.experimentId
    return refused(strike.exception, strike.message)
  }
  return null
}

/** Of one put: shards that refuse what belongs to them, each with the experiment that does it; null: none. A put without a record for them does not meet the experiment. */
export function faultedShards(world: World, stream: Stream, batch: RecordBatch): Map<number, string> | null {
  const { faults, caller } = world.guards
  const asked: AskedCall = { caller, operation: 'PutRecords', stream, ...faults.put }
  let shards: Map<number, string> | null = null
  for (const experiment of faults.running) {
    const { shardIndexes } = experiment.strike
    if (shardIndexes === null || !isMet(world, experiment, asked) || !hasRecordFor(world, stream, batch, shardIndexes) || !strikes(world, experiment, asked)) continue
    shards ??= new Map<number, string>()
    for (const shardIndex of shardIndexes) if (!shards.has(shardIndex)) shards.set(shardIndex, experiment.experimentId)
  }
  return shards
}

/** Right after a call was refused. @returns the experiment that did it, for events. */
export function struckJustNow({ guards: { faults } }: World): { experimentId?: string } {
  return faults.running.length === 0 || faults.struckBy === null ? {} : { experimentId: faults.struckBy }
}

function hasRecordFor({ keys }: World, stream: Stream, { keyIds, count }: RecordBatch, shardIndexes: readonly number[]): boolean {
  const routing = routingOf(stream)
  for (let entry = 0; entry < count; entry++) {
    const { words, at } = hashWordsOf(keys, keyIds[entry])
    if (shardIndexes.includes(stream.shards[routeWords(routing, words, at)].shardIndex)) return true
  }
  return false
}

export function isPut(operation: OperationName): boolean {
  return operation === 'PutRecords' || operation === 'PutRecord'
}

export function isMet(world: World, { strike, endsUs }: Experiment, asked: AskedCall): boolean {
  const { caller, operation, stream, shardIndex } = asked
  const { operations, streamName, shardIndexes, callers, rolesOnly, path, encryptedOnly } = strike
  if (world.nowUs >= endsUs) return false
  if (operations !== null && !operations.includes(operation)) return false
  if (streamName !== null && stream?.streamName !== streamName) return false
  if (shardIndexes !== null && !isPut(operation) && (shardIndex === undefined || !shardIndexes.includes(shardIndex))) return false
  if (callers === null ? rolesOnly && caller === YOU : !callers.includes(caller)) return false
  if (path !== null && principalOf(world.guards, caller).path !== path) return false
  return !encryptedOnly || (stream !== null && keyAt(stream, world.nowUs) !== null)
}

function strikes(world: World, experiment: Experiment, asked: AskedCall): boolean {
  const isStruck = nextBelow(experiment.prng, PERCENT) < experiment.strike.percentage
  experiment.callsMet++
  if (isStruck) experiment.callsFaulted++
  noteClient(world, experiment, asked, isStruck)
  return isStruck
}

/** Again and again: what clients got, and the end of those whose time is over, which strike no more already. */
export function endExperiments(world: World, sink: Sink): void {
  for (const experiment of world.guards.faults.running) {
    if (world.nowUs >= experiment.endsUs) endExperiment(world, experiment.experimentId, 'completed', sink)
    else tellClients(world, experiment, sink)
  }
}

/** @returns whether there was one. */
export function endExperiment(world: World, experimentId: string, status: EndedExperiment['status'], sink: Sink): boolean {
  const { faults } = world.guards
  const experiment = faults.running.find((each) => each.experimentId === experimentId)
  if (experiment === undefined) return false
  faults.running = faults.running.filter((each) => each !== experiment)
  tellClients(world, experiment, sink, 'all')
  const { settings, startedUs, endsUs, callsMet, callsFaulted } = experiment
  faults.ended = [...faults.ended, { experimentId, settings, startedUs, endsUs, endedUs: Math.min(world.nowUs, endsUs), status, callsMet, callsFaulted }].slice(-ENDED_KEPT_MAX)
  tell(world, sink, { kind: 'ExperimentEnded', experimentId, action: settings.action, status, callsMet, callsFaulted })
  return true
}
