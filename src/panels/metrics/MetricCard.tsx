/** One metric: its CloudWatch name, what it says in a sentence, and the chart or the same numbers as a table. */
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Summary } from '../../engine/summary'
import { useSetView } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { useWidth } from '../useWidth'
import { MetricChart } from './MetricChart'
import { MetricTable } from './MetricTable'
import type { ChartName } from './chartSeries'
import { chartData } from './chartSeries'
import type { Reading } from './readings'
import { readingOf } from './readings'
import styles from './Metrics.module.css'

export interface MetricCardProps {
  chart: ChartName
  index: number
  summary: Summary
  onSight: (index: number, isInSight: boolean) => void
}

export const MetricCard = memo(function MetricCard({ chart, index, summary, onSight }: MetricCardProps) {
  const { t } = useTranslation('metrics')
  const [isTable, setIsTable] = useState(false)
  const card = useRef<HTMLElement>(null)
  const plot = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(plot)
  const data = chartData(chart, summary)

  useEffect(() => {
    if (card.current === null) return undefined
    const observer = new IntersectionObserver(([entry]) => onSight(index, entry?.isIntersecting === true))
    observer.observe(card.current)
    return () => observer.disconnect()
  }, [index, onSight])

  return (
    <figure className={styles.card} ref={card} aria-label={t(`title.${chart}`)}>
      <figcaption>
        <span className={styles.titleLine}>
          <h3>{t(`title.${chart}`)}</h3>
          <button type="button" className={controls.toggle} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {t('asTable')}
          </button>
        </span>
        <code className={styles.cloudWatch}>{t(`cloudWatch.${chart}`)}</code>
        <p className={styles.reading}>
          <ReadingText reading={readingOf(chart, summary)} />
        </p>
      </figcaption>
      <div ref={plot} className={styles.plot}>
        {isTable ? <MetricTable data={data} /> : widthPx > 0 ? <MetricChart data={data} widthPx={widthPx} /> : null}
      </div>
    </figure>
  )
})

function ReadingText({ reading }: { reading: Reading }) {
  const { t } = useTranslation('metrics')
  const formats = useFormats()
  switch (reading.key) {
    case 'idle':
      return <>{t('reading.idle')}</>
    case 'shardAtRecordLimit':
    case 'shardAtByteLimit':
      return <>{t(`reading.${reading.key}`, reading.values)}</>
    case 'fullestShard':
      return <>{t('reading.fullestShard', { shard: reading.values.shard, share: formats.percent(reading.values.share) })}</>
    case 'nothingRefused':
      return <>{t('reading.nothingRefused', { incoming: formats.count(reading.values.incoming) })}</>
    case 'someRefused':
      return (
        <>{t('reading.someRefused', { incoming: formats.count(reading.values.incoming), throttled: formats.count(reading.values.throttled) })}</>
      )
    case 'allAtTip':
      return <>{t('reading.allAtTip', { age: formats.duration(reading.values.seconds * 1_000) })}</>
    case 'fallingBehind':
    case 'catchingUp':
    case 'behind':
      return (
        <>
          {t(`reading.${reading.key}`, { application: reading.values.application, age: formats.duration(reading.values.seconds * 1_000) })} <WhyButton application={reading.values.application} />
        </>
      )
    case 'backlogGrows':
    case 'keepsUp':
    case 'drains': {
      const { application, processed, incoming } = reading.values
      return <>{t(`reading.${reading.key}`, { application, processed: formats.count(processed), incoming: formats.count(incoming) })}</>
    }
  }
}

function WhyButton({ application }: { application: string }) {
  const { t } = useTranslation('metrics')
  const setView = useSetView()
  return (
    <button type="button" className={controls.link} aria-label={t('whyOf', { application })} onClick={() => setView({ whyAsked: { application, shardId: null } })}>
      {t('why')}
    </button>
  )
}
