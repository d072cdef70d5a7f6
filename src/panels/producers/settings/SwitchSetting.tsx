/** Something that is on or off. */
import { useId } from 'react'
import controls from '../../../widgets/controls.module.css'
import { useSettingText } from './settingText'
import type { SettingKey } from './settingText'
import sheet from '../Producers.module.css'

export function SwitchSetting({ setting, isOn, onChange }: { setting: SettingKey; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { name, help } = useSettingText(setting)
  const helpId = useId()
  return (
    <div className={sheet.pair}>
      <label className={controls.check}>
        <input type="checkbox" checked={isOn} aria-describedby={helpId} onChange={(event) => onChange(event.target.checked)} />
        {name}
      </label>
      <p className={sheet.hint} id={helpId}>
        {help}
      </p>
    </div>
  )
}
