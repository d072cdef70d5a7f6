/** Quotas of a rolling day, of the account and of the stream, each with how much of it is used. */
import { useTranslation } from 'react-i18next'
import type { QuotaView } from '../../../engine/onDemand/capacityView'
import { clockText, useFormats } from '../../../strings/formats'
import { Gauge } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Capacity.module.css'

export function Quotas({ quotas }: { quotas: readonly QuotaView[] }) {
  const { t } = useTranslation('capacity')
  const { count } = useFormats()
  return (
    <ul className={styles.gauges} aria-label={t('quota.title')}>
      {quotas.map(({ name, used, max, freeAtMs }) => (
        <li key={name}>
          <Gauge name={t(`quota.${name}`)} share={used / max} value={t('quota.used', { used: count(used), max: count(max) })} isFaultWhenFull />
          {freeAtMs === null || used === 0 ? null : <p className={sheet.hint}>{t('quota.freeAt', { clock: clockText(freeAtMs).slice(0, -4) })}</p>}
        </li>
      ))}
    </ul>
  )
}
