/** Whose average rate makes a month, for every amount of the page: chosen once, kept while the page is open. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { RateBasis } from '../../engine/cost/bill'

export const RATE_BASES: readonly RateBasis[] = ['run', 'minute']

const rateStore = createStore<{ basis: RateBasis }>(() => ({ basis: 'run' }))

export function useRateBasis(): RateBasis {
  return useStore(rateStore, (state) => state.basis)
}

export function chooseRateBasis(basis: RateBasis): void {
  rateStore.setState({ basis })
}
