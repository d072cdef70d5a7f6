/** The incoming rate over the whole run, gathered from the summaries as they pass. */
import { useMemo, useState } from 'react'
import { useWorld } from '../../store/hooks'
import type { RatePoint } from './rateHistory'
import { createRateHistory, ratesOf, withSummary, withoutAfter } from './rateHistory'

export function useRates(): RatePoint[] {
  const summary = useWorld((world) => world.summary)
  const furthestMs = useWorld((world) => world.furthestMs)
  const [held, setHeld] = useState({ summary: null as typeof summary, furthestMs: 0, history: createRateHistory() })
  let { history } = held
  if (held.summary !== summary || held.furthestMs > furthestMs) {
    if (furthestMs < held.furthestMs) history = withoutAfter(history, furthestMs)
    // Another stream has a total of its own.
    if (held.summary?.stream.streamName !== summary?.stream.streamName) history = createRateHistory()
    if (summary !== null) history = withSummary(history, summary)
    setHeld({ summary, furthestMs, history })
  }
  return useMemo(() => ratesOf(history), [history])
}
