/** The last minute, a bar a second: stored below, refused on top, the limit across, and CloudWatch's mean; or the same as a table. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '../../engine/diagnosis'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import table from '../../widgets/table.module.css'
import { useWidth } from '../useWidth'
import { limitOf, secondsChart, secondsOf } from './secondsChart'
import { useAmount } from './useAmount'
import sheet from './Diagnosis.module.css'
import styles from './Seconds.module.css'

const HEIGHT_PX = 76

export function SecondsView({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const [isTable, setIsTable] = useState(false)
  const { recordsRetried } = diagnosis.lately
  return (
    <figure className={styles.seconds}>
      <figcaption className={styles.sectionHead}>
        <h3>{t('seconds')}</h3>
        <button type="button" className={controls.toggle} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {t('asTable')}
        </button>
      </figcaption>
      {isTable ? <SecondsTable diagnosis={diagnosis} /> : <Chart diagnosis={diagnosis} />}
      {recordsRetried < 1 ? null : <p className={sheet.note}>{t('retried', { records: Math.round(recordsRetried) })}</p>}
    </figure>
  )
}

function Chart({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const amount = useAmount(diagnosis.limitedBy)
  const plot = useRef<HTMLDivElement>(null)
  const width = useWidth(plot)
  const { bars, limit, limitY, mean, meanY } = secondsChart(diagnosis, { width, height: HEIGHT_PX })
  const above = bars.filter(({ stored, refused }) => stored + refused > limit).length
  return (
    <>
      <div ref={plot} className={styles.plot}>
        <svg width={width} height={HEIGHT_PX} role="img" aria-label={t('chartName', { seconds: bars.length, above, mean: amount(mean), limit: amount(limit) })}>
          {bars.map((bar) => (
            <g key={bar.secondsAgo}>
              <rect className={styles.stored} x={bar.x} y={bar.storedY} width={bar.width} height={bar.storedHeight} />
              <rect className={styles.noRoom} x={bar.x} y={bar.noRoomY} width={bar.width} height={bar.noRoomHeight} />
              <rect className={styles.again} x={bar.x} y={bar.againY} width={bar.width} height={bar.againHeight} />
            </g>
          ))}
          <line className={styles.limit} x1={0} x2={width} y1={limitY} y2={limitY} />
          <line className={styles.mean} x1={0} x2={width} y1={meanY} y2={meanY} />
        </svg>
        <span className={styles.lineLabel} data-tone="limit" style={{ top: limitY }} aria-hidden="true">
          {t('limit', { limit: amount(limit) })}
        </span>
        <span className={styles.lineLabel} data-tone="mean" style={{ top: meanY }} aria-hidden="true">
          {t('mean', { mean: amount(mean) })}
        </span>
      </div>
      <p className={styles.axis} aria-hidden="true">
        <span>{t('minuteAgo')}</span>
        <span className={styles.legend} data-tone="stored">
          {t('stored')}
        </span>
        <span className={styles.legend} data-tone="noRoom">
          {t('noRoom')}
        </span>
        <span className={styles.legend} data-tone="again">
          {t('again')}
        </span>
        <span>{t('now')}</span>
      </p>
    </>
  )
}

function SecondsTable({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  const print = diagnosis.limitedBy === 'records' ? formats.count : formats.bytes
  return (
    <div className={table.scroller} role="region" aria-label={t('seconds')} tabIndex={0}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('secondsAgo')}</th>
            <th scope="col">{t('stored')}</th>
            <th scope="col">{t('refused')}</th>
            <th scope="col">{t('ofLimit')}</th>
          </tr>
        </thead>
        <tbody>
          {secondsOf(diagnosis)
            .reverse()
            .map(({ secondsAgo, stored, refused }) => (
              <tr key={secondsAgo}>
                <th scope="row">{secondsAgo}</th>
                <td>{print(stored)}</td>
                <td>{print(refused)}</td>
                <td>{formats.percent((stored + refused) / limitOf(diagnosis.limitedBy))}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
