/** What CloudWatch's documents say of each metric, in the order of its place: facts §9, and of the KCL clients.md F10. */
import type { Statistic } from './alarmSettings'
import { OF_APPLICATION, OF_APPLICATION_SHARD, OF_CONSUMER, OF_SHARD, OF_STREAM } from './metricIndex'
import type { MeasuredNote, MetricUnit } from './metricsView'

export interface MetricFacts {
  name: string
  /** Place in its set. */
  index: number
  unit: MetricUnit
  statistics: Statistic[]
  isDeprecated: boolean
  measured: MeasuredNote | null
}

const AMOUNT: Statistic[] = ['Minimum', 'Maximum', 'Average', 'Sum', 'SampleCount']
const SUCCESS: Statistic[] = ['Average', 'Sum', 'SampleCount']
const AGE: Statistic[] = ['Minimum', 'Maximum', 'Average', 'SampleCount']
const LATENCY: Statistic[] = ['Minimum', 'Maximum', 'Average']

function factsOf(name: string, index: number): MetricFacts {
  return { name, index, unit: unitOf(name), statistics: statisticsOf(name), isDeprecated: false, measured: name.endsWith('.Latency') ? 'roundTrip' : null }
}

function unitOf(name: string): MetricUnit {
  if (/Bytes/.test(name)) return 'Bytes'
  return /Milliseconds|Latency|MillisBehindLatest|\.Time$/.test(name) ? 'Milliseconds' : 'Count'
}

function statisticsOf(name: string): Statistic[] {
  if (/Success|RateExceeded/.test(name)) return SUCCESS
  if (/IteratorAge|MillisBehindLatest/.test(name)) return AGE
  return name.endsWith('.Latency') ? LATENCY : AMOUNT
}

function table(places: Readonly<Record<string, number>>): MetricFacts[] {
  return Object.entries(places).map(([name, index]) => factsOf(name, index))
}

/** Two names that AWS has replaced show what their successors show. */
export const STREAM_TABLE: readonly MetricFacts[] = [
  ...table(OF_STREAM),
  { ...factsOf('GetRecords.IteratorAge', OF_STREAM['GetRecords.IteratorAgeMilliseconds']), unit: 'None', statistics: AGE, isDeprecated: true },
  { ...factsOf('PutRecords.Records', OF_STREAM['PutRecords.SuccessfulRecords']), isDeprecated: true },
]
export const CONSUMER_TABLE: readonly MetricFacts[] = table(OF_CONSUMER)
export const SHARD_TABLE: readonly MetricFacts[] = table(OF_SHARD)
/** The name is `Operation/MetricName`. */
export const APPLICATION_TABLE: readonly MetricFacts[] = table(OF_APPLICATION)
export const APPLICATION_SHARD_TABLE: readonly MetricFacts[] = table(OF_APPLICATION_SHARD)
