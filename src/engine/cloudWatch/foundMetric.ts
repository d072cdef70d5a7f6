/** A metric and its data. */
import type { ListedMetric } from './metricsView'
import type { Minutes } from './stats'

export interface FoundMetric {
  metric: ListedMetric
  minutes: Minutes
}
