/** A line of the bill in words: what it is, and how its amount comes about. */
import { useTranslation } from 'react-i18next'
import type { BillLine } from '../../engine/cost/bill'
import { PRICE_UNITS, type PriceUnit } from '../../kinesis/billing'
import type { Money } from './useMoney'

export interface SaidLine {
  sayLine: (line: Pick<BillLine, 'item' | 'by'>) => string
  sayDetail: (line: Pick<BillLine, 'quantity' | 'price' | 'unitPrice'>) => string
}

/** What is priced by thousands is told one by one. */
const LOTS = { 'million units': 1_000_000, 'million requests': 1_000_000, '100,000 events': 100_000, '10,000 requests': 10_000, '1,000 requests': 1_000 } as const satisfies Partial<Record<PriceUnit, number>>

export function useSaidLine({ quantity, price }: Money): SaidLine {
  const { t } = useTranslation('cost')
  return {
    sayLine({ item, by }) {
      const line = t(`line.${item}`)
      return by === null ? line : t('byWhom', { line, who: by })
    },
    sayDetail(line) {
      const unit = PRICE_UNITS[line.price]
      const said = { quantity: quantity(line.quantity), price: price(line.unitPrice) }
      return isLot(unit) ? t(`lot.${unit}`, { ...said, quantity: quantity(line.quantity * LOTS[unit]) }) : t('quantityOf', { ...said, unit: t(`unit.${unit}`) })
    },
  }
}

function isLot(unit: PriceUnit): unit is keyof typeof LOTS {
  return unit in LOTS
}
