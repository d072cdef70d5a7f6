/** What the stream that is watched may take and hold, and what CloudWatch has of it, asked for while it is looked at. */
import { useCallback, useMemo } from 'react'
import type { CapacityView } from '../../engine/onDemand/capacityView'
import type { MetricsQuestion, MetricsView } from '../../engine/cloudWatch/metricsView'
import { useActions, useWorld } from '../../store/hooks'
import { useAskedAgain } from '../useAskedAgain'

/** @returns null until it is known of this stream. */
export function useCapacity(): CapacityView | null {
  const { inspect } = useActions()
  const watched = useWorld((world) => world.summary?.stream.streamName)
  const view = useAskedAgain(useCallback(async () => (await inspect({ kind: 'capacity' })).capacity, [inspect]))
  return view?.streamName === watched ? view : null
}

/** @returns null until it is known; for a moment after the question has changed, the answer to the last one. */
export function useMetrics(question: MetricsQuestion): MetricsView | null {
  const { inspect } = useActions()
  const asked = JSON.stringify(question)
  const kept = useMemo(() => JSON.parse(asked) as MetricsQuestion, [asked])
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'metrics', question: kept })).metrics, [inspect, kept]))
}
