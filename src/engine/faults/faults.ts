/** What running experiments of fault injection do to calls: a small part of AWS FIS, on the service's side of the door. */
import { nextBelow } from '../../base/prng'
import type { OperationName } from '../../kinesis/api/types'
import { refused, type Refused } from '../../kinesis/exceptions'
import type { AskedCall } from '../door/caller'
import { YOU } from '../door/callerName'
import { keyAt } from '../encryption'
import { principalOf } from '../iam/principal'
import { tell, type Sink } from '../sink'
import type { Stream, World } from '../state'
import type { EndedExperiment, Experiment, Strike } from './model'

const ENDED_KEPT_MAX = 20
const PERCENT = 100

/** Without an experiment nothing is drawn: runs that have none are as they were. */
export function refuseByFault(world: World, asked: AskedCall, where: Strike['where']): Refused | null {
  for (const experiment of world.guards.faults.running) {
    const { strike } = experiment
    if (strike.where !== where || (strike.shardIndexes !== null && isPut(asked.operation))) continue
    if (isMet(world, experiment, asked) && strikes(experiment)) return refused(strike.exception, strike.message)
  }
  return null
}

/** Of one put: shards that refuse what belongs to them; null: none. */
export function faultedShards(world: World, stream: Stream): number[] | null {
  const { faults, caller } = world.guards
  let shards: number[] | null = null
  for (const experiment of faults.running) {
    const { shardIndexes } = experiment.strike
    if (shardIndexes === null || !isMet(world, experiment, { caller, operation: 'PutRecords', stream }) || !strikes(experiment)) continue
    shards = shards === null ? shardIndexes : [...shards, ...shardIndexes]
  }
  return shards
}

function isPut(operation: OperationName): boolean {
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

function strikes(experiment: Experiment): boolean {
  experiment.callsMet++
  if (nextBelow(experiment.prng, PERCENT) >= experiment.strike.percentage) return false
  experiment.callsFaulted++
  return true
}

/** Of those whose time is over, which strike no more already. */
export function endExperiments(world: World, sink: Sink): void {
  for (const { experimentId, endsUs } of world.guards.faults.running) if (world.nowUs >= endsUs) endExperiment(world, experimentId, 'completed', sink)
}

/** @returns whether there was one. */
export function endExperiment(world: World, experimentId: string, status: EndedExperiment['status'], sink: Sink): boolean {
  const { faults } = world.guards
  const experiment = faults.running.find((each) => each.experimentId === experimentId)
  if (experiment === undefined) return false
  faults.running = faults.running.filter((each) => each !== experiment)
  const { settings, startedUs, endsUs, callsMet, callsFaulted } = experiment
  faults.ended = [...faults.ended, { experimentId, settings, startedUs, endsUs, endedUs: Math.min(world.nowUs, endsUs), status, callsMet, callsFaulted }].slice(-ENDED_KEPT_MAX)
  tell(world, sink, { kind: 'ExperimentEnded', experimentId, action: settings.action, status, callsMet, callsFaulted })
  return true
}
