/** What puts are billed by now, as far as it is known: by the price table in use and the mode of the stream that producers put into. */
import { useMemo } from 'react'
import { pricesOf } from '../cost/priceTable'
import { useBill, usePrices } from '../cost/usePrices'
import { putRateOf, type PutRate } from './achieved'

export function usePutRate(): PutRate | null {
  const { table } = usePrices()
  const plan = useBill(table)?.putsPlan ?? null
  return useMemo(() => (table === null || plan === null ? null : putRateOf(plan, pricesOf(table))), [table, plan])
}
