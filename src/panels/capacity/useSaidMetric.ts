/** A value in the unit of its metric. */
import type { MetricUnit } from '../../engine/cloudWatch/metricsView'
import { useFormats } from '../../strings/formats'

const WHOLE_MIN = 100

export function useSaidMetric(): (value: number, unit: MetricUnit) => string {
  const { short, decimal, bytes, duration } = useFormats()
  return (value, unit) => {
    switch (unit) {
      case 'Bytes':
        return bytes(value)
      case 'Milliseconds':
        return duration(value)
      case 'Count':
        return Math.abs(value) < WHOLE_MIN ? decimal(value) : short(value)
      case 'None':
        return decimal(value)
    }
  }
}
