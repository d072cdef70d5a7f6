/** What each kind of application makes of an aggregate of the KPL. */
import type { ApplicationSettings } from '../settings'

export type Deaggregation =
  /** Garbage to it. */
  | 'none'
  /** Takes any apart. */
  | 'all'
  /** As the KCL: a member outside the shard discards the whole. */
  | 'wholeInRange'
  /** As Lambda's mapping with enhanced fan-out: members outside the shard are dropped, one by one. */
  | 'membersInRange'

export function deaggregationOf(settings: ApplicationSettings): Deaggregation {
  switch (settings.kind) {
    case 'kcl':
      return settings.deaggregation ? 'wholeInRange' : 'none'
    case 'sdk':
      return settings.deaggregation ? 'all' : 'none'
    case 'lambda':
      return settings.retrieval === 'fanOut' ? 'membersInRange' : settings.function.deaggregates ? 'all' : 'none'
    case 'firehose':
      return 'all'
    case 'flink':
      return settings.source === 'FlinkKinesisConsumer' ? 'all' : 'none'
  }
}
