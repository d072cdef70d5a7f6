/** A map as rows of key and value. Rows are kept as typed: two of them may have one key for a moment, the map may not. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../../widgets/controls.module.css'
import { RemoveButton } from './RemoveButton'
import { isObject } from './draft'
import type { Json } from './draft'
import type { FieldProps } from './fieldProps'
import styles from './Form.module.css'
import textStyles from './Text.module.css'

type Row = readonly [key: string, value: string]

export function MapField({ label, path, value, onChange }: FieldProps) {
  const { t } = useTranslation('console')
  const given = JSON.stringify(value ?? null)
  const [typed, setTyped] = useState<{ rows: readonly Row[]; given: string } | null>(null)
  const rows = typed?.given === given ? typed.rows : rowsOf(value)
  const change = (next: readonly Row[]) => {
    const entries = next.filter(([key]) => key !== '')
    const map = entries.length === 0 ? undefined : Object.fromEntries(entries)
    setTyped({ rows: next, given: JSON.stringify(map ?? null) })
    onChange(path, map)
  }
  return (
    <div className={styles.entries}>
      {rows.map(([key, held], index) => (
        <div key={index} className={styles.pair}>
          <input
            className={`${controls.text} ${textStyles.input}`}
            value={key}
            placeholder={t('key')}
            aria-label={t('keyOf', { list: label, number: index + 1 })}
            onChange={({ target }) => change(rows.with(index, [target.value, held]))}
          />
          <input
            className={`${controls.text} ${textStyles.input}`}
            value={held}
            placeholder={t('value')}
            aria-label={t('valueOf', { list: label, number: index + 1 })}
            onChange={({ target }) => change(rows.with(index, [key, target.value]))}
          />
          <RemoveButton name={t('removeEntry', { list: label, number: index + 1 })} onClick={() => change(rows.toSpliced(index, 1))} />
        </div>
      ))}
      <button type="button" className={`${controls.button} ${controls.small}`} aria-label={t('addTo', { list: label })} onClick={() => change([...rows, ['', '']])}>
        {t('add')}
      </button>
    </div>
  )
}

function rowsOf(value: Json | undefined): Row[] {
  return isObject(value) ? Object.entries(value).map(([key, held]) => [key, typeof held === 'string' ? held : JSON.stringify(held)]) : []
}
