/** The price table in use, and what the run costs by it. */
import { useCallback, useSyncExternalStore } from 'react'
import type { BillView } from '../../engine/cost/bill'
import { useActions } from '../../store/hooks'
import { useAskedAgain } from '../useAskedAgain'
import { pricesInUse, subscribeToPrices, type PricesInUse } from './priceStore'
import { pricesOf, type PriceTable } from './priceTable'
import { useRateBasis } from './rateStore'

export function usePrices(): PricesInUse {
  return useSyncExternalStore(subscribeToPrices, pricesInUse)
}

/** @returns null until it is known, and without a table; for a moment after a price or the rate has changed, the bill by the old one. */
export function useBill(table: PriceTable | null): BillView | null {
  const { inspect } = useActions()
  const basis = useRateBasis()
  return useAskedAgain(useCallback(async () => (table === null ? null : (await inspect({ kind: 'bill', prices: pricesOf(table), basis })).bill), [inspect, table, basis]))
}
