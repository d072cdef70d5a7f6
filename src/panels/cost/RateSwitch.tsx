/** Which rate makes a month, to be chosen, and said under what is counted by it. */
import { useTranslation } from 'react-i18next'
import type { BillView } from '../../engine/cost/bill'
import { useFormats } from '../../strings/formats'
import { Segments } from '../settings/Segments'
import sheet from '../sheet/Sheet.module.css'
import { chooseRateBasis, RATE_BASES, useRateBasis } from './rateStore'

export function RateSwitch() {
  const { t } = useTranslation('cost')
  return <Segments label={t('rate.title')} names={RATE_BASES} chosen={useRateBasis()} say={(basis) => t(`rate.of.${basis}`)} onChoose={chooseRateBasis} />
}

export function RateHint({ bill: { basis, rateSeconds } }: { bill: Pick<BillView, 'basis' | 'rateSeconds'> }) {
  const { t } = useTranslation('cost')
  const { duration } = useFormats()
  return <p className={sheet.hint}>{t(`rate.told.${basis}`, { time: duration(1_000 * rateSeconds) })}</p>
}
