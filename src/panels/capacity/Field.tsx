/** A text field of a form, with what is wrong with it below. */
import { useId } from 'react'
import controls from '../../widgets/controls.module.css'
import sheet from '../sheet/Sheet.module.css'
import styles from './Capacity.module.css'

export interface FieldProps {
  name: string
  /** Read out after the name, where several fields have one name. */
  group?: string
  value: string
  problem: string | null
  isNumber?: boolean
  onChange: (value: string) => void
}

const CHARACTERS_MAX = 300

export function Field({ name, group, value, problem, isNumber = false, onChange }: FieldProps) {
  const id = useId()
  return (
    <div className={`${sheet.pair} ${styles.field}`}>
      <label htmlFor={id}>
        {name}
        {group === undefined ? null : <span className={sheet.hidden}> {group}</span>}
      </label>
      <input
        id={id}
        className={controls.text}
        value={value}
        inputMode={isNumber ? 'decimal' : 'text'}
        maxLength={CHARACTERS_MAX}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  )
}

export function FieldProblem({ id, problem }: { id?: string; problem: string | null }) {
  return (
    <p className={styles.problem} id={id} role="alert">
      {problem}
    </p>
  )
}
