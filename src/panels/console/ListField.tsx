/** A list: choices as boxes to tick, anything else one entry under the other. */
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../../widgets/controls.module.css'
import { RemoveButton } from './RemoveButton'
import type { Json } from './draft'
import { shapeOf } from './draft'
import type { FieldProps } from './fieldProps'
import sheet from './Console.module.css'
import styles from './Form.module.css'

/** More are edited as JSON. */
const ENTRIES_SHOWN_MAX = 20

export function ListField({ label, shapeName, path, value, suggestions, onChange, Entry }: FieldProps & { Entry: ComponentType<FieldProps> }) {
  const { t } = useTranslation('console')
  const { member } = shapeOf(shapeName)
  const items = Array.isArray(value) ? value : []
  if (member === undefined) return null
  const shape = shapeOf(member)
  if (shape.enum !== undefined) return <Choices choices={shape.enum} chosen={items} onChange={(chosen) => onChange(path, chosen.length === 0 ? undefined : chosen)} />
  const fresh: Json = shape.type === 'structure' ? {} : ''
  // A record without data is refused: the next one begins as the one above it.
  const added = shape.type === 'structure' ? (items.at(-1) ?? fresh) : fresh
  return (
    <div className={styles.entries}>
      {items.slice(0, ENTRIES_SHOWN_MAX).map((item, index) => (
        <div key={index} className={styles.entry} data-structure={shape.type === 'structure'}>
          <Entry label={t('entry', { number: index + 1 })} shapeName={member} path={[...path, index]} value={item} isRequired={false} suggestions={suggestions} onChange={(at, next) => onChange(at, next ?? (at.length === path.length + 1 ? fresh : undefined))} />
          <RemoveButton name={t('removeEntry', { list: label, number: index + 1 })} onClick={() => onChange([...path, index], undefined)} />
        </div>
      ))}
      {items.length > ENTRIES_SHOWN_MAX ? <p className={sheet.hint}>{t('moreEntries', { entries: items.length - ENTRIES_SHOWN_MAX })}</p> : null}
      <button type="button" className={`${controls.button} ${controls.small}`} aria-label={t('addTo', { list: label })} onClick={() => onChange([...path, items.length], added)}>
        {t('add')}
      </button>
    </div>
  )
}

function Choices({ choices, chosen, onChange }: { choices: readonly string[]; chosen: readonly Json[]; onChange: (chosen: Json[]) => void }) {
  return (
    <div className={styles.choices}>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="checkbox"
            checked={chosen.includes(choice)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, choice] : chosen.filter((name) => name !== choice))}
          />
          {choice}
        </label>
      ))}
    </div>
  )
}
