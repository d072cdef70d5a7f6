/** Where the prices of a table come from, each source once. Pure. */
import { PRICE_NAMES } from '../../kinesis/billing'
import type { PriceLine, PriceTable } from './priceTable'

export type PriceSource = Pick<PriceLine, 'source' | 'grade'>

/** In the order of the lines; what somebody typed has none. */
export function sourcesOf({ lines }: PriceTable): PriceSource[] {
  const sources: PriceSource[] = []
  for (const name of PRICE_NAMES) {
    const { source, grade } = lines[name]
    if (grade !== 'own' && !sources.some((known) => isFrom(lines[name], known))) sources.push({ source, grade })
  }
  return sources
}

export function isFrom(line: PriceSource, { source, grade }: PriceSource): boolean {
  return line.source === source && line.grade === grade
}
