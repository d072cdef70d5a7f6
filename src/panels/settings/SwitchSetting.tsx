/** Something that is on or off. It shows the wish at once; the world has it a moment later, or refuses it. */
import { useEffect, useId, useState } from 'react'
import controls from '../../widgets/controls.module.css'
import sheet from '../sheet/Sheet.module.css'
import type { SettingText } from './settingText'
import { PATIENCE_MS } from './useWish'

export interface SwitchSettingProps extends SettingText {
  isOn: boolean
  onChange: (isOn: boolean) => void
}

export function SwitchSetting({ name, help, isOn, onChange }: SwitchSettingProps) {
  const helpId = useId()
  const [wish, setWish] = useState<boolean | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setWish(null), wish === isOn ? 0 : PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [wish, isOn])
  return (
    <div className={sheet.pair}>
      <label className={controls.check}>
        <input
          type="checkbox"
          checked={wish ?? isOn}
          aria-describedby={helpId}
          onChange={(event) => {
            setWish(event.target.checked)
            onChange(event.target.checked)
          }}
        />
        {name}
      </label>
      <p className={sheet.hint} id={helpId}>
        {help}
      </p>
    </div>
  )
}
