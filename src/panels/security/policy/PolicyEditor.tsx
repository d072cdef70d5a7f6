/** A policy's document as JSON, with numbered lines: what is wrong is told at its line, the statement that decided is marked. */
import { useId, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyProblem } from '../../../engine/refusalReasons'
import sheet from '../../sheet/Sheet.module.css'
import { useRefusalTexts } from '../../refusals/useRefusalTexts'
import { linesOfStatement } from './placesInJson'
import { placedProblems, type PlacedProblem } from './placedProblems'
import styles from './Policy.module.css'

export interface DecidedStatement {
  statementIndex: number
  isAllowed: boolean
}

export interface PolicyEditorProps {
  label: string
  text: string
  onChange: (text: string) => void
  /** Null: it is being looked at. */
  problems: readonly PolicyProblem[] | null
  decided?: DecidedStatement | null
}

const LINE_PX = 18
const PROBLEMS_SHOWN_MAX = 8
const CHARACTERS_MAX = 40_000

export function PolicyEditor({ label, text, onChange, problems, decided = null }: PolicyEditorProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const placed = useMemo(() => placedProblems(text, problems ?? []), [text, problems])
  const lines = text.split('\n')
  const marked = decided === null ? null : linesOfStatement(text, decided.statementIndex)
  const markOf = (line: number) => {
    if (placed.some((each) => each.line === line)) return 'fault'
    if (marked === null || decided === null || line < marked.from || line > marked.to) return undefined
    return decided.isAllowed ? 'allow' : 'deny'
  }
  const show = ({ from, to }: PlacedProblem) => {
    area.current?.focus()
    area.current?.setSelectionRange(from, to)
  }
  return (
    <div className={sheet.pair}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.scroller} data-own-keys>
        <div className={styles.paper}>
          <ol className={styles.gutter} aria-hidden="true">
            {lines.map((_, index) => (
              <li key={index} data-mark={markOf(index + 1)}>
                {index + 1}
              </li>
            ))}
          </ol>
          <textarea
            ref={area}
            id={id}
            className={styles.text}
            style={{ height: lines.length * LINE_PX + 12 }}
            cols={Math.max(...lines.map(({ length }) => length)) + 2}
            wrap="off"
            value={text}
            maxLength={CHARACTERS_MAX}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={placed.length > 0}
            aria-describedby={`${id}-state`}
            onChange={({ target }) => onChange(target.value)}
          />
        </div>
      </div>
      <div id={`${id}-state`} role="status">
        <Problems placed={placed} onShow={show} />
      </div>
    </div>
  )
}

function Problems({ placed, onShow }: { placed: readonly PlacedProblem[]; onShow: (problem: PlacedProblem) => void }) {
  const { t } = useTranslation('security')
  const say = useRefusalTexts({ isWanted: placed.length > 0, ofProducer: (producerId) => producerId })
  if (placed.length === 0 || say === null) return null
  return (
    <ul className={styles.problems}>
      {placed.slice(0, PROBLEMS_SHOWN_MAX).map((each, index) => {
        const { why, help } = say(each.problem)
        return (
          <li key={index} className={sheet.refusal}>
            <button type="button" className={styles.spot} onClick={() => onShow(each)}>
              {t('policy.line', { line: each.line, column: each.column })}
            </button>{' '}
            {why} {help}
          </li>
        )
      })}
      {placed.length > PROBLEMS_SHOWN_MAX ? <li className={sheet.hint}>{t('policy.moreProblems', { count: placed.length - PROBLEMS_SHOWN_MAX })}</li> : null}
    </ul>
  )
}
