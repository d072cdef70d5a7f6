/** A text, number, choice, truth value or instant. An empty field leaves its member out of the call. */
import { useTranslation } from 'react-i18next'
import controls from '../../widgets/controls.module.css'
import { dateOf, shapeOf } from './draft'
import type { Json } from './draft'
import type { ScalarFieldProps } from './fieldProps'
import sheet from './Console.module.css'
import styles from './Form.module.css'
import textStyles from './Text.module.css'

export function ScalarField({ id, hintId, shapeName, path, value, isRequired, suggestions, onChange }: ScalarFieldProps) {
  const { t } = useTranslation('console')
  const shape = shapeOf(shapeName)
  const change = (next: Json | undefined) => onChange(path, next)
  const shown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  const choices = shape.enum ?? (shape.type === 'boolean' ? ['true', 'false'] : null)
  if (choices !== null) {
    return (
      <select
        id={id}
        className={controls.select}
        value={shown}
        required={isRequired}
        onChange={({ target }) => change(target.value === '' ? undefined : shape.type === 'boolean' ? target.value === 'true' : target.value)}
      >
        <option value="">{t('notGiven')}</option>
        {choices.includes(shown) || shown === '' ? null : <option value={shown}>{shown}</option>}
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    )
  }
  if (shape.type === 'timestamp') return <InstantInput id={id} value={value} onChange={change} />
  const offered = suggestions[shapeName] ?? []
  const isNumber = shape.type === 'integer' || shape.type === 'long'
  return (
    <>
      <input
        id={id}
        className={`${controls.text} ${textStyles.input}`}
        value={shown}
        required={isRequired}
        aria-describedby={hintId}
        autoComplete="off"
        spellCheck={false}
        inputMode={isNumber ? 'numeric' : undefined}
        list={offered.length === 0 ? undefined : `${id}-offered`}
        onChange={({ target }) => change(target.value === '' ? undefined : isNumber ? numberOrText(target.value) : target.value)}
      />
      {offered.length === 0 ? null : (
        <datalist id={`${id}-offered`}>
          {offered.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** What is no number goes on as it was typed: the service has an answer to that, too. */
function numberOrText(text: string): number | string {
  return /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text
}

const MS_LETTERS = 23

function InstantInput({ id, value, onChange }: { id: string; value: Json | undefined; onChange: (value: Json | undefined) => void }) {
  const { t } = useTranslation('console')
  const shown = dateOf(value)?.toISOString().slice(0, MS_LETTERS) ?? ''
  return (
    <span className={styles.instant}>
      <input
        id={id}
        type="datetime-local"
        step="0.001"
        className={controls.text}
        value={shown}
        onChange={({ target }) => {
          const ms = Date.parse(`${target.value}Z`)
          onChange(Number.isNaN(ms) ? undefined : ms / 1_000)
        }}
      />
      <span className={sheet.hint}>{t('utc')}</span>
    </span>
  )
}
