/** A line of the bill in words: what it is, and how its amount comes about. */
import { useTranslation } from 'react-i18next'
import type { BillLine } from '../../engine/cost/bill'
import { PRICE_UNITS } from '../../kinesis/billing'
import type { Money } from './useMoney'

export interface SaidLine {
  sayLine: (line: BillLine) => string
  sayDetail: (line: BillLine) => string
}

export function useSaidLine({ quantity, price }: Money): SaidLine {
  const { t } = useTranslation('cost')
  return {
    sayLine({ item, by }) {
      const line = t(`line.${item}`)
      return by === null ? line : t('byWhom', { line, who: by })
    },
    sayDetail: (line) => t('quantityOf', { quantity: quantity(line.quantity), unit: t(`unit.${PRICE_UNITS[line.price]}`), price: price(line.unitPrice) }),
  }
}
