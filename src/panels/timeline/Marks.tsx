/** Ticks on the timeline: a line, a shape and, where there is room, a label; pointing at one says its sentence. */
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import { useSaidEvent } from '../useNames'
import { MarkShape, isFault } from './MarkShape'
import { describeEvent } from './describeEvent'
import type { PlacedMark } from './timelineMarks'
import styles from './Timeline.module.css'

const TIP_WIDTH_PX = 320
const SPAN_WIDTH_MIN_PX = 2

export const Marks = memo(function Marks({ marks, widthPx }: { marks: readonly PlacedMark[]; widthPx: number }) {
  const { t } = useTranslation('timeline')
  const say = useSaidEvent()
  const actions = useActions()
  const [pointedAt, setPointedAt] = useState<PlacedMark | null>(null)
  const sentenceOf = (mark: PlacedMark): string => {
    const sentence = say(describeEvent(mark.event))
    return mark.count === 1 ? sentence : t('first', { sentence, others: mark.count - 1 })
  }
  const tipLeft = Math.max(0, Math.min((pointedAt?.x ?? 0) - TIP_WIDTH_PX / 2, widthPx - TIP_WIDTH_PX))
  return (
    <>
      <ul className={styles.marks} aria-label={t('marksList')} onPointerLeave={() => setPointedAt(null)}>
        {marks.map((mark) => (
          <li key={`${mark.kind}/${mark.atMs}/${mark.subject}`}>
            <button
              type="button"
              className={styles.mark}
              style={{ left: mark.x }}
              tabIndex={-1}
              data-fault={isFault(mark.kind)}
              data-shape={mark.hasShape}
              aria-label={t('markName', { at: clockText(mark.atMs), sentence: sentenceOf(mark) })}
              onClick={() => actions.goTo(mark.atMs)}
              onPointerEnter={() => setPointedAt(mark)}
            >
              {mark.hasShape ? <MarkShape kind={mark.kind} /> : null}
            </button>
            {mark.hasShape && mark.endX - mark.x > SPAN_WIDTH_MIN_PX ? <span className={styles.span} style={{ left: mark.x, width: mark.endX - mark.x }} aria-hidden="true" /> : null}
            {mark.label === null ? null : (
              <span className={styles.label} style={{ left: mark.label.left }} data-fault={isFault(mark.kind)} aria-hidden="true">
                {mark.label.text}
              </span>
            )}
          </li>
        ))}
      </ul>
      {pointedAt === null ? null : (
        <p className={styles.tip} style={{ left: tipLeft, maxWidth: Math.min(TIP_WIDTH_PX, widthPx) }} aria-hidden="true">
          <b>{clockText(pointedAt.atMs)}</b> {sentenceOf(pointedAt)}
        </p>
      )}
    </>
  )
})
