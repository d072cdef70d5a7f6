/** A text that can be set: taken up by Enter, or when the field is left. */
import { useId, useState } from 'react'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../producers/Producers.module.css'
import styles from '../Consumers.module.css'
import { useSettingText } from './settingText'
import type { SettingKey } from './settingText'

const CHARACTERS_MAX = 1_024

export function TextSetting({ setting, value, onCommit }: { setting: SettingKey; value: string; onCommit: (value: string) => void }) {
  const { name, help } = useSettingText(setting)
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed !== null && typed !== value) onCommit(typed)
    setTyped(null)
  }
  return (
    <div className={sheet.pair}>
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        className={`${controls.text} ${styles.code}`}
        value={typed ?? value}
        maxLength={CHARACTERS_MAX}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-help`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
      <p className={sheet.hint} id={`${id}-help`}>
        {help}
      </p>
    </div>
  )
}
