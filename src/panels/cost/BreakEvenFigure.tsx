/** The break-even as a chart, what it says in sentences, and the same numbers as a table. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BreakEven, Crossing, CurveName, RateBasis } from '../../engine/cost/bill'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { SmallTable } from '../sheet/parts'
import sheet from '../sheet/Sheet.module.css'
import { useWidth } from '../useWidth'
import plotStyles from '../capacity/plot/Plot.module.css'
import { BreakEvenChart, CURVE_LOOKS, CURVES } from './BreakEvenChart'
import type { Money } from './useMoney'

/** Of the points, each fourth one: the throughput doubles. */
const ROWS_EVERY = 4

export function BreakEvenFigure({ breakEven, basis, money }: { breakEven: BreakEven | null; basis: RateBasis; money: Money }) {
  const { t } = useTranslation('cost')
  const [isTable, setIsTable] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(place)
  return (
    <figure className={plotStyles.figure} aria-label={t('breakEven.title')}>
      <figcaption>
        <span className={plotStyles.titleLine}>
          <h3>{t('breakEven.title')}</h3>
          {breakEven === null ? null : (
            <button type="button" className={controls.toggle} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
              {t('breakEven.asTable')}
              <span className={sheet.hidden}> {t('breakEven.title')}</span>
            </button>
          )}
        </span>
        <div className={plotStyles.reading}>{breakEven === null ? <p>{t('breakEven.nothing')}</p> : <Said breakEven={breakEven} basis={basis} money={money} />}</div>
      </figcaption>
      {breakEven === null || isTable ? null : <Legend basis={basis} />}
      <div ref={place} className={plotStyles.place}>
        {breakEven === null ? null : isTable ? (
          <Twin breakEven={breakEven} money={money} />
        ) : widthPx === 0 ? null : (
          <div aria-hidden="true">
            <p className={plotStyles.axis}>{t('breakEven.costAxis')}</p>
            <BreakEvenChart breakEven={breakEven} widthPx={widthPx} money={money} />
            <p className={`${plotStyles.axis} ${plotStyles.axisEnd}`}>{t('breakEven.throughput')}</p>
          </div>
        )}
      </div>
    </figure>
  )
}

function Said({ breakEven: { crossings, crossingsLeftOut, own, points, recordBytes, peakToAverage, readTimes, pushedTimes }, basis, money }: { breakEven: BreakEven; basis: RateBasis; money: Money }) {
  const { t } = useTranslation('cost')
  const { bytes, decimal } = useFormats()
  const cheapest = crossings.filter(({ isCheapest }) => isCheapest)
  const say = (crossing: Crossing) =>
    t(crossing.isCheapest ? 'breakEven.crossingCheapest' : 'breakEven.crossing', {
      at: money.quantity(crossing.mibPerSecond),
      above: t(`breakEven.${crossing.above}`),
      below: t(`breakEven.${crossing.below}`),
      cost: money.amount(crossing.costPerMonth),
    })
  return (
    <>
      <p>{t('breakEven.of', { recordBytes: bytes(Math.round(recordBytes)), peak: decimal(peakToAverage), read: decimal(readTimes), pushed: decimal(pushedTimes) })}</p>
      <p>
        <b>{t(`breakEven.own.${basis}`, { at: money.quantity(own.mibPerSecond), cost: money.amount(own.costPerMonth) })}</b> {own.plan === 'provisioned' ? t('breakEven.ownShards') : null}
      </p>
      {cheapest.length > 0 ? null : (
        <p>{t('breakEven.noCrossing', { name: t(`breakEven.${cheapestOf(points[0])}`), from: money.quantity(points[0]?.mibPerSecond ?? 0), to: money.quantity(points.at(-1)?.mibPerSecond ?? 0) })}</p>
      )}
      {crossings.map((crossing) => (
        <p key={`${crossing.below} ${crossing.above} ${crossing.mibPerSecond}`}>{say(crossing)}</p>
      ))}
      {crossingsLeftOut === 0 ? null : <p>{t('breakEven.leftOut', { count: crossingsLeftOut })}</p>}
    </>
  )
}

function cheapestOf(point: BreakEven['points'][number] | undefined): CurveName {
  return CURVES.reduce((least, curve) => ((point?.[curve] ?? 0) < (point?.[least] ?? 0) ? curve : least))
}

function Legend({ basis }: { basis: RateBasis }) {
  const { t } = useTranslation('cost')
  return (
    <ul className={plotStyles.legend} aria-hidden="true">
      {CURVES.map((curve) => (
        <li key={curve}>
          <svg width="20" height="10" viewBox="0 0 20 10">
            <path d="M0 5H20" fill="none" stroke={CURVE_LOOKS[curve].colour} strokeWidth="2" strokeDasharray={CURVE_LOOKS[curve].dash} />
          </svg>
          {t(`breakEven.${curve}`)}
        </li>
      ))}
      <li>
        <svg width="12" height="10" viewBox="0 0 12 10">
          <circle cx="6" cy="5" r="4" fill="var(--ink)" />
        </svg>
        {t(`breakEven.ownMark.${basis}`)}
      </li>
      <li>
        <svg width="12" height="10" viewBox="0 0 12 10">
          <circle cx="6" cy="5" r="3.5" fill="none" stroke="var(--ink)" strokeWidth="1.5" />
        </svg>
        {t('breakEven.crossingMark')}
      </li>
    </ul>
  )
}

function Twin({ breakEven: { points }, money }: { breakEven: BreakEven; money: Money }) {
  const { t } = useTranslation('cost')
  const { count } = useFormats()
  const rows = points.filter((_, index) => index % ROWS_EVERY === 0)
  return (
    <SmallTable
      caption={t('breakEven.table')}
      heads={[t('breakEven.throughput'), t('breakEven.shards'), ...CURVES.map((curve) => t(`breakEven.${curve}`))]}
      rows={rows.map((point) => ({ key: point.mibPerSecond, cells: [money.quantity(point.mibPerSecond), count(point.shards), ...CURVES.map((curve) => money.amount(point[curve]))] }))}
    />
  )
}
