/** From an experiment as it is asked for to what it does to calls, or to what is wrong with it. */
import type { SimUs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import { FAULT_DURATION, FAULT_PERCENTAGE } from '../../kinesis/limits'
import { parseShardId } from '../../kinesis/shardId'
import { YOU, type CallerName } from '../door/callerName'
import { nearest } from '../iam/nearest'
import { findStream } from '../naming'
import { producerIdOf } from '../recordId'
import type { RefusalReason } from '../refusalReasons'
import type { World } from '../state'
import { ACTIONS, ALL_OPERATIONS, FAULT_ACTIONS, type ActionFacts } from './actions'
import { parseDuration } from './duration'
import type { Strike } from './model'
import type { ExperimentSettings, FaultAction, FaultParameter, FaultParameters } from './settings'

/** FIS user guide: the namespaces of these actions are `ec2` and `kinesis`. */
const SERVICE = 'kinesis'
/** The same: of what it denies, only this reaches the endpoint of Kinesis. */
const SCOPE = 'all'

export interface ReadExperiment {
  durationUs: SimUs
  strike: Strike
}

export function readSettings(world: World, { action, parameters, target }: ExperimentSettings): ReadExperiment | RefusalReason {
  if (!Object.hasOwn(ACTIONS, action)) return unknownAction(action)
  const facts = ACTIONS[action]
  const problem = problemWithNames(action, facts, parameters) ?? problemWithTarget(world, action, facts, target)
  if (problem !== null) return problem
  const durationUs = parseDuration(parameters.duration)
  const { min, max } = FAULT_DURATION
  if (durationUs === null || durationUs < min.us || durationUs > max.us) return { key: 'faultDuration', values: { value: parameters.duration, min: min.text, max: max.text } }
  const percentage = percentageOf(parameters)
  if (typeof percentage !== 'number') return percentage
  const operations = operationsOf(facts, parameters)
  if ('key' in operations) return operations
  const { where, exception, message, resourceType } = facts
  return {
    durationUs,
    strike: {
      where,
      exception,
      message,
      percentage,
      operations: operations.length === ALL_OPERATIONS.length ? null : operations,
      streamName: target.streamName,
      shardIndexes: target.shardIds?.map((shardId) => parseShardId(shardId) ?? 0) ?? null,
      callers: target.callers ?? null,
      rolesOnly: resourceType === 'aws:iam:role' || resourceType === 'aws:ec2:subnet',
      path: resourceType === 'aws:ec2:vpc-endpoint' ? 'vpcEndpoint' : resourceType === 'aws:ec2:subnet' ? 'public' : null,
      encryptedOnly: exception.startsWith('KMS'),
    },
  }
}

function unknownAction(value: string): RefusalReason {
  const near = nearest(value, FAULT_ACTIONS)
  return near === null ? { key: 'faultAction', values: { value } } : { key: 'faultActionNear', values: { value, nearest: near } }
}

/** All that an action takes is asked for: a value that somebody forgot is none that somebody chose. */
function problemWithNames(action: FaultAction, { parameters: wanted }: ActionFacts, parameters: FaultParameters): RefusalReason | null {
  for (const parameter of wanted) if ((parameters[parameter] ?? '') === '') return { key: 'faultParameterMissing', values: { parameter, action } }
  const unknown = Object.keys(parameters).find((name) => !wanted.includes(name as FaultParameter))
  if (unknown !== undefined) return { key: 'faultParameterUnknown', values: { parameter: unknown, action } }
  if (parameters.service !== undefined && parameters.service !== SERVICE) return { key: 'faultService', values: { value: parameters.service } }
  return parameters.scope !== undefined && parameters.scope !== SCOPE ? { key: 'faultScope', values: { value: parameters.scope } } : null
}

function percentageOf({ percentage }: FaultParameters): number | RefusalReason {
  const { min, max } = FAULT_PERCENTAGE
  if (percentage === undefined) return max
  const value = /^\d{1,3}$/.test(percentage) ? Number(percentage) : 0
  return value >= min && value <= max ? value : { key: 'faultPercentage', values: { value: percentage, min, max } }
}

function operationsOf({ operations: strikable }: ActionFacts, { operations }: FaultParameters): OperationName[] | RefusalReason {
  if (operations === undefined) return [...strikable]
  const names = operations.split(',').map((name) => name.trim())
  for (const value of names) {
    if (strikable.includes(value as OperationName)) continue
    const near = nearest(value, strikable)
    return near === null ? { key: 'faultOperation', values: { value } } : { key: 'faultOperationNear', values: { value, nearest: near } }
  }
  return [...new Set(names as OperationName[])]
}

function problemWithTarget(world: World, action: FaultAction, { resourceType, takesShards }: ActionFacts, { streamName, shardIds, callers = null }: ExperimentSettings['target']): RefusalReason | null {
  const stream = streamName === null ? null : findStream(world, streamName)
  if (streamName !== null && stream === null) return { key: 'noStreamNamed', values: { stream: streamName } }
  if (resourceType === 'aws:ec2:vpc-endpoint' && world.guards.endpoint === null) return { key: 'faultNoEndpoint', values: {} }
  if (callers?.length === 0) return { key: 'faultCallersNone', values: {} }
  const stranger = callers?.find((caller) => !isThere(world, caller))
  if (stranger !== undefined) return { key: 'faultCaller', values: { caller: stranger } }
  if (shardIds === null) return null
  if (!takesShards) return { key: 'faultShardsAction', values: { action } }
  if (stream === null) return { key: 'faultShardsStream', values: {} }
  if (shardIds.length === 0) return { key: 'faultShardsNone', values: {} }
  const unknown = shardIds.find((shardId) => (parseShardId(shardId) ?? stream.shards.length) >= stream.shards.length)
  return unknown === undefined ? null : { key: 'faultShard', values: { shard: unknown, stream: stream.streamName } }
}

/** Those that were removed count: they may come back under their names. */
function isThere({ producers, applications }: World, caller: CallerName): boolean {
  if (caller === YOU) return true
  const name = caller.slice(caller.indexOf('/') + 1)
  if (caller.startsWith('producer/')) return producers.some(({ producerIndex }) => producerIdOf(producerIndex) === name)
  return applications.some(({ settings }) => settings.name === name)
}
