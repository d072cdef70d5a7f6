/** One link of the chain in words. */
import { US_PER_MS } from '../../base/units'
import type { Cause } from '../../engine/cause'
import { clockText, type Formats } from '../../strings/formats'
import type why from '../../strings/en/why.json'
import { shortShardId } from '../shardName'

type CauseKey = keyof (typeof why)['cause']
export type HelpKey = keyof (typeof why)['help']

interface Sentence {
  key: CauseKey
  values: Record<string, string | number>
}

export function sentenceOf(cause: Cause, { duration, bytes }: Pick<Formats, 'duration' | 'bytes'>): Sentence {
  switch (cause.kind) {
    case 'caughtUp':
    case 'applicationCrashed':
      return { key: cause.kind, values: {} }
    case 'behind':
      return { key: 'behind', values: { shard: shortShardId(cause.shardId), backlog: cause.backlogRecords, age: duration(cause.ageMs) } }
    case 'parentUnfinished':
      return { key: 'parentUnfinished', values: { shard: shortShardId(cause.shardId), parent: shortShardId(cause.parentShardId), backlog: cause.backlogRecords } }
    case 'notLeased':
    case 'unowned':
      return { key: cause.kind, values: { shard: shortShardId(cause.shardId) } }
    case 'ownerSilent':
      return { key: 'ownerSilent', values: { shard: shortShardId(cause.shardId), worker: cause.workerId, failover: duration(cause.failoverMs) } }
    case 'parentPoll':
      return { key: 'parentPoll', values: { time: clockText(cause.looksAtMs) } }
    case 'readRefused':
      return { key: 'readRefused', values: { refusals: cause.refusalsPerSecond, readers: cause.readers } }
    case 'tooMuchWork':
      return { key: 'tooMuchWork', values: { arriving: Math.round(cause.arrivingPerSecond), max: Math.floor(cause.perSecondMax), work: duration(cause.workUs / US_PER_MS) } }
    case 'functionTooSlow':
      return {
        key: 'functionTooSlow',
        values: { arriving: Math.round(cause.arrivingPerSecond), max: Math.floor(cause.perSecondMax), atOnce: cause.invocationsAtOnce, batch: cause.batchRecords, time: duration(cause.invocationMs) },
      }
    case 'subtaskTooSlow':
      return {
        key: 'subtaskTooSlow',
        values: { subtask: cause.subtask, shards: cause.shards, arriving: Math.round(cause.arrivingPerSecond), max: Math.floor(cause.perSecondMax), work: duration(cause.workUs / US_PER_MS) },
      }
    case 'catchingUp':
      return cause.secondsLeft === null ? { key: 'catchingUp', values: {} } : { key: 'catchingUpIn', values: { time: duration(cause.secondsLeft * 1_000) } }
    case 'functionFails':
      return { key: 'functionFails', values: { shard: shortShardId(cause.shardId), attempt: cause.attempt, records: cause.batchRecords } }
    case 'functionThrottled':
      return { key: 'functionThrottled', values: { shard: shortShardId(cause.shardId), running: cause.inUse, limit: cause.limit } }
    case 'buffering':
      return { key: cause.untilMs === null ? 'buffering' : 'bufferingUntil', values: { bytes: bytes(cause.bufferedBytes), time: clockText(cause.untilMs ?? 0) } }
    case 'destinationFails':
      return { key: 'destinationFails', values: { attempt: cause.attempt } }
    case 'jobRestarts':
      return { key: JOB_RESTARTS_KEYS[cause.failure], values: { failures: cause.failures } }
    case 'accessDenied':
      return { key: cause.policyName === null ? 'accessDenied' : 'accessDeniedBy', values: { action: cause.action, policy: cause.policyName ?? '' } }
    case 'keyRefused':
      return { key: 'keyRefused', values: { key: cause.keyName, exception: cause.exception } }
    case 'faultInjected':
      return { key: 'faultInjected', values: { experiment: cause.experimentId, action: cause.action, percent: cause.percent } }
    case 'notEncrypted':
    case 'sinkFull':
    case 'noWorkers':
    case 'notStarted':
      return { key: cause.kind, values: {} }
    case 'shardDiscovery':
      return { key: 'shardDiscovery', values: { shard: shortShardId(cause.shardId), time: clockText(cause.looksAtMs) } }
    case 'ownerPaused':
      return { key: 'ownerPaused', values: { shard: shortShardId(cause.shardId), worker: cause.workerId } }
  }
}

const JOB_RESTARTS_KEYS = { stream: 'jobRestartsInput', outputStream: 'jobRestartsOutput', denied: 'jobRestartsDenied' } as const

/** Null: nothing is to be done. */
export function helpKeyOf({ kind }: Cause): HelpKey | null {
  return kind === 'caughtUp' || kind === 'behind' || kind === 'catchingUp' ? null : kind
}
