/** The price table in use, and what the run costs by it. */
import { useCallback, useSyncExternalStore } from 'react'
import type { BillView } from '../../engine/cost/bill'
import { useActions } from '../../store/hooks'
import { useAskedAgain } from '../useAskedAgain'
import { pricesInUse, subscribeToPrices, type PricesInUse } from './priceStore'
import { pricesOf, type PriceTable } from './priceTable'

export function usePrices(): PricesInUse {
  return useSyncExternalStore(subscribeToPrices, pricesInUse)
}

/** @returns null until it is known; for a moment after a price has changed, the bill by the old one. */
export function useBill(table: PriceTable): BillView | null {
  const { inspect } = useActions()
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'bill', prices: pricesOf(table) })).bill, [inspect, table]))
}
