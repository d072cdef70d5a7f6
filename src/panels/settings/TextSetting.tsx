/** A text that can be set: taken up by Enter, or when the field is left. */
import { useState } from 'react'
import controls from '../../widgets/controls.module.css'
import sheet from '../sheet/Sheet.module.css'
import { Setting } from './Setting'
import type { SettingText } from './settingText'

export interface TextSettingProps extends SettingText {
  value: string
  placeholder?: string
  onCommit: (value: string) => void
}

const CHARACTERS_MAX = 1_024

export function TextSetting({ name, help, value, placeholder, onCommit }: TextSettingProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed !== null && typed !== value) onCommit(typed)
    setTyped(null)
  }
  return (
    <Setting
      name={name}
      help={help}
      field={(ids) => (
        <input
          {...ids}
          className={`${controls.text} ${sheet.code}`}
          value={typed ?? value}
          placeholder={placeholder}
          maxLength={CHARACTERS_MAX}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setTyped(null)
          }}
        />
      )}
    />
  )
}
