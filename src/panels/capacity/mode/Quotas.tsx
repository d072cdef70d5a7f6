/** Quotas of a rolling day, of the account and of the stream, each with how much of it is used. */
import { useTranslation } from 'react-i18next'
import type { QuotaView } from '../../../engine/onDemand/capacityView'
import { useFormats } from '../../../strings/formats'
import { Gauge } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Capacity.module.css'
import { useSaidWait } from '../useSaidWait'

export function Quotas({ quotas }: { quotas: readonly QuotaView[] }) {
  const { t } = useTranslation('capacity')
  const { count } = useFormats()
  const sayWait = useSaidWait()
  return (
    <ul className={styles.gauges} aria-label={t('quota.title')}>
      {quotas.map(({ name, used, max, freeAtMs }) => (
        <li key={name}>
          <Gauge name={t(`quota.${name}`)} share={used / max} value={t('quota.used', { used: count(used), max: count(max) })} isFaultWhenFull />
          {freeAtMs === null || used === 0 ? null : <p className={sheet.hint}>{t('quota.freeAt', sayWait(freeAtMs))}</p>}
        </li>
      ))}
    </ul>
  )
}
