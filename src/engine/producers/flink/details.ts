/** What can be seen of a Flink job when somebody inspects it. */
import { US_PER_MS, type EpochMs, type SimMs } from '../../../base/units'
import type { World } from '../../state'
import { CHECKPOINT_EVERY_US } from './constants'
import { countClosed, type FlinkProducer, type Job, type JobFailure } from './model'
import { lengthOf } from './resultQueue'

export interface FlinkDetails {
  kind: 'flink'
  jobStatus: Job['status']
  /** Null unless it has failed and will start again by itself. */
  restartsAtMs: SimMs | null
  failures: number
  lastFailure: JobFailure | null
  eventsRead: number
  /** Null before the first event of a window. */
  window: { startMs: EpochMs; endMs: EpochMs; keys: number; events: number } | null
  /** Results of closed windows that the sink has no room for: back-pressure. */
  resultsHeldBack: number
  resultsBuffered: number
  messagesInFlight: number
  /** As many may be, for now: ten more after each request without failures, 1 % less after any other. */
  messagesInFlightMax: number
  checkpoint: {
    completed: number
    completedAtMs: SimMs | null
    /** Of 60 s. */
    everyMs: number
    /** It waits for answers under way. */
    isWaiting: boolean
    /** What a restart would write again. */
    resultsWrittenSince: number
    /** Of the last restart: what is still to be written (again). */
    resultsRestored: number
  }
}

export function flinkDetails(_world: World, producer: FlinkProducer): FlinkDetails {
  const { job, open, sink, checkpoint, eventsRead } = producer
  const msOf = (us: number | null) => (us === null ? null : us / US_PER_MS)
  return {
    kind: 'flink',
    jobStatus: job.status,
    restartsAtMs: msOf(job.restartsAtUs),
    failures: job.failures,
    lastFailure: job.lastFailure,
    eventsRead,
    window: open === null ? null : { startMs: open.startMs, endMs: open.endMs, keys: open.keyIds.length, events: open.counts.reduce((sum, count) => sum + count, 0) },
    resultsHeldBack: countClosed(producer),
    resultsBuffered: lengthOf(sink.buffer),
    messagesInFlight: sink.inFlightMessages,
    messagesInFlightMax: sink.inFlightMessagesMax,
    checkpoint: {
      completed: checkpoint.completed,
      completedAtMs: msOf(checkpoint.completedUs),
      everyMs: CHECKPOINT_EVERY_US / US_PER_MS,
      isWaiting: checkpoint.begunUs !== null,
      resultsWrittenSince: lengthOf(checkpoint.written),
      resultsRestored: lengthOf(checkpoint.restored),
    },
  }
}
