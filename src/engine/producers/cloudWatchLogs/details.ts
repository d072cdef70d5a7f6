/** What can be seen of a subscription filter when somebody inspects it. */
import { US_PER_MS, type SimMs } from '../../../base/units'
import { partitionKeyOf } from '../../keySpace'
import type { World } from '../../state'
import type { FilterPatternFault } from './filterPattern'
import type { CloudWatchLogsProducer, LastRecord, LogEventCounts } from './model'

export interface CloudWatchLogsDetails extends LogEventCounts {
  kind: 'cloudWatchLogs'
  fault: FilterPatternFault | null
  logStreamsCollecting: number
  /** Those that have collected for longest. */
  collecting: { logStream: string; events: number; matched: number; ageMs: SimMs }[]
  deliveriesWaiting: number
  /** Oldest first: records that were refused, or whose answer did not come. */
  retries: { partitionKey: string; events: number; attempts: number; ageMs: SimMs }[]
  lastRecord: LastRecord | null
}

const ROWS_SHOWN_MAX = 20

export function cloudWatchLogsDetails({ keys, nowUs }: World, producer: CloudWatchLogsProducer): CloudWatchLogsDetails {
  const { collecting, deliveries } = producer
  const retries = [...deliveries.values()].filter(({ failures }) => failures > 0)
  return {
    kind: 'cloudWatchLogs',
    ...producer.counts,
    fault: producer.fault,
    logStreamsCollecting: collecting.size,
    collecting: Array.from(collecting)
      .slice(0, ROWS_SHOWN_MAX)
      .map(([keyId, { events, messages, sinceUs }]) => ({ logStream: partitionKeyOf(keys, keyId), events, matched: messages.length, ageMs: (nowUs - sinceUs) / US_PER_MS })),
    deliveriesWaiting: deliveries.size,
    retries: retries.slice(0, ROWS_SHOWN_MAX).map(({ partitionKey, events, failures, madeUs }) => ({ partitionKey, events, attempts: failures, ageMs: (nowUs - madeUs) / US_PER_MS })),
    lastRecord: producer.lastRecord,
  }
}
