/** What each producer's puts come to: shares of lines that the streams' bills have already. Shard and stream hours are nobody's. */
import { BILLED_GB_BYTES, BILLED_RECORD_BYTES, type Prices } from '../../kinesis/billing'
import type { Plan, ProducerUsage } from '../usage/model'
import type { PutLine, PutPrice } from './bill'

const MILLION = 1_000_000

const QUANTITIES: Readonly<Record<PutPrice, (usage: ProducerUsage) => number>> = {
  putPayloadUnits: ({ payloadUnits }) => payloadUnits / MILLION,
  onDemandIn: ({ onDemandKibibytes }) => gigabytes(onDemandKibibytes),
  advantageIn: ({ advantageKibibytes }) => gigabytes(advantageKibibytes),
}
const PUT_PRICES = Object.keys(QUANTITIES) as PutPrice[]
const OF_PLAN: Readonly<Record<Plan, PutPrice>> = { provisioned: 'putPayloadUnits', onDemand: 'onDemandIn', advantage: 'advantageIn' }

/** @param month what each puts in one. @param putsPlan how puts are billed now; null: their stream is not there. */
export function putLines(all: readonly ProducerUsage[], month: readonly ProducerUsage[], { prices, putsPlan }: { prices: Prices; putsPlan: Plan | null }): PutLine[] {
  return all.flatMap((usage, producerIndex) => {
    const lines = PUT_PRICES.map((price): PutLine => {
      const [quantity, inMonth] = [QUANTITIES[price](usage), QUANTITIES[price](month[producerIndex])]
      return { producerIndex, item: price, price, quantity, unitPrice: prices[price], cost: quantity * prices[price], costPerMonth: inMonth * prices[price], isFormer: putsPlan === null || OF_PLAN[putsPlan] !== price }
    })
    return lines.filter(({ quantity }) => quantity > 0)
  })
}

function gigabytes(kibibytes: number): number {
  return (kibibytes * BILLED_RECORD_BYTES) / BILLED_GB_BYTES
}
