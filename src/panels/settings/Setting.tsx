/** The frame of a setting that is no slider: its name above the field, what it does below. */
import { useId } from 'react'
import type { ReactNode } from 'react'
import sheet from '../sheet/Sheet.module.css'
import type { SettingText } from './settingText'

export interface FieldIds {
  id: string
  'aria-describedby': string | undefined
}

export function Setting({ name, help, field }: SettingText & { field: (ids: FieldIds) => ReactNode }) {
  const id = useId()
  const helpId = help === undefined ? undefined : `${id}-help`
  return (
    <div className={sheet.pair}>
      <label htmlFor={id}>{name}</label>
      {field({ id, 'aria-describedby': helpId })}
      {help === undefined ? null : (
        <p className={sheet.hint} id={helpId}>
          {help}
        </p>
      )}
    </div>
  )
}
