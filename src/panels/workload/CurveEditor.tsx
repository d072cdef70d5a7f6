/** A rate over time, drawn by hand: by strokes in the picture, or point by point with the keyboard; and the same in numbers. */
import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import sheet from '../controls/Controls.module.css'
import { useWidth } from '../useWidth'
import { curvePath, meanOf, percentMaxOf, PERCENT_STEP, snapped, touchAt, withStroke, xOf, yOf } from './curvePoints'
import type { CurveBox, Touch } from './curvePoints'
import { useCurveDraft } from './useCurveDraft'
import type { CurveDraft } from './useCurveDraft'
import styles from './Workload.module.css'

const HEIGHT_PX = 110
const POINT_RADIUS_PX = 5
const FULL_PERCENT = 100
const PAGE_STEPS = 5

export interface CurveEditorProps {
  percents: readonly number[]
  spanMs: number
  ratePerSecond: number
  onCommit: (percents: number[]) => void
}

export function CurveEditor({ percents, spanMs, ratePerSecond, onCommit }: CurveEditorProps) {
  const { t } = useTranslation('workload')
  const { count, duration } = useFormats()
  const draft = useCurveDraft(percents, onCommit)
  const mean = meanOf(draft.shown)
  const records = (percent: number) => count((ratePerSecond * percent) / FULL_PERCENT)
  return (
    <div className={styles.curve}>
      <CurvePicture draft={draft} spanMs={spanMs} sayRecords={records} />
      <p className={sheet.hint}>{t('curveMean', { percent: count(mean), records: records(mean) })}</p>
      <p className={sheet.hint}>{t('curveHint')}</p>
      <div className={sheet.row}>
        <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => draft.commit(draft.shown.map(() => FULL_PERCENT))}>
          {t('curveReset')}
        </button>
      </div>
      <details className={sheet.hint}>
        <summary>{t('curveNumbers')}</summary>
        <ol>
          {draft.shown.map((percent, index) => (
            <li key={index}>{t('curveLine', { at: duration((spanMs * index) / draft.shown.length), percent: count(percent), records: records(percent) })}</li>
          ))}
        </ol>
      </details>
    </div>
  )
}

interface PictureProps {
  draft: CurveDraft
  spanMs: number
  sayRecords: (percent: number) => string
}

function CurvePicture({ draft, spanMs, sayRecords }: PictureProps) {
  const { t } = useTranslation('workload')
  const { count, duration } = useFormats()
  const frame = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(0)
  const box: CurveBox = { widthPx: Math.max(1, useWidth(frame)), heightPx: HEIGHT_PX, percentMax: percentMaxOf(draft.shown) }
  const points = draft.shown.length
  const strokeHandlers = useStroke(draft, box)
  const path = curvePath(draft.shown, box)
  const onKeyDown = (event: KeyboardEvent<SVGGElement>, index: number) => {
    const step = stepFor(event.key)
    const next = neighbourFor(event.key, index, points)
    if (step === null && next === null) return
    event.preventDefault()
    if (step !== null) draft.commitAfterPause(draft.shown.with(index, snapped((draft.shown[index] ?? 0) + step, box.percentMax)))
    if (next !== null) event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('[role="slider"]')[next]?.focus()
  }
  return (
    <div ref={frame} className={styles.frame}>
      <svg className={styles.picture} width={box.widthPx} height={HEIGHT_PX} role="group" aria-label={t('curve')} {...strokeHandlers}>
        <path className={styles.area} d={`${path}V${HEIGHT_PX}H0Z`} />
        <line className={styles.full} x2={box.widthPx} y1={yOf(FULL_PERCENT, box)} y2={yOf(FULL_PERCENT, box)} />
        <path className={styles.line} d={path} />
        <text className={styles.mark} x={2} y={yOf(FULL_PERCENT, box) - 3} aria-hidden="true">
          {`${count(FULL_PERCENT)}%`}
        </text>
        {draft.shown.map((percent, index) => (
          <g
            key={index}
            role="slider"
            className={styles.point}
            tabIndex={index === chosen ? 0 : -1}
            aria-label={t('curvePoint', { number: count(index + 1), points: count(points), at: duration((spanMs * index) / points) })}
            aria-orientation="vertical"
            aria-valuemin={0}
            aria-valuemax={box.percentMax}
            aria-valuenow={percent}
            aria-valuetext={t('percentMeaning', { percent: count(percent), records: sayRecords(percent) })}
            onFocus={() => setChosen(index)}
            onBlur={draft.settle}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <circle cx={xOf(index, points, box)} cy={yOf(percent, box)} r={POINT_RADIUS_PX} />
          </g>
        ))}
      </svg>
    </div>
  )
}

/** From touching the picture to letting go is one stroke, and one act. Moves may come quicker than they are drawn. */
function useStroke(draft: CurveDraft, box: CurveBox) {
  const stroke = useRef<{ touch: Touch; percents: readonly number[] } | null>(null)
  const drawTo = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const { left, top } = currentTarget.getBoundingClientRect()
    const touch = touchAt(clientX - left, clientY - top, draft.shown.length, box)
    const percents = withStroke(stroke.current?.percents ?? draft.shown, stroke.current?.touch ?? touch, touch)
    stroke.current = { touch, percents }
    return percents
  }
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      draft.move(drawTo(event))
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (stroke.current !== null) draft.move(drawTo(event))
    },
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      if (stroke.current === null) return
      draft.commit(drawTo(event))
      stroke.current = null
    },
    onPointerCancel: () => {
      stroke.current = null
      draft.settle()
    },
  }
}

/** @returns by how many percent the key moves a point; null for a key that does not. */
function stepFor(key: string): number | null {
  switch (key) {
    case 'ArrowUp':
      return PERCENT_STEP
    case 'ArrowDown':
      return -PERCENT_STEP
    case 'PageUp':
      return PAGE_STEPS * PERCENT_STEP
    case 'PageDown':
      return -PAGE_STEPS * PERCENT_STEP
    default:
      return null
  }
}

/** @returns the point that the key leads to; null for a key that leads nowhere. */
function neighbourFor(key: string, index: number, points: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return (index + points - 1) % points
    case 'ArrowRight':
      return (index + 1) % points
    case 'Home':
      return 0
    case 'End':
      return points - 1
    default:
      return null
  }
}
