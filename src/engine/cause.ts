/** A link on the way from what is seen to its cause. */
import type { SimMs } from '../base/units'
import type { FaultAction } from './faults/settings'

export type Cause =
  | { kind: 'caughtUp' }
  | { kind: 'behind'; shardId: string; backlogRecords: number; ageMs: number }
  | { kind: 'applicationCrashed' }
  /** A child waits for this parent, which has so many records left. */
  | { kind: 'parentUnfinished'; shardId: string; parentShardId: string; backlogRecords: number }
  /** No lease yet: the worker that ends the parent makes it, or at the beginning the one that fills the table. */
  | { kind: 'notLeased'; shardId: string }
  | { kind: 'unowned'; shardId: string }
  /** Until others see that nobody renews the lease. */
  | { kind: 'ownerSilent'; shardId: string; workerId: string; failoverMs: number }
  /** Its parents are done; the worker looks again at `looksAtMs`. */
  | { kind: 'parentPoll'; shardId: string; looksAtMs: SimMs }
  /** Refused in the last second; `readers`: applications that share the shard's 5 calls and 2 MB a second. */
  | { kind: 'readRefused'; refusalsPerSecond: number; readers: number }
  /** Records come faster than its threads can work. */
  | { kind: 'tooMuchWork'; arrivingPerSecond: number; perSecondMax: number; workUs: number }
  /** Records come faster than full batches of its function, so many at a time, can take them. */
  | { kind: 'functionTooSlow'; arrivingPerSecond: number; perSecondMax: number; invocationsAtOnce: number; batchRecords: number; invocationMs: number }
  /** Records of all shards of a Flink subtask come faster than it can work. */
  | { kind: 'subtaskTooSlow'; subtask: string; shards: number; arrivingPerSecond: number; perSecondMax: number; workUs: number }
  /** Fast enough for what comes; it works off what has gathered. */
  | { kind: 'catchingUp'; secondsLeft: number | null }
  /** An invocation of its function fails again and again; the records behind wait. */
  | { kind: 'functionFails'; shardId: string; attempt: number; batchRecords: number }
  /** Invocations are refused: so many run of so many that may at once. */
  | { kind: 'functionThrottled'; shardId: string; inUse: number; limit: number }
  /** It collects until a size or a time is reached. */
  | { kind: 'buffering'; untilMs: SimMs | null; bufferedBytes: number }
  /** A destination does not take what it delivers. */
  | { kind: 'destinationFails'; attempt: number }
  /** A Flink job has failed so often in a row, for want of the stream that it reads, of the one that it writes, or of a right; a checkpoint was never complete in between. */
  | { kind: 'jobRestarts'; failures: number; failure: 'stream' | 'outputStream' | 'denied' }
  /** The caller may not do what it needs to do for this shard: which policy decided, null where none allows it. */
  | { kind: 'accessDenied'; action: string; policyName: string | null }
  /** KMS opens no record with the key that they are encrypted with. */
  | { kind: 'keyRefused'; keyName: string; exception: string }
  /** An experiment of fault injection strikes so many of the calls that it needs for this shard. */
  | { kind: 'faultInjected'; experimentId: string; action: FaultAction; percent: number }
  /** It calls without TLS, and nobody listens. */
  | { kind: 'notEncrypted' }
  /** What collects in front of its destination has no more room. */
  | { kind: 'sinkFull' }
  /** It learns of the shard when it lists shards again. */
  | { kind: 'shardDiscovery'; shardId: string; looksAtMs: SimMs }
  /** Nobody is there to take a lease. */
  | { kind: 'noWorkers' }
  /** The worker that has the lease sleeps. */
  | { kind: 'ownerPaused'; shardId: string; workerId: string }
  /** Its mapping or job is being started. */
  | { kind: 'notStarted' }
