/** How old records were when they were read, as one shape for each application and way of reading, on a common axis. Pure. */
import { quantileOf } from '../../base/quantile'
import type { Retrieval } from '../../engine/consumers/commonSettings'
import type { ApplicationRow, LatencyRow } from '../../engine/summary'

export const RETRIEVALS: readonly Retrieval[] = ['polling', 'fanOut']

export interface LatencyShape {
  name: string
  applicationIndex: number
  retrieval: Retrieval
  records: number
  meanMs: number
  /** Upper bounds; Infinity above all of them. */
  medianMs: number
  p90Ms: number
  p99Ms: number
  /** Steps from the left; `height` is 1 for the highest one of the shape. */
  steps: { fromMs: number; toMs: number; height: number }[]
}

/** Where the lowest step begins: nothing is read sooner than this. */
export const LOWEST_MS = 2
/** A step of fewer records than this share is no part of the shape's reach. */
const SHARE_SHOWN_MIN = 0.001

export function latencyShapes(applications: readonly Pick<ApplicationRow, 'name' | 'applicationIndex' | 'latency'>[]): LatencyShape[] {
  return applications.flatMap(({ name, applicationIndex, latency }) =>
    RETRIEVALS.flatMap((retrieval) => {
      const row = latency[retrieval]
      if (row.meanMs === null) return []
      const at = (share: number) => quantileOf({ ...row, bounds: row.boundsMs }, share) ?? Infinity
      return [{ name, applicationIndex, retrieval, records: row.records, meanMs: row.meanMs, medianMs: at(0.5), p90Ms: at(0.9), p99Ms: at(0.99), steps: stepsOf(row) }]
    }),
  )
}

/** Records for each equal way on the logarithmic axis, so that a wide step is not a high one. */
function stepsOf({ records, counts, boundsMs }: LatencyRow): LatencyShape['steps'] {
  const steps = boundsMs.map((toMs, place) => {
    const fromMs = place === 0 ? LOWEST_MS : (boundsMs[place - 1] ?? LOWEST_MS)
    const share = (counts[place] ?? 0) / records
    return { fromMs, toMs, share, height: share / Math.log(toMs / fromMs) }
  })
  const above = (counts[boundsMs.length] ?? 0) / records
  const lastMs = boundsMs.at(-1) ?? LOWEST_MS
  if (above > 0) steps.push({ fromMs: lastMs, toMs: 2 * lastMs, share: above, height: above / Math.log(2) })
  const highest = Math.max(...steps.map(({ height }) => height))
  const isShown = ({ share }: { share: number }) => share >= SHARE_SHOWN_MIN
  const [first, last] = [steps.findIndex(isShown), steps.findLastIndex(isShown)]
  return steps.slice(first, last + 1).map(({ fromMs, toMs, height }) => ({ fromMs, toMs, height: height / highest }))
}
