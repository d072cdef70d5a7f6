/**
 * A labelled range input with a number field beside it. Dragging only shows the value; letting go, Enter or a pause
 * of the keyboard commits it, so that one movement is one call.
 */
import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { filledPercent, parseTyped, placeToValue, snap, trackEnds, valueToPlace } from './sliderScale'
import type { SliderScale } from './sliderScale'
import { useDraft } from './useDraft'
import styles from './Slider.module.css'

declare module 'react' {
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined
  }
}

export interface SliderProps {
  /** The accessible name of the track. */
  label: string
  /** The accessible name of the number field. */
  fieldLabel: string
  value: number
  scale: SliderScale
  /** Read out for the bare number: `1,200 records/s`. */
  say: (value: number) => string
  unit?: string | undefined
  marks?: readonly number[]
  /** The value that it has of itself: a tick on the track. */
  usual?: number
  /** What the value under the thumb would mean. */
  explain?: (value: number) => ReactNode
  problem?: ReactNode
  /** Typed values may lie outside the track. */
  allowsOutside?: boolean
  /** It shows its value, and takes none. */
  isDisabled?: boolean
  /** Label, track and field in one row. */
  isCompact?: boolean
  onCommit: (value: number) => void
}

export function Slider(props: SliderProps) {
  const { label, value, scale, say, unit, marks, usual, explain, problem = null, isDisabled = false, isCompact = false, onCommit } = props
  const id = useId()
  const draft = useDraft({ value, onCommit })
  const wasKeyboard = useRef(false)
  const track = useNativeChange((place) => {
    const next = placeToValue(scale, place)
    if (wasKeyboard.current) draft.commitAfterPause(next)
    else draft.commit(next)
  })
  return (
    <div className={styles.slider} data-moving={draft.isMoving} data-compact={isCompact}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <NumberField {...props} shown={draft.shown} unit={unit} onType={draft.commit} />
      <input
        ref={track}
        className={styles.track}
        id={id}
        type="range"
        disabled={isDisabled}
        {...trackEnds(scale)}
        value={valueToPlace(scale, draft.shown)}
        style={{ '--filled': `${filledPercent(scale, draft.shown)}%`, '--usual': usual === undefined ? undefined : filledPercent(scale, usual) / 100 }}
        data-has-usual={usual === undefined ? undefined : true}
        aria-valuetext={say(draft.shown)}
        aria-describedby={problem !== null ? `${id}-problem` : isDisabled ? `${id}-explain` : undefined}
        list={marks === undefined ? undefined : `${id}-marks`}
        onPointerDown={() => {
          wasKeyboard.current = false
        }}
        onKeyDown={(event) => {
          wasKeyboard.current = true
          if (event.key === 'Enter') draft.commit(draft.shown)
        }}
        onBlur={() => {
          wasKeyboard.current = false
          if (draft.isMoving) draft.commit(draft.shown)
        }}
        onChange={(event) => draft.move(placeToValue(scale, Number(event.target.value)))}
      />
      {marks === undefined ? null : (
        <datalist id={`${id}-marks`}>
          {marks.map((mark) => (
            <option key={mark} value={valueToPlace(scale, mark)} />
          ))}
        </datalist>
      )}
      {explain === undefined ? null : <p className={styles.explain} id={isDisabled ? `${id}-explain` : undefined}>{explain(draft.shown)}</p>}
      {problem === null || draft.isMoving ? null : (
        <div className={styles.problem} id={`${id}-problem`} role="alert">
          {problem}
        </div>
      )}
    </div>
  )
}

type NumberFieldProps = Pick<SliderProps, 'fieldLabel' | 'scale' | 'unit' | 'allowsOutside' | 'isDisabled'> & { shown: number; onType: (value: number) => void }

function NumberField({ fieldLabel, scale, unit, allowsOutside = false, isDisabled = false, shown, onType }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? String(shown)
  const commit = () => {
    const number = typed === null ? null : parseTyped(typed)
    setTyped(null)
    if (number !== null) onType(allowsOutside ? number : snap(scale, number))
  }
  return (
    <span className={styles.field}>
      <input
        className={styles.number}
        inputMode="decimal"
        disabled={isDisabled}
        aria-label={fieldLabel}
        value={text}
        style={{ width: `${Math.max(2, text.length) + 1.8}ch` }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
      {unit === undefined ? null : <span aria-hidden="true">{unit}</span>}
    </span>
  )
}

/** The browser's own `change` comes once a movement has ended; React's comes with every step of it. */
function useNativeChange(onChange: (place: number) => void) {
  const track = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const input = track.current
    if (input === null) return undefined
    const listener = () => onChange(Number(input.value))
    input.addEventListener('change', listener)
    return () => input.removeEventListener('change', listener)
  })
  return track
}
