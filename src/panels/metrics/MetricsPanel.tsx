/** Four charts of the last minute and a half, redrawn one after another so that none of them is felt. */
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { MetricCard } from './MetricCard'
import { CHARTS } from './chartSeries'
import { useTurns } from './useTurns'
import styles from './Metrics.module.css'

export function MetricsPanel() {
  const { t } = useTranslation('metrics')
  const summary = useWorld((world) => world.summary)
  const [inSight, setInSight] = useState<readonly boolean[]>(CHARTS.map(() => false))
  const shown = useTurns({ newest: summary, isWanted: inSight })
  const onSight = useCallback((index: number, isInSight: boolean) => setInSight((held) => held.map((value, at) => (at === index ? isInSight : value))), [])
  if (summary === null) return <p className={styles.empty}>{t('empty')}</p>
  return (
    <div className={styles.panel}>
      {CHARTS.map((chart, index) => (
        <MetricCard key={chart} chart={chart} index={index} summary={shown[index] ?? summary} onSight={onSight} />
      ))}
    </div>
  )
}
